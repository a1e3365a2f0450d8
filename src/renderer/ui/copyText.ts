/** Copies a text, also where the page is not in a secure context and has no clipboard of its own. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const area = document.createElement('textarea')
    area.value = text
    document.body.append(area)
    area.select()
    // The only way left without a secure context; it tells whether it worked.
    const copied = document.execCommand('copy')
    area.remove()
    return copied
  }
}
