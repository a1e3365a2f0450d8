import type { CommuneLine } from '../../core/reference/communes'

/** The list of communes, read late: it is the largest file of the application. */
export async function loadCommunes(): Promise<readonly CommuneLine[]> {
  const file = await import('../../../resources/communes.json?raw')
  return JSON.parse(file.default) as readonly CommuneLine[] // made by resources/makeCommunes.mjs, in this shape
}
