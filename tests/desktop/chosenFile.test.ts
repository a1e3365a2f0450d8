import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { writeChosen, writeDurably } from '../../src/main/durable'

const root = await mkdtemp(join(tmpdir(), 'maillage-'))
afterAll(() => rm(root, { recursive: true }))

const folderOf = async (name: string): Promise<string> => {
  await mkdir(join(root, name))
  return join(root, name)
}
const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8)
const [before, after] = [Buffer.from('avant'), Buffer.from('après')]

test('a new file has the mode of the user’s new files, one that stands there keeps its own', async ({
  skip,
}) => {
  skip(process.platform === 'win32', 'files have no mode there')
  const folder = await folderOf('modes')
  const [fresh, plain] = [join(folder, 'nouveau.xlsx'), join(folder, 'ordinaire')]
  await writeChosen(fresh, after)
  await writeFile(plain, '')
  expect(await modeOf(fresh)).toBe(await modeOf(plain))
  for (const mode of [0o664, 0o640, 0o600, 0o666]) {
    const path = join(folder, `${mode}.xlsx`)
    await writeFile(path, before)
    await chmod(path, mode)
    await writeChosen(path, after)
    expect(await modeOf(path)).toBe(mode.toString(8))
    expect(await readFile(path)).toEqual(after)
  }
  const own = join(folder, 'clé.secret')
  await writeDurably(own, before)
  await chmod(own, 0o644)
  await writeDurably(own, after)
  expect(await modeOf(own)).toBe('600')
})

test('what stands there for a group stays for it, and for no other where it cannot be given', async ({
  skip,
}) => {
  const other =
    process.getuid?.() === 0 ? 4242 : process.getgroups?.().find((gid) => gid !== process.getgid?.())
  if (other === undefined) return skip('this user is of no other group')
  const path = join(await folderOf('group'), 'équipe.xlsx')
  await writeFile(path, before)
  await chown(path, process.getuid?.() ?? 0, other)
  await chmod(path, 0o660)
  await writeChosen(path, after)
  expect(await stat(path)).toMatchObject({ gid: other })
  expect(await modeOf(path)).toBe('660')
  if (process.getuid?.() !== 0) return
  // As one who is of another group than the file.
  const shared = await mkdtemp('/tmp/maillage-')
  await chmod(shared, 0o777)
  const theirs = join(shared, 'équipe.xlsx')
  await writeFile(theirs, before)
  await chown(theirs, 0, other)
  await chmod(theirs, 0o664)
  const [groups, group] = [process.getgroups?.() ?? [], process.getgid?.() ?? 0]
  process.setgroups?.([])
  process.setegid?.(65_534)
  process.seteuid?.(65_534)
  try {
    await writeChosen(theirs, after)
  } finally {
    process.seteuid?.(0)
    process.setegid?.(group)
    process.setgroups?.(groups)
  }
  expect(await modeOf(theirs)).toBe('644')
  expect(await readFile(theirs)).toEqual(after)
  await rm(shared, { recursive: true })
})

test('a link stays a link, and what it leads to is written', async ({ skip }) => {
  skip(process.platform === 'win32', 'links need a right there')
  const [folder, share] = [await folderOf('links'), await folderOf('share')]
  await writeFile(join(share, 'annuaire.xlsx'), before)
  await symlink('../share/annuaire.xlsx', join(folder, 'annuaire.xlsx'))
  // One that leads to another, and that one to what is not there yet.
  await symlink(join(folder, 'second'), join(folder, 'suivi.xlsx'))
  await symlink('../share/suivi.xlsx', join(folder, 'second'))
  for (const name of ['annuaire.xlsx', 'suivi.xlsx']) {
    await writeChosen(join(folder, name), after)
    expect((await lstat(join(folder, name))).isSymbolicLink()).toBe(true)
    expect(await readFile(join(share, name))).toEqual(after)
  }
  expect((await readdir(share)).sort()).toEqual(['annuaire.xlsx', 'suivi.xlsx'])
  await symlink('boucle.xlsx', join(folder, 'boucle.xlsx'))
  await expect(writeChosen(join(folder, 'boucle.xlsx'), after)).rejects.toThrow('ELOOP')
})

test('a name as long as the disk takes is written', async () => {
  const folder = await folderOf('long')
  const names = [`${'x'.repeat(250)}.xlsx`, `${'é'.repeat(125)}.xlsx`]
  for (const name of names) {
    await writeChosen(join(folder, name), after)
    await writeDurably(join(folder, name), after)
  }
  expect((await readdir(folder)).sort()).toEqual(names.sort())
})

test('what was left of a file by an application that was killed goes with the next save of it, and nothing else does', async () => {
  const folder = await folderOf('killed')
  const long = `${'é'.repeat(120)}.xlsx`
  const others = ['bilan.xlsx.partial', 'bilan.xlsx.zzzzzzzzzzzz.partial', 'suivi.xlsx.0123456789ab.partial']
  const left = ['bilan.xlsx.0123456789ab.partial', `${'é'.repeat(50)}.0123456789ab.partial`]
  for (const name of [...others, ...left]) await writeFile(join(folder, name), 'des noms et des téléphones')
  for (const name of ['bilan.xlsx', long]) await writeChosen(join(folder, name), after)
  expect((await readdir(folder)).sort()).toEqual([...others, 'bilan.xlsx', long].sort())
})

test('a folder that may be written in and not listed takes a file', async ({ skip }) => {
  skip(process.getuid === undefined, 'folders have no mode there')
  // Beside the folder of the run, in which its user alone may look.
  const folder = await mkdtemp('/tmp/maillage-')
  await chmod(folder, 0o333)
  // Whoever runs the tests may be the one that no mode stops.
  const become = process.getuid?.() === 0 ? process.seteuid : undefined
  become?.(65_534)
  try {
    await writeChosen(join(folder, 'dépôt.xlsx'), after)
    become?.(0)
    expect(await readFile(join(folder, 'dépôt.xlsx'))).toEqual(after)
  } finally {
    become?.(0)
    await rm(folder, { recursive: true })
  }
})
