import { Link } from 'wouter'
import classes from './Settings.module.css'
import type { SettingsPageProps } from './pageProps'
import { settingsParts } from './settingsPages'

interface SettingsScreenProps extends SettingsPageProps {
  /** The page of the address, if any. */
  readonly name?: string | undefined
}

/** « Réglages »: this computer, its server and backups, and what to do when somebody or something changes. */
export function SettingsScreen({ name, exportEverything }: SettingsScreenProps) {
  const pages = settingsParts.flatMap((part) => part.pages)
  const page = pages.find((candidate) => candidate.name === name) ?? pages[0]
  return (
    <div className={classes.settings}>
      <nav aria-label="Pages des réglages" className={classes.contents}>
        {settingsParts.map((part) => (
          <section key={part.title}>
            <h2>{part.title}</h2>
            <ul>
              {part.pages.map((entry) => (
                <li key={entry.name}>
                  <Link href={`/reglages/${entry.name}`} aria-current={entry === page ? 'page' : undefined}>
                    {entry.title}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      {page === undefined ? null : (
        <article className={classes.page}>
          <h1>{page.title}</h1>
          <page.Page key={page.name} exportEverything={exportEverything} />
        </article>
      )}
    </div>
  )
}
