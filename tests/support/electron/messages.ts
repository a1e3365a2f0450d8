import type { ChildProcess } from 'node:child_process'

/** What the stand-in of Electron (a Node process) asks of the test that plays Chromium for it. */
export interface AskPage {
  open: { input: { window: number; preload: string }; output: null }
  load: { input: { window: number; url: string }; output: null }
  send: { input: { window: number; channel: string; detail: unknown }; output: null }
  print: { input: { window: number; landscape: boolean; preferCSSPageSize: boolean }; output: Uint8Array }
  close: { input: { window: number }; output: null }
  /** Kills the page's process. */
  crash: { input: { window: number }; output: null }
}

/** What the test asks of the stand-in. */
export interface AskMain {
  invoke: {
    input: { window: number; frame: { url: string; isMain: boolean }; channel: string; input: unknown }
    output: unknown
  }
  fetch: {
    input: { url: string; method: string }
    output: { status: number; headers: Record<string, string>; body: Uint8Array }
  }
  /** Whether a listener prevented it. */
  navigate: { input: { window: number; url: string; isMainFrame: boolean }; output: boolean }
  openWindow: { input: { window: number; url: string }; output: 'allow' | 'deny' }
  permission: { input: { permission: string; origin: string }; output: boolean }
  evaluate: { input: { source: string; arg: unknown }; output: unknown }
  /** The page's process has died; another page plays the window from now on. */
  gone: { input: { window: number }; output: null }
  quit: { input: null; output: null }
}

type Table<C> = { readonly [N in keyof C]: { readonly input: unknown; readonly output: unknown } }
type Answers<C extends Table<C>> = {
  readonly [N in keyof C]: (input: C[N]['input']) => C[N]['output'] | Promise<C[N]['output']>
}

interface Message {
  readonly id: number
  readonly ask?: string
  readonly input?: unknown
  readonly error?: string
  readonly value?: unknown
}

/** One end of the wire between the two, over the channel of a forked process. */
export interface Wire<C extends Table<C>> {
  ask<N extends keyof C & string>(name: N, input: C[N]['input']): Promise<C[N]['output']>
}

/** Asks the other end and answers it; what an answer throws is thrown at whoever asked. */
export function wire<Asked extends Table<Asked>, Answered extends Table<Answered>>(
  end: ChildProcess | NodeJS.Process,
  answers: Answers<Answered>,
): Wire<Asked> {
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  const table = new Map<string, (input: never) => unknown>(Object.entries(answers))
  let count = 0

  async function answer({ id, ask, input }: Message): Promise<void> {
    try {
      const found = table.get(ask ?? '')
      if (found === undefined) throw new Error(`unknown message ${ask}`)
      // The table is keyed by the very name that the input belongs to.
      reply({ id, value: await found(input as never) })
    } catch (error) {
      reply({ id, error: error instanceof Error ? error.message : String(error) })
    }
  }

  /** Nobody waits any more for the answer to a process that has ended. */
  function reply(message: Message): void {
    if (end.connected) end.send?.(message, undefined, undefined, () => undefined)
  }

  end.on('message', (message: Message) => {
    if (message.ask !== undefined) return void answer(message)
    const waited = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.error === undefined) waited?.resolve(message.value as never)
    else waited?.reject(new Error(message.error))
  })
  end.on('disconnect', () => {
    for (const { reject } of waiting.values()) reject(new Error('the other process is gone'))
    waiting.clear()
  })
  return {
    ask: (name, input) =>
      new Promise((resolve, reject) => {
        if (!end.connected) return reject(new Error('the other process is gone'))
        count += 1
        waiting.set(count, { resolve, reject })
        end.send?.({ id: count, ask: name, input }, undefined, undefined, (error) => {
          if (error) reject(error)
        })
      }),
  }
}
