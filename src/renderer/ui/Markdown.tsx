import { type Block, readMarkdown, type Run } from './markdown'
import classes from './Markdown.module.css'

/** A page of our own, written in a small part of Markdown; nothing in it becomes HTML. */
export function Markdown({ source }: { readonly source: string }) {
  return (
    <div className={classes.page}>
      {readMarkdown(source).map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
    </div>
  )
}

function BlockView({ block }: { readonly block: Block }) {
  switch (block.is) {
    case 'heading': {
      const Heading = `h${block.level}` as const
      return (
        <Heading>
          <Runs runs={block.runs} />
        </Heading>
      )
    }
    case 'paragraph':
      return (
        <p>
          <Runs runs={block.runs} />
        </p>
      )
    case 'command':
      return <pre>{block.text}</pre>
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul'
      return (
        <List>
          {block.items.map((runs, index) => (
            <li key={index}>
              <Runs runs={runs} />
            </li>
          ))}
        </List>
      )
    }
  }
}

function Runs({ runs }: { readonly runs: readonly Run[] }) {
  return runs.map(({ text, style }, index) => {
    if (style === 'strong') return <strong key={index}>{text}</strong>
    return style === 'emphasis' ? <em key={index}>{text}</em> : text
  })
}
