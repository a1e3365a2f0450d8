import { useEffect, useState } from 'react'
import { dayOfClock } from '../../core/schema/kinds/dates'

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
