import { youngPeopleIn } from '../../core/schema/youngPeople'
import { Notice } from './Notice'

/** Reminds, beside a text being written, that no young person may be recognised in it. */
export function YoungPeopleNotice({ text }: { readonly text: string }) {
  const named = youngPeopleIn(text)
  if (named.length === 0) return null
  return (
    <Notice tone="warn" title="Un jeune semble reconnaissable">
      {`${named.map((passage) => `« ${passage} »`).join(', ')}. Remplacez le prénom et l’âge par ce qui ne désigne personne : « un jeune du groupe ». Cette vérification se fait sur cet ordinateur.`}
    </Notice>
  )
}
