import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import type { Random } from '../support/random'

/** What a process did to a file, in order. */
type Operation = { readonly at: number; readonly file: string } & (
  | { readonly is: 'write'; readonly offset: number; readonly bytes: Buffer }
  | { readonly is: 'truncate'; readonly size: number }
  | { readonly is: 'sync' }
)

/** Says why this machine cannot watch a process's writes; undefined where it can. */
export function cannotTrace(): string | undefined {
  const { status } = spawnSync('strace', ['-o', '/dev/null', 'true'])
  return status === 0 ? undefined : 'strace is not there or not allowed on this machine'
}

/** The command that runs another and writes down all it does to some files. */
export const recorder = (log: string, files: readonly string[]): readonly string[] => [
  ...['strace', '-f', '--seccomp-bpf', '-y', '-ttt', '-xx', '-s', '4000000', '-o', log],
  ...['-e', 'trace=pwrite64,ftruncate,fsync,fdatasync', '-e', 'signal=none'],
  ...files.flatMap((file) => ['-P', file]),
]

/** Reads what was written down. A call that another thread cut in two counts from its end for a flush. */
export function readRecording(log: string): readonly Operation[] {
  const operations: Operation[] = []
  const open = new Map<string, string>()
  for (const line of fs.readFileSync(log, 'latin1').split('\n')) {
    const [, thread = '', time = '', rest = ''] = /^(\d+) +([\d.]+) (.*)$/.exec(line) ?? []
    const at = Number(time) * 1000
    const resumed = /^<\.\.\. (\w+) resumed>/.exec(rest)
    const call = resumed ? (open.get(thread) ?? '') : rest
    const isFlush = /^(?:fsync|fdatasync)\(/.test(call)
    if (rest.endsWith('<unfinished ...>')) open.set(thread, rest)
    if (rest.endsWith('<unfinished ...>') ? isFlush : resumed && !isFlush) continue
    const [, name, hex = '', more = ''] = /^(\w+)\(\d+<([^>]*)>(.*)/.exec(call) ?? []
    const file = unescape(hex).toString()
    if (name === 'pwrite64') {
      const [, data = '', offset = ''] = /^, "([^"]*)", \d+, (\d+)/.exec(more) ?? []
      operations.push({ is: 'write', at, file, offset: Number(offset), bytes: unescape(data) })
    } else if (name === 'ftruncate')
      operations.push({ is: 'truncate', at, file, size: Number(/^, (\d+)/.exec(more)?.[1]) })
    else if (isFlush) operations.push({ is: 'sync', at, file })
  }
  return operations
}

const unescape = (hex: string): Buffer => Buffer.from(hex.replaceAll('\\x', ''), 'hex')

/** A disk at the moment of a power cut. */
export interface CrashImage {
  /** Nothing later than this moment had begun. */
  readonly before: number
  /** Puts the files as the disk holds them into a folder. */
  write(folder: string): void
}

const SECTOR = 512

/**
 * The disk after `count` power cuts at chance moments, the same moment more than once if chance has it: each file as it was last flushed, and of what was written since, each
 * sector or none of it.
 */
export function* crashImages(
  operations: readonly Operation[],
  start: ReadonlyMap<string, Buffer>,
  count: number,
  random: Random,
): Generator<CrashImage> {
  const flushed = new Map(start)
  const since = new Map<string, Operation[]>()
  const cuts = new Map<number, number>()
  for (let made = 0; made < count; made++) {
    const moment = random.int(operations.length - 1)
    cuts.set(moment, (cuts.get(moment) ?? 0) + 1)
  }
  for (const [index, operation] of operations.entries()) {
    const pending = since.get(operation.file) ?? []
    if (operation.is === 'sync') {
      flushed.set(operation.file, pending.reduce(applied, contentOf(flushed, operation.file)))
      since.set(operation.file, [])
    } else since.set(operation.file, [...pending, operation])
    for (let left = cuts.get(index) ?? 0; left > 0; left--) {
      const files = new Map(flushed)
      for (const [file, some] of since)
        files.set(
          file,
          some.flatMap((one) => survivors(one, random)).reduce(applied, contentOf(flushed, file)),
        )
      yield {
        before: operations[index + 1]?.at ?? Infinity,
        write(folder) {
          for (const [file, bytes] of files) fs.writeFileSync(path.join(folder, path.basename(file)), bytes)
        },
      }
    }
  }
}

const contentOf = (files: ReadonlyMap<string, Buffer>, file: string): Buffer =>
  files.get(file) ?? Buffer.alloc(0)

function applied(content: Buffer, operation: Operation): Buffer {
  if (operation.is === 'sync') return content
  if (operation.is === 'truncate') {
    const cut = Buffer.alloc(operation.size)
    content.copy(cut)
    return cut
  }
  const { offset, bytes } = operation
  const grown = Buffer.alloc(Math.max(content.length, offset + bytes.length))
  content.copy(grown)
  bytes.copy(grown, offset)
  return grown
}

function survivors(operation: Operation, random: Random): Operation[] {
  if (operation.is !== 'write') return random.chance(0.5) ? [operation] : []
  const kept: Operation[] = []
  const { offset, bytes } = operation
  for (let at = 0; at < bytes.length;) {
    const end = Math.min(bytes.length, at + SECTOR - ((offset + at) % SECTOR))
    if (random.chance(0.5)) kept.push({ ...operation, offset: offset + at, bytes: bytes.subarray(at, end) })
    at = end
  }
  return kept
}
