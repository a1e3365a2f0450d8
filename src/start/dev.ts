import { join, resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { createServer } from 'vite'
import { openNetwork, printLinks } from './network'
import { optionsOrStop } from './options'

/**
 * `npm run dev`: what `npm start` shows, in the browser, with pages that reload as their sources are saved. Vite serves
 * the pages and passes the server's addresses on, so that page and server share one origin as they do when built.
 */
const root = resolve(import.meta.dirname, '../..')
// Not the port of `npm start`: a browser that keeps those pages offline would go on showing them.
const options = optionsOrStop({ name: 'run dev', port: 5173, opensDesktop: false }, process.argv.slice(2))
const network = await openNetwork(root, options, 0)
const { url } = network.server

// The server asks that a page be its own: Vite vouches for its pages.
const passedOn = { target: url, changeOrigin: true, headers: { origin: url } }
const pages = await createServer({
  configFile: false,
  root: join(root, 'src', 'renderer'),
  cacheDir: join(root, 'node_modules', '.vite'),
  plugins: [react()],
  worker: { format: 'es' },
  server: {
    host: '127.0.0.1',
    port: options.port,
    strictPort: options.port !== 0,
    proxy: {
      '/v1': { ...passedOn, ws: true },
      '/healthz': passedOn,
    },
  },
})
try {
  await pages.listen()
} catch (error) {
  console.error(`The pages are not served: ${error instanceof Error ? error.message : String(error)}`)
  console.error('Another port: npm run dev -- --port 5174')
  await network.server.stop()
  process.exit(1)
}
const address = pages.httpServer?.address()
const port = typeof address === 'object' && address !== null ? address.port : options.port
printLinks(`http://127.0.0.1:${port}`, network)
console.log(
  'Open each link in a browser profile of its own. Ctrl C stops all of it; what the server holds stays.',
)
