/** Somebody's choice among the options of a doubt, by doubt id; for one line alone, by `doubt id` + `#` + line key. */
export interface Answers {
  readonly [doubt: string]: string
}

/** Something that only the coordinator knows. Each is asked once, for all the lines it touches. */
export interface Doubt {
  /** The same each time the file is planned, so that answers keep. */
  readonly id: string
  readonly question: string
  readonly options: readonly DoubtOption[]
  /** What happens as long as nobody answers. */
  readonly otherwise: string
  /** The lines concerned; each can be answered apart. */
  readonly lines: readonly { readonly key: string; readonly text: string }[]
}

/** A possible answer, with what tells it from the others. */
export interface DoubtOption {
  readonly id: string
  readonly label: string
  readonly detail: string
}

/** Option of a doubt: none of the records proposed, a new one. */
export const NEW = 'new'

/** The doubts met so far, each once. */
export interface Doubts {
  /** The answer for a line, if any; asks otherwise. */
  ask(doubt: Omit<Doubt, 'lines'>, line: { readonly key: string; readonly text: string }): string | undefined
  readonly all: readonly Doubt[]
}

/** Collects doubts against the answers given so far. */
export function openDoubts(answers: Answers): Doubts {
  const met = new Map<string, Doubt & { lines: { key: string; text: string }[] }>()
  return {
    ask(doubt, line) {
      const known = met.get(doubt.id) ?? { ...doubt, lines: [] }
      met.set(doubt.id, known)
      known.lines.push(line)
      const given = answers[`${doubt.id}#${line.key}`] ?? answers[doubt.id]
      return doubt.options.some((option) => option.id === given) ? given : undefined
    },
    get all() {
      return [...met.values()]
    },
  }
}
