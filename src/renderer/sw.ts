/** Written by the build: every file of the workstation, and a version that changes with any of them. */
declare const __PRECACHE__: readonly string[]
declare const __VERSION__: string

/** The parts of a service worker that are used here; the DOM library does not describe them. */
interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface FetchEvent extends ExtendableEvent {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}
interface Worker {
  addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void
  skipWaiting(): Promise<void>
  readonly clients: { claim(): Promise<void> }
}

// The compiler believes this file to be a page; the browser only ever runs it as a service worker.
const worker = self as unknown as Worker
const cacheName = `maillage-${__VERSION__}`
const home = new URL('./', location.href).href
const files = new Set(__PRECACHE__.map((name) => new URL(name, home).href))

worker.addEventListener('install', (event) => {
  // `reload`: the HTTP cache must not hand an older file to a newer version.
  const requests = [...files].map((url) => new Request(url, { cache: 'reload' }))
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(requests)))
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith('maillage-') && name !== cacheName))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      // From the very first visit: what is loaded on demand must be there when the server stops.
      .then(() => worker.clients.claim()),
  )
})

// A new version waits until the page asks for it: taking over alone would delete files that an open page still needs.
worker.addEventListener('message', (event) => {
  if (event.data === 'activate') void worker.skipWaiting()
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET') return
  const url = new URL(request.url)
  const wanted = url.origin + url.pathname
  if (!files.has(wanted)) return
  event.respondWith(
    caches
      .open(cacheName)
      .then((cache) => cache.match(wanted))
      .then((kept) => kept ?? fetch(request)),
  )
})
