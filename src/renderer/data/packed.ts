/** Below this there is nothing to gain. */
const WORTH_IT = 1024

/** Bytes as they go over the line: compressed, where this browser can and it makes them shorter. */
export async function packed(
  bytes: Uint8Array,
): Promise<{ readonly bytes: Uint8Array; readonly encoding?: 'gzip' }> {
  if (bytes.length < WORTH_IT || !('CompressionStream' in globalThis)) return { bytes }
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream() // never shared memory
  const gzip = stream.pipeThrough(new CompressionStream('gzip'))
  const shorter = new Uint8Array(await new Response(gzip).arrayBuffer())
  return shorter.length < bytes.length ? { bytes: shorter, encoding: 'gzip' } : { bytes }
}
