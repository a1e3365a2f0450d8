import { configDefaults, defineConfig } from 'vitest/config'

/** One project per folder of tests. `*.test.ts` is Vitest's; `*.spec.ts` needs a page and is Playwright's. */
const folders = ['architecture', 'unit', 'contract', 'fuzz', 'migrations', 'server', 'faults', 'desktop']

export default defineConfig(({ mode }) => ({
  test: {
    globalSetup: 'tests/support/temporaryFolders.ts',
    hookTimeout: 60_000,
    pool: 'forks',
    // Most of these wait for servers and disks: one at a time would leave half of a small machine idle.
    maxWorkers: 2,
    exclude: [...configDefaults.exclude, 'out/**'],
    projects: folders.map((name) => ({
      extends: true,
      test: {
        name,
        include: [`tests/${name}/**/*.test.{ts,tsx}`],
        // `npm run test:long` (mode « long ») runs the seeded tests by the thousand. Said here: what a project extends is
        // read in the mode « test », whatever the command says.
        env: { MAILLAGE_LONG: mode === 'long' ? '1' : '' },
        testTimeout: mode === 'long' ? 3_600_000 : 20_000,
      },
    })),
  },
}))
