import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
}

const compressible = /^(?:text\/|application\/(?:json|manifest|wasm)|image\/svg)/
// The build writes a hash of the content into the names of what it puts under assets.
const hashed = /^\/assets\/.+-[\w-]{8}\.\w+$/
const gzipped = promisify(gzip)

/** What the page may load and where it may talk to: this server alone. Styles need the nonce of this very response. */
export function contentSecurityPolicy(nonce: string, host: string | undefined): string {
  // The address as the page wrote it; one that is none would end the directive.
  const sockets = host !== undefined && /^[\w.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : ''
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${sockets}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default ProseMirrorClipboard',
  ].join('; ')
}

/** Serves the built workstation. False: there is no such file, and nothing has been answered. */
export type ServeWeb = (
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
) => Promise<boolean>

/** Serves one folder and nothing beside it. */
export function openWeb(folder: string): ServeWeb {
  const root = path.resolve(folder)
  const packed = new Map<string, Promise<Buffer>>()

  async function read(pathname: string): Promise<{ file: string; bytes: Buffer } | undefined> {
    const file = fileIn(root, pathname)
    if (file === undefined) return undefined
    try {
      // A link may lead out of the folder: what counts is where it ends.
      const real = await fs.realpath(file)
      if (real !== file && !real.startsWith(`${await fs.realpath(root)}${path.sep}`)) return undefined
      return { file, bytes: await fs.readFile(real) }
    } catch {
      return undefined
    }
  }

  return async (request, response, pathname) => {
    const isPage = pathname === '/' || pathname === '/index.html'
    const found = await read(isPage ? '/index.html' : pathname)
    if (found === undefined) return false
    const type = types[path.extname(found.file)] ?? 'application/octet-stream'
    response.setHeader('Content-Type', type)
    response.setHeader('X-Content-Type-Options', 'nosniff')
    response.setHeader('Referrer-Policy', 'no-referrer')
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
    const nonce = randomBytes(16).toString('base64')
    response.setHeader('Content-Security-Policy', contentSecurityPolicy(nonce, request.headers.host))
    const isHashed = hashed.test(pathname)
    response.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    if (isPage) response.setHeader('Cache-Control', 'no-store')
    let bytes = isPage
      ? Buffer.from(found.bytes.toString('utf8').replaceAll('__CSP_NONCE__', nonce))
      : found.bytes
    if (compressible.test(type) && acceptsGzip(request)) {
      response.setHeader('Content-Encoding', 'gzip')
      response.setHeader('Vary', 'Accept-Encoding')
      bytes = isHashed ? await pack(pathname, bytes) : await gzipped(bytes)
    }
    response.setHeader('Content-Length', bytes.length)
    response.writeHead(200)
    response.end(request.method === 'HEAD' ? undefined : bytes)
    return true
  }

  function pack(pathname: string, bytes: Buffer): Promise<Buffer> {
    const known = packed.get(pathname) ?? gzipped(bytes)
    packed.set(pathname, known)
    return known
  }
}

/** The file that a path names inside a folder; undefined for any path that would lead elsewhere. */
export function fileIn(root: string, pathname: string): string | undefined {
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return undefined
  }
  if (!/^\/[\w.~@/-]*$/.test(decoded) || decoded.split('/').some((part) => part.startsWith('.')))
    return undefined
  const file = path.join(root, decoded)
  return file.startsWith(`${root}${path.sep}`) ? file : undefined
}

const acceptsGzip = (request: IncomingMessage): boolean =>
  /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
