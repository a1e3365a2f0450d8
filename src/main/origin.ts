/** The only origin that is ever shown, and the only one whose calls are answered. */
export const appOrigin = 'app://maillage'

/** Whether an address stands in the application. `URL.origin` is no help here: it is `null` for a scheme of ours. */
export function isAppAddress(address: string): boolean {
  return address === appOrigin || address.startsWith(`${appOrigin}/`)
}
