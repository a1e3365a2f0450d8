import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { useHandler } from './useHandler'

/**
 * Whether the page is being printed: what stands on paper alone, or whole on paper alone, is drawn for that time.
 * `onPrinted` is called once it is printed, or may have been: a browser does not tell.
 */
export function usePrinting(onPrinted?: () => void): boolean {
  const [printing, setPrinting] = useState(false)
  const printed = useHandler(() => onPrinted?.())
  useEffect(() => {
    // The paper is drawn as soon as the listeners have returned.
    const begin = (): void => flushSync(() => setPrinting(true))
    const end = (): void => {
      setPrinting(false)
      printed()
    }
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', end)
    return () => {
      window.removeEventListener('beforeprint', begin)
      window.removeEventListener('afterprint', end)
    }
  }, [printed])
  return printing
}
