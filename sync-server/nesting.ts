import * as decoding from 'lib0/decoding'

/** Told of each value as it is met, and how many others are open around it. Throws to stop. */
export type Meet = (depth: number) => void

const OBJECT = 118
const LIST = 117

/**
 * Reads past a value as lib0 writes it, without making it. lib0's own reader calls itself for each level,
 * so that a value nested deep enough ends it.
 */
export function skipAny(decoder: decoding.Decoder, meet: Meet): void {
  const open: { left: number; readonly keyed: boolean }[] = []
  do {
    const inner = open.at(-1)
    if (inner?.left === 0) {
      open.pop()
      continue
    }
    if (inner !== undefined) {
      inner.left--
      if (inner.keyed) decoding.readVarString(decoder)
    }
    meet(open.length)
    const type = decoder.arr[decoder.pos]
    if (type === OBJECT || type === LIST) {
      decoder.pos++
      open.push({ left: decoding.readVarUint(decoder), keyed: type === OBJECT })
    } else decoding.readAny(decoder)
  } while (open.length > 0)
}

const code = {
  quote: 0x22,
  comma: 0x2c,
  openList: 0x5b,
  escape: 0x5c,
  closeList: 0x5d,
  open: 0x7b,
  close: 0x7d,
}

/**
 * Meets the values of a JSON text. What is no JSON is for the parser to say, which takes any depth; it is
 * the writer that does not.
 */
export function meetJson(text: string, meet: Meet): void {
  let depth = 0
  let quoted = false
  meet(depth)
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (quoted) {
      if (char === code.escape) at++
      else if (char === code.quote) quoted = false
    } else if (char === code.quote) quoted = true
    else if (char === code.comma) meet(depth)
    else if (char === code.openList || char === code.open) meet(depth++)
    else if (char === code.closeList || char === code.close) depth--
  }
}
