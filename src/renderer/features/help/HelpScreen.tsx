import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { Icon } from '../../ui/Icon'
import { Markdown } from '../../ui/Markdown'
import classes from './HelpScreen.module.css'
import { guide, guidePage } from './pages'

/** « Aide »: the guide, its pages at the left. `name`: the page of the address, if any. */
export function HelpScreen({ name }: { readonly name?: string | undefined }) {
  const article = useRef<HTMLElement>(null)
  const page = guidePage(name)
  useEffect(() => {
    // Another page starts at its top, and a screen reader with it.
    if (name !== undefined) article.current?.focus({ preventScroll: true })
    article.current?.closest('main')?.scrollTo(0, 0)
  }, [name])
  return (
    <div className={classes.help}>
      <nav aria-label="Pages du guide" className={classes.contents}>
        {guide.map((part) => (
          <section key={part.title}>
            <h2>{part.title}</h2>
            <ul>
              {part.pages.map((entry) => (
                <li key={entry.name}>
                  <Link href={`/aide/${entry.name}`} aria-current={entry === page ? 'page' : undefined}>
                    {entry.title}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      {page === undefined ? null : (
        <article ref={article} tabIndex={-1} aria-label={page.title} className={classes.page}>
          <div className={classes.tools}>
            <Button
              variant="default"
              size="xs"
              leftSection={<Icon name="printer" size={15} />}
              onClick={() => window.print()}
            >
              Imprimer cette page
            </Button>
          </div>
          <Markdown source={page.source} />
        </article>
      )}
    </div>
  )
}
