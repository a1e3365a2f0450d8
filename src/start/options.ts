import { parseArgs } from 'node:util'
import { fail, ok, type Result } from '../core/result'

/** What `npm start` can be told. */
export interface StartOptions {
  /** Where the server keeps the sample network. */
  readonly data: string
  readonly port: number
  /** Open the desktop application where it can be had. */
  readonly desktop: boolean
  /** How many départements the sample network has: the pilot of 2017, or all. */
  readonly network: 'pilot' | 'all'
  readonly seed: number
}

/** What `npm start -- --help` prints. */
export const usage = `npm start [-- OPTIONS]
  --data DIR       where the server keeps the network (default .maillage)
  --port N         default 8787; 0 for any free port
  --network NAME   pilot: the five départements of 2017 (default) · all: the hundred and one
  --seed N         another plausible life (default 2017); an existing network is left alone
  --no-desktop     the browser, even where Electron can be had`

/** Reads the command line; all that is wrong comes back at once. */
export function readOptions(args: readonly string[]): Result<StartOptions | 'help', string> {
  try {
    const { values } = parseArgs({
      args: [...args],
      allowNegative: true,
      options: {
        data: { type: 'string', default: '.maillage' },
        port: { type: 'string', default: '8787' },
        network: { type: 'string', default: 'pilot' },
        seed: { type: 'string', default: '2017' },
        desktop: { type: 'boolean', default: true },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) return ok('help')
    const problems: string[] = []
    const [port, seed] = [Number(values.port), Number(values.seed)]
    if (!Number.isInteger(port) || port < 0 || port > 65535)
      problems.push(`--port wants 0 to 65535, not “${values.port}”`)
    if (!Number.isInteger(seed) || seed < 0)
      problems.push(`--seed wants a whole number, not “${values.seed}”`)
    const { network } = values
    if (network !== 'pilot' && network !== 'all')
      return fail([...problems, `--network wants pilot or all, not “${network}”`].join('\n'))
    if (problems.length > 0) return fail(problems.join('\n'))
    return ok({ data: values.data, port, desktop: values.desktop, network, seed })
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  }
}
