/**
 * Runs steps, each within one turn of the event loop, so that the window draws and answers between two of them. What
 * they give back is added to `made` as they go: it stands there too when one of them throws.
 */
export async function inTurns<T>(
  steps: readonly (() => T)[],
  made: T[],
  onProgress: (done: number) => void,
): Promise<void> {
  for (const [at, step] of steps.entries()) {
    if (at > 0) await new Promise((resolve) => setTimeout(resolve))
    made.push(step())
    try {
      onProgress((at + 1) / steps.length)
    } catch (error) {
      // A fault of who listens reaches the console, not what is being written.
      queueMicrotask(() => {
        throw error
      })
    }
  }
}
