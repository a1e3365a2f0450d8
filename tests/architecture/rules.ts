import { dirname, relative, resolve, sep } from 'node:path'
import type { ESLint, Linter, Rule } from 'eslint'
import { barrel, breach } from './layers'

const root = resolve(import.meta.dirname, '../..')

/** Every way of naming another file: import, re-export, `import()`, `import('…').T`, `new URL('…', import.meta.url)`. */
const layersRule: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { breach: '{{why}}.', barrel: 'Only {{barrel}} passes on exports: import the file itself.' },
  },
  create(context) {
    const from = pathOf(context.filename)

    function check(node: Rule.Node, source: unknown): void {
      if (typeof source !== 'string') return
      const why = breach(from, targetOf(context.filename, source))
      if (why !== undefined) context.report({ node, messageId: 'breach', data: { why } })
    }

    function checkPassedOn(node: Rule.Node, source: unknown): void {
      check(node, source)
      if (from !== barrel && !from.startsWith('tests/'))
        context.report({ node, messageId: 'barrel', data: { barrel } })
    }

    return {
      ImportDeclaration: (node) => check(node, node.source.value),
      ImportExpression: (node) => check(node, 'value' in node.source ? node.source.value : undefined),
      ExportAllDeclaration: (node) => checkPassedOn(node, node.source.value),
      ExportNamedDeclaration: (node) => {
        if (node.source) checkPassedOn(node, node.source.value)
      },
      NewExpression: (node) => {
        const [first, base] = node.arguments
        const isHere = base !== undefined && context.sourceCode.getText(base) === 'import.meta.url'
        const named = isHere && first?.type === 'Literal' ? first.value : undefined
        if (typeof named === 'string' && /\.[cm]?[jt]sx?$/.test(named)) check(node, named)
      },
      // Of the TypeScript parser: `import('./x').T` in a type.
      TSImportType: (node: Rule.Node) => check(node, sourceOfType(node)),
    }
  },
}

/** A cast says why the compiler cannot know, in a comment above its statement or beside it. */
const castRule: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { why: 'Say in a comment why the compiler cannot know this type.' },
  },
  create: (context) => ({
    TSAsExpression: (node: Rule.Node) => {
      const { sourceCode } = context
      if (/\bas const$/.test(sourceCode.getText(node))) return
      const statement = wholeOf(node)
      const first =
        sourceCode.getCommentsBefore(statement).at(-1)?.loc?.start.line ?? statement.loc?.start.line
      const last = node.loc?.end.line
      if (first === undefined || last === undefined) return
      const said = sourceCode
        .getAllComments()
        .some(({ loc }) => loc && loc.start.line >= first && loc.start.line <= last)
      if (!said) context.report({ node, messageId: 'why' })
    },
  }),
}

/** An ordinary space where French wants one at which no line breaks. Of separators alone nothing is asked: files read them. */
const BREAKABLE = /(?<=[\p{L}\p{N}»)}…’]) (?=[;:!?»](?:[\s'"`<$.,)]|$))|(?<=«) (?=\S)/u

/** No line begins with « : », « ? » or a closing quotation mark. */
const spacesRule: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { breakable: 'A line may break here: write \\u00a0, or &nbsp; in JSX.' },
  },
  create(context) {
    const check = (node: Rule.Node, raw: string): void => {
      if (BREAKABLE.test(raw)) context.report({ node, messageId: 'breakable' })
    }
    return {
      Literal: (node) => {
        if (typeof node.value === 'string') check(node, node.value)
      },
      TemplateElement: (node) => check(node, node.value.raw),
      // Of the TypeScript parser: the text between two tags, as it is written.
      JSXText: (node: Rule.Node) => check(node, context.sourceCode.getText(node)),
    }
  },
}

/** The house's own rules, for eslint.config.js. */
export const house: ESLint.Plugin = {
  rules: { layers: layersRule, 'cast-says-why': castRule, 'french-spaces': spacesRule },
}

/** Reads a style sheet as lines and nothing else: all that the rule on the length of a file asks of it. */
export const lines: Linter.Parser = {
  parse(text) {
    const end = text.split('\n')
    return {
      type: 'Program',
      sourceType: 'module',
      body: [],
      tokens: [],
      comments: [],
      range: [0, text.length],
      loc: { start: { line: 1, column: 0 }, end: { line: end.length, column: end.at(-1)?.length ?? 0 } },
    }
  },
}

/** The whole statement or member that a node is part of, with its `export` if it has one: what a comment stands above. */
function wholeOf(node: Rule.Node): Rule.Node {
  const { parent } = node
  const isWhole = /(Statement|Declaration|Definition)$/.test(node.type)
  if (parent === null || (isWhole && !/^Export/.test(parent.type))) return node
  return wholeOf(parent)
}

function pathOf(file: string): string {
  return relative(root, file).split(sep).join('/')
}

function targetOf(file: string, source: string): { path: string } | { package: string } {
  const bare = source.replace(/[?#].*$/, '')
  return bare.startsWith('.') ? { path: pathOf(resolve(dirname(file), bare)) } : { package: bare }
}

function sourceOfType(node: object): unknown {
  if (!('source' in node)) return undefined
  const { source } = node
  return typeof source === 'object' && source !== null && 'value' in source ? source.value : undefined
}
