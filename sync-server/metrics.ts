/** Numbers about the server, never about a person: no name, no room, no device. */
export interface Metrics {
  /** Adds to a counter; the label tells kinds apart, from a short fixed list. */
  count(name: Counter, label?: string, by?: number): void
  /** Takes one duration in. */
  observe(seconds: number): void
  /** Prometheus text. */
  text(gauges: Readonly<Record<string, number>>): string
}

/** What is counted, with the help line of each. */
const counters = {
  maillage_updates_stored_total: 'Updates appended to a log',
  maillage_bytes_stored_total: 'Bytes appended to a log',
  maillage_updates_refused_total: 'Updates refused, by reason',
  maillage_frames_refused_total: 'Frames that could not be read or were not allowed',
  maillage_sockets_opened_total: 'Sockets that were given a room',
  maillage_sockets_closed_total: 'Sockets closed by the server, by code',
  maillage_requests_total: 'HTTP requests, by status',
  maillage_exchange_rooms_total: 'Rooms of exchanges, by status',
  maillage_compactions_total: 'Compactions, by outcome',
  maillage_failures_total: 'What only a fault of ours or of the machine can cause',
} as const

/** The name of a counter. */
export type Counter = keyof typeof counters

const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1]

/** Makes the counters of one server. */
export function createMetrics(): Metrics {
  const values = new Map<string, number>()
  const buckets = bounds.map(() => 0)
  let observed = 0
  let seconds = 0
  return {
    count: (name, label, by = 1) => {
      const key = label === undefined ? name : `${name}{kind="${label}"}`
      values.set(key, (values.get(key) ?? 0) + by)
    },
    observe: (duration) => {
      observed++
      seconds += duration
      bounds.forEach((bound, i) => {
        if (duration <= bound) buckets[i] = (buckets[i] ?? 0) + 1
      })
    },
    text: (gauges) => {
      const lines: string[] = []
      for (const [name, help] of Object.entries(counters)) {
        lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} counter`)
        const mine = [...values].filter(([key]) => key === name || key.startsWith(`${name}{`))
        for (const [key, value] of mine) lines.push(`${key} ${value}`)
      }
      const commit = 'maillage_commit_seconds'
      lines.push(`# HELP ${commit} Time of a durable commit`, `# TYPE ${commit} histogram`)
      bounds.forEach((bound, i) => lines.push(`${commit}_bucket{le="${bound}"} ${buckets[i] ?? 0}`))
      lines.push(
        `${commit}_bucket{le="+Inf"} ${observed}`,
        `${commit}_sum ${seconds}`,
        `${commit}_count ${observed}`,
      )
      for (const [name, value] of Object.entries(gauges))
        lines.push(`# TYPE ${name} gauge`, `${name} ${value}`)
      return `${lines.join('\n')}\n`
    },
  }
}
