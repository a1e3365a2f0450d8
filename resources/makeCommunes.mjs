// Writes resources/communes.json, the slim list of communes, from @etalab/decoupage-administratif
// (INSEE and La Poste data, Licence Ouverte). Run it after a new edition: node resources/makeCommunes.mjs
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const source = fileURLToPath(import.meta.resolve('@etalab/decoupage-administratif/data/communes.json'))
const communes = JSON.parse(await readFile(source, 'utf8'))
const lines = communes
  .filter((commune) => commune.type === 'commune-actuelle' && commune.zone !== 'com')
  .map((commune) => [commune.code, commune.nom.replaceAll("'", '’'), commune.codesPostaux ?? []])
  .sort((a, b) => (a[0] < b[0] ? -1 : 1))

const target = fileURLToPath(new URL('communes.json', import.meta.url))
await writeFile(target, `[\n${lines.map((line) => JSON.stringify(line)).join(',\n')}\n]\n`)
console.log(`${lines.length} communes`)
