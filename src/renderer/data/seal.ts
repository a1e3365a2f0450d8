/** Bytes that are not ours, were altered, or were sealed under a key that this computer no longer has. */
export class UnsealError extends Error {}

/** Seals bytes under the workspace's data key and opens them again. */
export interface Seal {
  /** `place` binds the bytes to where they stand: moved elsewhere they no longer open. */
  seal(place: string, bytes: Uint8Array): Promise<Uint8Array>
  /** Throws `UnsealError`. */
  open(place: string, sealed: Uint8Array): Promise<Uint8Array>
}

/** The data keys of a workspace: the newest seals, all of them open. */
export type KeyRing = readonly [DataKey, ...DataKey[]]

/** One AES-256-GCM key with the short name that stands before everything it sealed. */
export interface DataKey {
  readonly name: number
  readonly key: CryptoKey
}

const FORMAT = 1
const HEADER = 5
const IV = 12

/** A fresh data key as bytes: to show as the recovery key once, then to import and forget. */
export function newDataKey(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(32))
}

/** Makes the key usable and unreadable: the page itself can no longer export it. */
export async function importDataKey(bytes: Uint8Array<ArrayBuffer>): Promise<DataKey> {
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
  const digest = new DataView(await crypto.subtle.digest('SHA-256', bytes))
  return { name: digest.getUint32(0), key }
}

/** Layout: format (1 byte), key's name (4), nonce (12), then the AES-GCM text with its tag. */
export function createSeal(ring: KeyRing): Seal {
  const [newest] = ring
  return {
    async seal(place, bytes) {
      const iv = crypto.getRandomValues(new Uint8Array(IV))
      const text = await crypto.subtle.encrypt(parameters(place, iv), newest.key, solid(bytes))
      const sealed = new Uint8Array(HEADER + IV + text.byteLength)
      sealed[0] = FORMAT
      new DataView(sealed.buffer).setUint32(1, newest.name)
      sealed.set(iv, HEADER)
      sealed.set(new Uint8Array(text), HEADER + IV)
      return sealed
    },
    async open(place, sealed) {
      if (sealed.length < HEADER + IV || sealed[0] !== FORMAT) throw new UnsealError('not sealed bytes')
      const name = new DataView(sealed.buffer, sealed.byteOffset).getUint32(1)
      const found = ring.find((known) => known.name === name)
      if (!found) throw new UnsealError('sealed under another key')
      const iv = solid(sealed.subarray(HEADER, HEADER + IV))
      try {
        const text = solid(sealed.subarray(HEADER + IV))
        return new Uint8Array(await crypto.subtle.decrypt(parameters(place, iv), found.key, text))
      } catch {
        throw new UnsealError('altered bytes')
      }
    },
  }
}

const parameters = (place: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(place),
})

/** WebCrypto refuses views on shared memory; ours never are, and the type cannot know. */
const solid = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => bytes as Uint8Array<ArrayBuffer>

/** Seals a JSON value. */
export const sealJson = (seal: Seal, place: string, value: unknown): Promise<Uint8Array> =>
  seal.seal(place, new TextEncoder().encode(JSON.stringify(value)))

/** Opens a JSON value; throws `UnsealError`. What comes back was written by this application alone. */
export async function openJson(seal: Seal, place: string, sealed: Uint8Array): Promise<unknown> {
  return JSON.parse(new TextDecoder().decode(await seal.open(place, sealed)))
}
