import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { helloFrame, step1Frame } from '../../src/core/sync/frames'
import { type ServerHello, parseServerHello } from '../../src/core/sync/hello'
import { type Desk, Line, type TestServer, enrolDesk, startServer } from './desk'

/** What a client says in its hello, where it is not the usual. */
export interface Greeting {
  client?: number
  clock?: number
  epoch?: string
  incarnation?: string
  position?: number
  session?: string
  version?: number
}

/** The hello of a client that knows nothing yet. */
export const hello = (greeting: Greeting = {}): Uint8Array =>
  helloFrame(JSON.stringify({ version: 1, client: 1, session: 'run-1', clock: 0, ...greeting }))

/** Says hello, and gives back what the server says of itself. */
export async function greet(line: Line, greeting: Greeting = {}): Promise<ServerHello & { own: Uint8Array }> {
  line.send(hello(greeting))
  const frame = await line.next('hello')
  const parsed = parseServerHello(frame.json)
  if (!parsed.ok) throw new Error(parsed.error)
  return { ...parsed.value, own: frame.own }
}

/** The sub-protocol of a line and what else `ws` is told. */
type LineOptions = Parameters<typeof Line.open> extends [unknown, unknown, ...infer Rest] ? Rest : never

/** What a test of this server has to itself. */
interface Meeting {
  readonly server: TestServer
  readonly desk: Desk
  /** A colleague of the same département. */
  readonly other: Desk
  readonly room: string
}

/** One server for the tests of a file, and for each of them a room of its own, two desks, and lines that go with it. */
export function openMeetings() {
  let server: TestServer
  let year = 2000
  let now: Meeting | undefined
  const lines: Line[] = []
  beforeAll(async () => {
    server = await startServer()
  })
  beforeEach(async () => {
    const enrol = (): Promise<Desk> => enrolDesk(server.url, server.data, 'coordinator', ['50'])
    now = { server, room: `dep-50-${year++}`, desk: await enrol(), other: await enrol() }
  })
  afterEach(() => {
    for (const line of lines.splice(0)) line.close()
  })
  afterAll(() => server.close())

  const at = (): Meeting => {
    if (!now) throw new Error('no test has begun')
    return now
  }
  const open = async (by = at().desk, ...how: LineOptions): Promise<Line> => {
    const line = await Line.open(by, at().room, ...how)
    lines.push(line)
    return line
  }
  return {
    at,
    open,
    /** A desk that has met the room and hears what happens there. */
    async settle(greeting: Greeting, by = at().desk): Promise<{ line: Line; said: ServerHello }> {
      const line = await open(by)
      const said = await greet(line, greeting)
      line.send(step1Frame(Uint8Array.of(0)))
      await line.next('step2')
      await line.next('at')
      return { line, said }
    },
  }
}
