/** An event whose listeners may keep what it announces from happening. */
export function preventable<T extends object>(
  details: T,
): T & { defaultPrevented: boolean; preventDefault(): void } {
  return Object.assign(details, {
    defaultPrevented: false,
    preventDefault(this: { defaultPrevented: boolean }): void {
      this.defaultPrevented = true
    },
  })
}
