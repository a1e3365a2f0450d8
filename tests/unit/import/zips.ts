import { crc32, deflateRawSync } from 'node:zlib'

/** What to write in a test's zip; `claims` lets the directory lie about the inflated size. */
export interface ZipPart {
  readonly name: string
  readonly bytes: Uint8Array
  readonly stored?: true
  readonly claims?: number
}

/** A zip made byte by byte, honest or not. */
export function zip(parts: readonly ZipPart[]): Uint8Array {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, bytes, stored, claims } of parts) {
    const packed = stored ? Buffer.from(bytes) : deflateRawSync(bytes)
    const title = Buffer.from(name)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(stored ? 0 : 8, 4)
    facts.writeUInt32LE(typeof crc32 === 'function' ? crc32(bytes) : 0, 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(claims ?? bytes.length, 18)
    facts.writeUInt16LE(title.length, 22)
    const body = Buffer.concat([Buffer.from('PK\x03\x04'), facts, title, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), facts, tail, title]))
    bodies.push(body)
    offset += body.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return new Uint8Array(Buffer.concat([...bodies, central, end]))
}

/** A one-sheet workbook around the XML of its parts. */
export function workbook(parts: {
  readonly sheet: string
  readonly workbook?: string
  readonly shared?: string
  readonly styles?: string
  readonly more?: readonly ZipPart[]
}): Uint8Array {
  const text = (name: string, xml: string): ZipPart => ({ name, bytes: new TextEncoder().encode(xml) })
  return zip([
    text(
      'xl/workbook.xml',
      parts.workbook ??
        '<workbook><sheets><sheet name="Feuille" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    text(
      'xl/_rels/workbook.xml.rels',
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
    ),
    text('xl/worksheets/sheet1.xml', parts.sheet),
    ...(parts.shared === undefined ? [] : [text('xl/sharedStrings.xml', parts.shared)]),
    ...(parts.styles === undefined ? [] : [text('xl/styles.xml', parts.styles)]),
    ...(parts.more ?? []),
  ])
}
