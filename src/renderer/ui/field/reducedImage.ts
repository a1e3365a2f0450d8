/** The size of an image whose longer side is brought to `side` pixels; its own where that is no less. */
export function fittedSize(
  width: number,
  height: number,
  side: number,
): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, side / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/**
 * An image brought to at most `side` pixels: a PNG stays one, anything else becomes a JPEG. What is small enough is kept
 * as it is, and so is what this browser cannot read as an image.
 */
export async function reducedImage(file: File, side: number): Promise<File> {
  // Photos of telephones lie on their side and say so: the bitmap stands as it is to be seen.
  const image = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => undefined)
  if (!image) return file
  const { width, height } = fittedSize(image.width, image.height, side)
  if (width === image.width && height === image.height) return file
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  canvas.getContext('2d')?.drawImage(image, 0, 0, width, height)
  image.close()
  const type = file.type === 'image/png' ? 'image/png' : 'image/jpeg'
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 0.9))
  return blob ? new File([blob], namedAs(file, type), { type }) : file
}

/** A name whose ending says what the file has become. */
function namedAs({ name, type: was }: File, type: string): string {
  return was === type ? name : `${name.replace(/\.[^.]*$/, '')}.jpg`
}
