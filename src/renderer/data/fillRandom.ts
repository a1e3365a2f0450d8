/** Fills the bytes it is given. */
export const fillRandom = (bytes: Uint8Array): void => {
  crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>) // core's ids hand over plain arrays
}
