import { useWorkspace } from '../../data/hooks'
import { NotFound } from '../../ui/NotFound'
import { PageMenu } from '../../ui/PageMenu'
import classes from './Settings.module.css'
import type { SettingsPageProps } from './pageProps'
import { settingsParts } from './settingsPages'

interface SettingsScreenProps extends SettingsPageProps {
  /** The page of the address, if any. */
  readonly name?: string | undefined
}

/** « Réglages »: this computer, its server and backups, and what to do when somebody or something changes. */
export function SettingsScreen({ name, exportEverything }: SettingsScreenProps) {
  const { role } = useWorkspace().identity
  const parts = settingsParts.map(({ title, pages }) => ({
    title,
    pages: pages.filter(({ roles }) => roles?.includes(role) ?? true),
  }))
  const pages = parts.flatMap((part) => part.pages)
  const page = name === undefined ? pages[0] : pages.find((candidate) => candidate.name === name)
  return (
    <PageMenu label="Pages des réglages" base="/reglages" parts={parts} current={page} asked={name}>
      {page === undefined ? (
        <NotFound />
      ) : (
        <article className={classes.page}>
          <h1>{page.title}</h1>
          <page.Page key={page.name} exportEverything={exportEverything} />
        </article>
      )}
    </PageMenu>
  )
}
