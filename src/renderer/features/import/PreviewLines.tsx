import { Button } from '@mantine/core'
import { useState } from 'react'
import { recordOf } from '../../../core/records'
import { kindNoun } from '../../../core/schema/derive'
import type { PreviewLine } from '../../../core/sheets/importPlan'
import classes from './Tables.module.css'

const PAGE = 100

/** « structure » */
function nounOf(kind: string): string {
  const def = recordOf(kind)
  return def ? kindNoun(def) : kind
}

/** Records with what each of their fields becomes; a hundred at a time. */
export function PreviewLines({ lines }: { readonly lines: readonly PreviewLine[] }) {
  const [shown, setShown] = useState(PAGE)
  return (
    <div className={classes.scroll}>
      <table className={classes.preview} aria-label="Détail de l’import">
        <thead>
          <tr>
            <th scope="col">Fiche</th>
            <th scope="col">Dans le fichier</th>
            <th scope="col">Ce qui change</th>
          </tr>
        </thead>
        <tbody>
          {lines.slice(0, shown).map((line) => (
            <tr key={line.id}>
              <th scope="row">
                {line.title}
                <span className={classes.kind}>{nounOf(line.kind)}</span>
              </th>
              <td className={classes.source}>{sourceOf(line)}</td>
              <td>
                <Changes line={line} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {lines.length <= shown ? null : (
        <Button variant="subtle" onClick={() => setShown((count) => count + 5 * PAGE)}>
          {`Afficher la suite (${lines.length - shown})`}
        </Button>
      )}
    </div>
  )
}

function Changes({ line }: { readonly line: PreviewLine }) {
  if (line.changes.length === 0) return <span className={classes.source}>Rien</span>
  return (
    <ul className={classes.changes}>
      {line.changes.map(({ label, before, after }) => (
        <li key={label}>
          <span className={classes.field}>{label}&nbsp;:</span>{' '}
          {before === '' ? null : (
            <>
              <del>{before}</del> <span aria-label="devient">→</span>{' '}
            </>
          )}
          <ins>{after}</ins>
        </li>
      ))}
    </ul>
  )
}

function sourceOf({ sources }: PreviewLine): string {
  const lines = [...new Set(sources.map(({ sheet, line }) => `${sheet}, ligne ${line}`))]
  const [first, second] = lines
  if (lines.length <= 2) return [first, second].filter((text) => text !== undefined).join(' ; ')
  return `${first ?? ''} et ${lines.length - 1} autres`
}
