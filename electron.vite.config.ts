import { createHash } from 'node:crypto'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

/**
 * Gives the service worker the list of everything that was built, so that a browser keeps the whole workstation and
 * opens it with the server stopped. The version changes when any file does.
 */
function precache(): Plugin {
  return {
    name: 'maillage:precache',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle['sw.js']
        if (worker?.type !== 'chunk') throw new Error('sw.js was not built')
        const files = Object.values(bundle).filter((file) => file !== worker)
        const hash = createHash('sha256')
        for (const file of files)
          hash.update(file.fileName).update(file.type === 'chunk' ? file.code : file.source)
        const names = files.map((file) => file.fileName).filter((name) => name !== 'index.html')
        worker.code = worker.code
          .replaceAll('__PRECACHE__', JSON.stringify(['./', ...names.sort()]))
          .replaceAll('__VERSION__', JSON.stringify(hash.digest('hex').slice(0, 16)))
      },
    },
  }
}

export default defineConfig({
  main: {
    build: { externalizeDeps: false },
  },
  preload: {
    build: {
      // A sandboxed preload may require nothing but electron: one CommonJS file that holds all it needs.
      externalizeDeps: false,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    base: './',
    plugins: [react(), precache()],
    worker: { format: 'es' },
    build: {
      minify: true,
      // The same files serve Electron and the browsers of the offices that may not install it.
      target: 'es2022',
      cssTarget: ['chrome120', 'firefox115', 'safari16.4'],
      rolldownOptions: {
        input: { index: 'src/renderer/index.html', sw: 'src/renderer/sw.ts' },
        output: {
          entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        },
      },
    },
  },
})
