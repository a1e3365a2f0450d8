import { readdir } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { builtPages, serveApp } from '../support/app'

test('a browser that has opened the workstation once opens all of it with the server stopped', async ({
  page,
}) => {
  const app = await serveApp()
  await page.goto(app.url)
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  const kept = await page.evaluate(async () => {
    const names = await caches.keys()
    const caught = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return caught.flat().map(({ url }) => new URL(url).pathname)
  })
  const built = await readdir(`${builtPages}/assets`)
  expect(kept.sort()).toEqual(['/', ...built.map((name) => `/assets/${name}`)].sort())

  await app.stop()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Maillage' })).toBeVisible()
  const missing = await page.evaluate(async (paths) => {
    const found = await Promise.all(paths.map(async (path) => [path, (await fetch(path)).ok] as const))
    return found.filter(([, isThere]) => !isThere)
  }, kept)
  expect(missing).toEqual([])
  // What is asked of the server itself is never answered from what was kept.
  const health = await page.evaluate(() =>
    fetch('/healthz').then(
      () => 'answered',
      () => 'refused',
    ),
  )
  expect(health).toBe('refused')
  await app.close()
})
