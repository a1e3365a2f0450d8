import { type ReactNode, useEffect, useRef } from 'react'
import { Link } from 'wouter'
import classes from './PageMenu.module.css'

interface PageMenuProps<P> {
  /** « Pages du guide ». */
  readonly label: string
  /** Where the pages stand: `/aide`. */
  readonly base: string
  readonly parts: readonly { readonly title: string; readonly pages: readonly P[] }[]
  readonly current: P | undefined
  /** The name of the page that the address asks for, if any. */
  readonly asked: string | undefined
  /** The page that is shown. */
  readonly children: ReactNode
}

/** A few dozen pages in parts: their names at the left, one of them at the right. */
export function PageMenu<P extends { readonly name: string; readonly title: string }>({
  label,
  base,
  parts,
  current,
  asked,
  children,
}: PageMenuProps<P>) {
  const page = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const at = page.current
    at?.closest('main')?.scrollTo(0, 0)
    if (at === null || asked === undefined) return
    // Another page starts at its top, and a screen reader with it; in a narrow window it stands below all their names.
    at.focus({ preventScroll: true })
    if (at.getBoundingClientRect().top > window.innerHeight / 2) at.scrollIntoView({ block: 'start' })
  }, [asked])
  return (
    <div className={classes.pages}>
      <nav aria-label={label} className={classes.contents}>
        {parts.map((part) => (
          <section key={part.title}>
            <h2>{part.title}</h2>
            <ul>
              {part.pages.map((page) => (
                <li key={page.name}>
                  <Link href={`${base}/${page.name}`} aria-current={page === current ? 'page' : undefined}>
                    {page.title}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      <div ref={page} tabIndex={-1} role="group" aria-label={current?.title} className={classes.page}>
        {children}
      </div>
    </div>
  )
}
