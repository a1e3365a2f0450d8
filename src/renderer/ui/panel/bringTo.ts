/** Brings the sight and the focus to a field that is drawn inside an element. */
export function bringTo(around: HTMLElement | null, field: string): void {
  const box = around?.querySelector<HTMLElement>(`[data-field="${field}"]`)
  box?.scrollIntoView({ block: 'center' })
  box?.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true })
}
