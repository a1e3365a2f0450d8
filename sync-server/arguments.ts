/** What a command line held: options by name (each may come several times), and the words beside them. */
export interface Arguments {
  readonly options: ReadonlyMap<string, readonly string[]>
  readonly words: readonly string[]
  /** Everything that is wrong with it, in words. */
  readonly mistakes: readonly string[]
}

/** Reads `--name value` and `--name=value`. Every option takes a value; an unknown one is a mistake. */
export function readArguments(argv: readonly string[], known: readonly string[]): Arguments {
  const options = new Map<string, string[]>()
  const words: string[] = []
  const mistakes: string[] = []
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? ''
    if (!word.startsWith('--')) {
      words.push(word)
      continue
    }
    const [name = '', inline] = split(word.slice(2))
    const value = inline ?? argv[i + 1]
    if (inline === undefined && value !== undefined && !value.startsWith('--')) i++
    if (!known.includes(name)) mistakes.push(`--${name} : option inconnue (connues : ${list(known)}).`)
    else if (value === undefined || (inline === undefined && value.startsWith('--'))) {
      mistakes.push(`--${name} : il manque une valeur.`)
    } else options.set(name, [...(options.get(name) ?? []), value])
  }
  return { options, words, mistakes }
}

/** The one value of an option; said to be a mistake when it came twice. */
export function single({ options }: Arguments, name: string, mistakes: string[]): string | undefined {
  const values = options.get(name)
  if (values !== undefined && values.length > 1) mistakes.push(`--${name} : donnée plusieurs fois.`)
  return values?.[0]
}

const list = (names: readonly string[]): string => names.map((name) => `--${name}`).join(', ')

function split(word: string): readonly [string, string | undefined] {
  const at = word.indexOf('=')
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)]
}
