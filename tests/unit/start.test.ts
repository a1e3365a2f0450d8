import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

const help = (program: string): string =>
  execFileSync(process.execPath, ['--import', 'tsx', `src/start/${program}.ts`, '--help'], {
    encoding: 'utf8',
  })

test('each command lists the options that it takes, and no other', () => {
  expect(help('start')).toContain('--no-desktop')
  expect(help('dev')).toContain('--desks')
  expect(help('dev')).not.toContain('--no-desktop')
})
