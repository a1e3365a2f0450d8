import { defineConfig } from '@playwright/test'
import { chromiumOptions } from './support/chromium'

export default defineConfig({
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results',
  workers: 1,
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
    trace: 'retain-on-failure',
  },
  projects: ['faults', 'desktop', 'e2e'].map((name) => ({ name, testDir: `./${name}` })),
})
