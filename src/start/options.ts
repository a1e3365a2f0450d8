import { parseArgs } from 'node:util'
import { fail, ok, type Result } from '../core/result'

/** What `npm start` and `npm run dev` can be told. */
export interface StartOptions {
  /** Where the server keeps the sample network. */
  readonly data: string
  readonly port: number
  /** Open the desktop application where it can be had. */
  readonly desktop: boolean
  /** How many départements the sample network has: the pilot of 2017, or all. */
  readonly network: 'pilot' | 'all'
  readonly seed: number
  /** How many coordinators of the Manche are invited. */
  readonly desks: number
}

/** A command that shows the workstation. */
export interface StartCommand {
  /** As it is typed after `npm`. */
  readonly name: string
  readonly port: number
  /** Shows the desktop application where it can be had, rather than the browser alone. */
  readonly opensDesktop: boolean
}

/** What `-- --help` prints. */
const usage = ({ name, port, opensDesktop }: StartCommand): string => `npm ${name} [-- OPTIONS]
  --data DIR       where the server keeps the network (default .maillage)
  --port N         default ${port}; 0 for any free port
  --network NAME   pilot: the five départements of 2017 (default) · all: the hundred and one
  --seed N         another plausible life (default 2017); an existing network is left alone
  --desks N        how many coordinators of the Manche get a link, 1 to 9 (default 1)${opensDesktop ? '\n  --no-desktop     the browser, even where Electron can be had' : ''}`

/** The options of a command that was typed. Prints what is wrong, or the help that was asked for, and ends the process. */
export function optionsOrStop(command: StartCommand, args: readonly string[]): StartOptions {
  const options = readOptions(command, args)
  if (!options.ok) console.error(`${options.error}\n\n${usage(command)}`)
  else if (options.value === 'help') console.log(usage(command))
  else return options.value
  process.exit(options.ok ? 0 : 2)
}

/** Reads the command line; all that is wrong comes back at once. */
function readOptions(command: StartCommand, args: readonly string[]): Result<StartOptions | 'help', string> {
  try {
    const { values } = parseArgs({
      args: [...args],
      allowNegative: true,
      options: {
        data: { type: 'string', default: '.maillage' },
        port: { type: 'string', default: String(command.port) },
        network: { type: 'string', default: 'pilot' },
        seed: { type: 'string', default: '2017' },
        desks: { type: 'string', default: '1' },
        desktop: { type: 'boolean' },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) return ok('help')
    const problems: string[] = []
    if (values.desktop !== undefined && !command.opensDesktop)
      problems.push(`npm ${command.name} opens no desktop: leave --no-desktop out`)
    const [port, seed, desks] = [Number(values.port), Number(values.seed), Number(values.desks)]
    if (!Number.isInteger(port) || port < 0 || port > 65535)
      problems.push(`--port wants 0 to 65535, not “${values.port}”`)
    if (!Number.isInteger(seed) || seed < 0)
      problems.push(`--seed wants a whole number, not “${values.seed}”`)
    if (!Number.isInteger(desks) || desks < 1 || desks > 9)
      problems.push(`--desks wants 1 to 9, not “${values.desks}”`)
    const { network } = values
    if (network !== 'pilot' && network !== 'all')
      return fail([...problems, `--network wants pilot or all, not “${network}”`].join('\n'))
    if (problems.length > 0) return fail(problems.join('\n'))
    return ok({ data: values.data, port, desktop: values.desktop ?? true, network, seed, desks })
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  }
}
