import { Button } from '@mantine/core'
import { Link } from 'wouter'
import { EmptyState } from './EmptyState'

/** An address that leads nowhere: mistyped, or of a page that is no more. */
export function NotFound() {
  return (
    <EmptyState
      icon="search"
      title="Cette page n’existe pas"
      alone
      actions={
        <Button component={Link} href="/">
          Aller à l’accueil
        </Button>
      }
    >
      L’adresse est peut-être incomplète. Le menu et «&nbsp;Chercher partout&nbsp;» mènent à tout ce que
      l’application contient.
    </EmptyState>
  )
}
