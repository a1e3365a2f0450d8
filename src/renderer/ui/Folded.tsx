import { useState } from 'react'
import classes from './Folded.module.css'
import { usePrinting } from './usePrinting'

/** What is shown of a text before one asks for all of it; one that is hardly longer is shown whole. */
const SHOWN = 280
const LONG = 360

/** A text of which the beginning is shown until one wants to read it all; on paper it is whole. */
export function Folded({ text }: { readonly text: string }) {
  const [open, setOpen] = useState(false)
  const printing = usePrinting()
  const isFolded = text.length > LONG && !printing
  if (!isFolded) return text
  return (
    <>
      {open ? text : `${text.slice(0, SHOWN).trimEnd()}…`}{' '}
      <button type="button" className={classes.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Replier' : 'Tout lire'}
      </button>
    </>
  )
}
