import type { ReactNode } from 'react'
import { Link } from 'wouter'
import classes from './PageMenu.module.css'

interface PageMenuProps<P> {
  /** « Pages du guide ». */
  readonly label: string
  /** Where the pages stand: `/aide`. */
  readonly base: string
  readonly parts: readonly { readonly title: string; readonly pages: readonly P[] }[]
  readonly current: P | undefined
  /** The page that is shown. */
  readonly children: ReactNode
}

/** A few dozen pages in parts: their names at the left, one of them at the right. */
export function PageMenu<P extends { readonly name: string; readonly title: string }>({
  label,
  base,
  parts,
  current,
  children,
}: PageMenuProps<P>) {
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
      <div className={classes.page}>{children}</div>
    </div>
  )
}
