import { usePlatform } from '../../data/usePlatform'
import { Markdown } from '../../ui/Markdown'
import { NotFound } from '../../ui/NotFound'
import { PageMenu } from '../../ui/PageMenu'
import { PrintButton } from '../../ui/PrintButton'
import classes from './HelpScreen.module.css'
import { NoticeText } from './NoticeText'
import { guide, guidePage } from './pages'

/** « Aide »: the guide, its pages at the left. `name`: the page of the address, if any. */
export function HelpScreen({ name }: { readonly name?: string | undefined }) {
  const platform = usePlatform()
  const page = guidePage(name)
  return (
    <PageMenu label="Pages du guide" base="/aide" parts={guide} current={page} asked={name}>
      {page === undefined ? (
        <NotFound />
      ) : (
        <article aria-label={page.title} className={classes.page}>
          <div className={classes.tools}>
            <PrintButton on={platform} variant="default" size="xs" title={`Maillage - ${page.title}`} />
          </div>
          {page.isNotice ? <NoticeText source={page.source} /> : <Markdown source={page.source} />}
          {page.Below === undefined ? null : <page.Below />}
        </article>
      )}
    </PageMenu>
  )
}
