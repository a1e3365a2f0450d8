import { useEffect, useState } from 'react'

/** A day of this computer's calendar, `2026-11-22`. */
export const dayOfClock = (now: Date): string =>
  [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')

/** Today; a window left open over midnight moves on. */
export function useToday(): string {
  const [today, setToday] = useState(() => dayOfClock(new Date()))
  useEffect(() => {
    const look = (): void => setToday(dayOfClock(new Date()))
    const timer = setInterval(look, 60_000)
    window.addEventListener('focus', look)
    return () => {
      clearInterval(timer)
      window.removeEventListener('focus', look)
    }
  }, [])
  return today
}
