import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { Icon } from '../../ui/Icon'
import { Markdown } from '../../ui/Markdown'
import { NotFound } from '../../ui/NotFound'
import { PageMenu } from '../../ui/PageMenu'
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
    <PageMenu label="Pages du guide" base="/aide" parts={guide} current={page}>
      {page === undefined ? (
        <NotFound />
      ) : (
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
          {page.Below === undefined ? null : <page.Below />}
        </article>
      )}
    </PageMenu>
  )
}
