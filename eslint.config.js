import hooks from 'eslint-plugin-react-hooks'
import { tsImport } from 'tsx/esm/api'
import { configs, parser, plugin } from 'typescript-eslint'

const { house, lines } = await tsImport('./tests/architecture/rules.ts', import.meta.url)

const ours = ['src/**/*.{ts,tsx}', 'sync-server/**/*.ts']

/** What the syntax itself forbids: a selector, and what to do instead. */
const forbidden = [
  ['ExportDefaultDeclaration', 'Export by name: the same thing has the same name everywhere.'],
  ['Program > VariableDeclaration[kind=/let|var/]', 'No state at module level: hand it to whoever needs it.'],
  ['ExportNamedDeclaration > VariableDeclaration[kind=/let|var/]', 'No state at module level.'],
  ['TSEnumDeclaration', 'Use a union of texts.'],
]

export default [
  { ignores: ['out/**', 'node_modules/**', 'test-results/**', 'playwright-report/**', '.maillage/**'] },
  { linterOptions: { noInlineConfig: true } },
  ...configs.strict.map((config) => ({ ...config, files: ['**/*.{ts,tsx}'] })),
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: {
      parser,
      parserOptions: { project: 'tests/architecture/tsconfig.json' },
    },
    plugins: { '@typescript-eslint': plugin, 'react-hooks': hooks, house },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // An empty object type is how a kind without options is written.
      '@typescript-eslint/no-empty-object-type': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'house/layers': 'error',
    },
  },
  // The wall stands for whatever a reader opens: tests and styles too.
  { files: ['**/*.{ts,tsx,js,mjs,css}'], rules: { 'max-lines': ['error', 300] } },
  { files: ['**/*.css'], languageOptions: { parser: lines } },
  {
    files: ours,
    rules: {
      'house/cast-says-why': 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...forbidden.map(([selector, message]) => ({ selector, message }))],
    },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}', 'src/core/{commands,figures,records,schema,sync}/**/*.ts'],
    ignores: ['src/core/records/sample/**'],
    rules: { 'house/french-spaces': 'error' },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    ignores: ['src/renderer/platform.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'window', property: 'print', message: 'The desktop prints otherwise: ask the platform.' },
      ],
    },
  },
  // The programs that are started by hand speak to whoever started them.
  { files: ['src/start/**', 'sync-server/main.ts', 'sync-server/admin.ts'], rules: { 'no-console': 'off' } },
]
