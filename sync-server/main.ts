import { readConfig } from './config'
import { openLog } from './log'
import { openServer } from './server'

const refused = { arguments: 2, start: 3, disk: 4 }

process.umask(0o077) // what is kept here is for the account of the server alone

const config = readConfig(process.argv.slice(2))
if (!config.ok) {
  process.stderr.write(`${config.error.join('\n')}\n`)
  process.exit(refused.arguments)
}

const log = openLog((line) => process.stderr.write(line), Date.now)
const server = await openServer(config.value, {
  log,
  now: Date.now,
  fatal: (reason) => {
    log('fatal', { reason })
    process.exit(refused.disk)
  },
})
if (!server.ok) {
  process.stderr.write(`${server.error}\n`)
  process.exit(refused.start)
}
const { url, close } = server.value

const stopping = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping.signal.aborted) return
    stopping.abort()
    log('stopping', { signal })
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        log('stop-failed', { reason: String(error) })
        process.exit(1)
      },
    )
  })
}

// A fault in one request must not end the others (D16): it is written down, and the process goes on.
process.on('unhandledRejection', (reason) => log('unhandled', { reason: String(reason) }))

process.stdout.write(`${JSON.stringify({ event: 'listening', url, pid: process.pid })}\n`)
