import type { WrittenText } from './ui/lastTyped'

/** What an undo says of a text that was typed in last, of a record of this name; `next` is what another one takes back. */
export function typedWords(
  { words, isOpen }: WrittenText,
  name: string | undefined,
  next: string | undefined,
): string {
  const of = name === undefined ? '' : ` de «\u00a0${name}\u00a0»`
  const how = isOpen()
    ? '\u00a0: Ctrl Z les annule quand le curseur y est.'
    : ', et Ctrl Z ne les reprend plus\u00a0: leurs copies sont dans «\u00a0Historique\u00a0».'
  const then = next === undefined ? '' : ` Un autre Ctrl Z annulera\u00a0: ${next}.`
  return `Vos dernières modifications sont dans ${words}${of}${how}${then}`
}
