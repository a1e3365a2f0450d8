import { defineConfig } from '@playwright/test'
import { chromiumOptions } from './support/chromium'

export default defineConfig({
  testMatch: '**/*.spec.ts',
  globalSetup: './support/temporaryFolders.ts',
  outputDir: '../test-results',
  // Two halve what a small machine waits for; one that misses its time beside another has its second try in CI alone.
  workers: process.env['CI'] ? 2 : 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: 'list',
  use: {
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    viewport: { width: 1366, height: 768 },
    launchOptions: chromiumOptions(),
    // Keeping a trace of each test takes a quarter of its time: the second try of one that failed has it.
    trace: 'on-first-retry',
  },
  projects: ['faults', 'desktop', 'e2e'].map((name) => ({ name, testDir: `./${name}` })),
})
