/** The long requests of each device that are under way. */
export interface UnderWay {
  /** One more; the returned function says that it is over. Undefined when that device has as many as it may. */
  begin(device: string): (() => void) | undefined
}

/** Counts the requests of each device, `most` at once. */
export function openUnderWay(most: number): UnderWay {
  const counts = new Map<string, number>()
  return {
    begin(device) {
      const count = counts.get(device) ?? 0
      if (count >= most) return undefined
      counts.set(device, count + 1)
      let isOver = false
      return () => {
        if (isOver) return
        isOver = true
        const left = (counts.get(device) ?? 1) - 1
        if (left === 0) counts.delete(device)
        else counts.set(device, left)
      }
    },
  }
}
