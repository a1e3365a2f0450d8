import disk from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { writeChosen, writeDurably } from '../../src/main/durable'

const root = await disk.mkdtemp(join(tmpdir(), 'maillage-held-'))
afterAll(() => disk.rm(root, { recursive: true }))

/** A disk on which a program holds files: so many renames are refused as Windows does. */
function held(times: number, code: string): { readonly asked: number } {
  const { rename } = disk
  const seen = { asked: 0 }
  disk.rename = async (from, to) => {
    if (seen.asked++ < times)
      throw Object.assign(new Error(`${code}: operation not permitted, rename`), { code })
    await rename(from, to)
  }
  syncBuiltinESMExports()
  onTestFinished(() => {
    disk.rename = rename
    syncBuiltinESMExports()
  })
  return seen
}

const [before, after] = [Buffer.from('avant'), Buffer.from('après')]

for (const code of ['EPERM', 'EBUSY', 'EACCES'])
  test(`a file that an antivirus holds for a moment (${code}) is written once it lets go`, async () => {
    const path = join(root, `${code}.xlsx`)
    await disk.writeFile(path, before)
    const seen = held(4, code)
    await writeChosen(path, after)
    expect(seen.asked).toBe(5)
    expect(await disk.readFile(path)).toEqual(after)
    await writeDurably(path, before)
    expect(await disk.readFile(path)).toEqual(before)
  })

test('a file that stays open in another program is refused, and stays as it was with nothing beside it', async () => {
  const folder = join(root, 'open')
  await disk.mkdir(folder)
  const path = join(folder, 'bilan.xlsx')
  await disk.writeFile(path, before)
  held(Infinity, 'EPERM')
  await expect(writeChosen(path, after)).rejects.toMatchObject({ code: 'EPERM' })
  expect(await disk.readdir(folder)).toEqual(['bilan.xlsx'])
  expect(await disk.readFile(path)).toEqual(before)
})

test('a disk that is full, or a folder that is gone, is refused at once', async () => {
  for (const code of ['ENOSPC', 'ENOENT']) {
    const seen = held(Infinity, code)
    await expect(writeChosen(join(root, 'autre.xlsx'), after)).rejects.toMatchObject({ code })
    expect(seen.asked).toBe(1)
  }
})
