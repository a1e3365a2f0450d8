import fs from 'node:fs'
import path from 'node:path'
import { type Result, fail, ok } from '../src/core/result'
import { limits } from '../src/core/sync/protocol'
import { readArguments, single } from './arguments'

/** What the server takes at most: the protocol's limits, or none of those that a bench would meet. */
export type Limits = { readonly [L in keyof typeof limits]: number }

/** Everything the server is told from outside. */
export interface Config {
  readonly port: number
  readonly host: string
  readonly data: string
  /** The folder of the built workstation; undefined serves none. */
  readonly web: string | undefined
  /** Origins that may open sockets beside the server's own. */
  readonly origins: readonly string[]
  /** The header in which a reverse proxy names the caller; undefined believes none. */
  readonly addressHeader: string | undefined
  readonly limits: Limits
}

const known = ['port', 'host', 'data', 'database', 'web', 'origin', 'address-header', 'limits'] as const
const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

/** The desktop application's origin. */
export const desktopOrigin = 'app://maillage'

/** Reads the server's command line; all mistakes at once, in words. */
export function readConfig(argv: readonly string[]): Result<Config, readonly string[]> {
  const read = readArguments(argv, known)
  const mistakes = [...read.mistakes, ...read.words.map((word) => `« ${word} » : argument inattendu.`)]
  const one = (name: (typeof known)[number]): string | undefined => single(read, name, mistakes)

  const portText = one('port') ?? '8787'
  const port = /^\d{1,5}$/.test(portText) ? Number(portText) : -1
  if (port < 0 || port > 65535) mistakes.push(`--port : « ${portText} » n’est pas un port (0 à 65535).`)

  const host = one('host') ?? '127.0.0.1'
  if (!/^[A-Za-z0-9.:-]+$/.test(host)) mistakes.push(`--host : « ${host} » n’est pas une adresse.`)

  if (one('database') !== undefined) {
    mistakes.push('--database : cette version range ses données dans un dossier ; utilisez --data DOSSIER.')
  }
  const data = one('data')
  if (data === undefined || data === '') mistakes.push('--data : indiquez le dossier des données.')
  else if (isFile(data)) mistakes.push(`--data : « ${data} » est un fichier, pas un dossier.`)

  const web = one('web')
  if (web !== undefined && !fs.existsSync(path.join(web, 'index.html'))) {
    mistakes.push(`--web : « ${web} » ne contient pas index.html (lancez d’abord npm run build).`)
  }
  const origins = read.options.get('origin') ?? []
  for (const origin of origins) {
    if (!isOrigin(origin))
      mistakes.push(`--origin : « ${origin} » n’est pas une origine (https://exemple.fr).`)
  }
  const addressHeader = one('address-header')?.toLowerCase()
  if (addressHeader !== undefined && !/^[a-z0-9-]+$/.test(addressHeader)) {
    mistakes.push(`--address-header : « ${addressHeader} » n’est pas un en-tête (x-real-ip).`)
  }
  if (addressHeader !== undefined && !loopback.has(host)) {
    mistakes.push('--address-header : réservé à un serveur que seul son proxy atteint (--host 127.0.0.1).')
  }
  const limitsName = one('limits') ?? 'normal'
  if (limitsName !== 'normal' && limitsName !== 'none') {
    mistakes.push(`--limits : « ${limitsName} » est inconnu (normal ou none).`)
  }
  if (limitsName === 'none' && !loopback.has(host)) {
    mistakes.push('--limits none : réservé aux mesures sur cette machine (--host 127.0.0.1).')
  }
  if (mistakes.length > 0 || data === undefined) return fail(mistakes)
  return ok({
    port,
    host,
    data: path.resolve(data),
    web: web === undefined ? undefined : path.resolve(web),
    origins: [...origins],
    addressHeader,
    limits: limitsName === 'none' ? withoutLimits : limits,
  })
}

const none = Number.POSITIVE_INFINITY

/** For benches on this machine: no rate, no size but what one frame of `ws` can hold, no admission. */
const withoutLimits: Limits = {
  ...limits,
  frameBytes: 512 * 1024 * 1024,
  exchangeUpdateBytes: none,
  exchangeBytes: 512 * 1024 * 1024,
  exchangeRooms: none,
  exchangeUpdates: none,
  updateStructs: none,
  updateValues: none,
  newClients: none,
  roomClients: none,
  vectorBytes: none,
  messagesPerSecond: none,
  messagesBurst: none,
  bytesPerSecond: none,
  bytesBurst: none,
  socketsPerDevice: none,
  requestsPerDevice: none,
  bodyBytesPerDevice: none,
  answersAtOnce: none,
  answersWaiting: none,
}

const isFile = (name: string): boolean => fs.existsSync(name) && !fs.statSync(name).isDirectory()

function isOrigin(text: string): boolean {
  try {
    const url = new URL(text)
    return text === `${url.protocol}//${url.host}` && url.host !== ''
  } catch {
    return false
  }
}
