import { readConfig } from './config'
import { faultOf, openLog } from './log'
import { openServer } from './server'

const ended = { fault: 1, arguments: 2, start: 3, disk: 4 }

process.umask(0o077) // what is kept here is for the account of the server alone

const config = readConfig(process.argv.slice(2))
if (!config.ok) {
  process.stderr.write(`${config.error.join('\n')}\n`)
  process.exit(ended.arguments)
}

const log = openLog((line) => process.stderr.write(line), Date.now)
const server = await openServer(config.value, {
  log,
  now: Date.now,
  fatal: (reason) => {
    log('fatal', { reason })
    process.exit(ended.disk)
  },
})
if (!server.ok) {
  process.stderr.write(`${server.error}\n`)
  process.exit(ended.start)
}
const { url, close } = server.value

const stopping = new AbortController()

/** Stores and acknowledges what was accepted, lets go of everybody, and ends; of several reasons the first one counts. */
function stop(code: number): void {
  if (stopping.signal.aborted) return
  stopping.abort()
  close().then(
    () => process.exit(code),
    (error: unknown) => {
      log('stop-failed', { reason: String(error) })
      process.exit(ended.fault)
    },
  )
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (!stopping.signal.aborted) log('stopping', { signal })
    stop(0)
  })
}

/**
 * What nobody has caught may have left anything half done: the server stops as when it is asked to, and whoever keeps it
 * running starts it anew. Twice as long as a stop may take, and it ends without.
 */
function giveUp(event: string, fault: unknown): void {
  log(event, faultOf(fault))
  setTimeout(() => process.exit(ended.fault), 10_000).unref()
  stop(ended.fault)
}
process.on('uncaughtException', (error) => giveUp('uncaught', error))
process.on('unhandledRejection', (reason) => giveUp('unhandled', reason))

process.stdout.write(`${JSON.stringify({ event: 'listening', url, pid: process.pid })}\n`)
