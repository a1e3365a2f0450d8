import { describe, expect, test } from 'vitest'
import {
  type ExchangeAsk,
  type ExchangeReply,
  exchangeStatus,
  readAsks,
  readReplies,
  writeAsks,
  writeReplies,
} from '../../src/core/sync/exchangeBody'
import {
  atFrame,
  deniedFrame,
  heartbeatFrame,
  helloFrame,
  readFrame,
  savedFrame,
  step1Frame,
  step2Frame,
  updateFrame,
} from '../../src/core/sync/frames'
import { parseClientHello, parseServerHello } from '../../src/core/sync/hello'
import { accessTo, closeCode, closeReason, isFinal, parseRoom } from '../../src/core/sync/protocol'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)

describe('frames: golden bytes', () => {
  test.each([
    ['step 1', step1Frame(bytes(0)), '00000100'],
    ['step 2', step2Frame(bytes(0, 0)), '0001020000'],
    ['update', updateFrame(bytes(1, 2, 3)), '000203010203'],
    ['saved', savedFrame(300, 7), '10ac0207'],
    ['at', atFrame(128), '118001'],
    ['hello', helloFrame('{}'), '12027b7d'],
    ['hello with own structs', helloFrame('{}', bytes(9)), '12027b7d0109'],
    ['denied', deniedFrame('non'), '0200036e6f6e'],
    ['heartbeat', heartbeatFrame(), '010100'],
  ])('%s', (_name, frame, golden) => {
    expect(hex(frame)).toBe(golden)
  })

  test.each([
    ['00000100', { is: 'step1', vector: bytes(0) }],
    ['0001020000', { is: 'step2', update: bytes(0, 0) }],
    ['000203010203', { is: 'update', update: bytes(1, 2, 3) }],
    ['10ac0207', { is: 'saved', count: 300, position: 7 }],
    ['118001', { is: 'at', position: 128 }],
    ['12027b7d0109', { is: 'hello', json: '{}', own: bytes(9) }],
    ['03', { is: 'queryAwareness' }],
    ['13ffff', { is: 'unknown', type: 19 }],
  ])('%s is read back', (golden, frame) => {
    expect(readFrame(Buffer.from(golden, 'hex'))).toEqual(frame)
  })

  test.each([
    '',
    '00',
    '0000',
    '000005',
    '00000100ff',
    '000301',
    '10',
    '12ff',
    '1202',
    '8080808080808080808080',
  ])('[S1] « %s » is no frame', (broken) => {
    expect(readFrame(Buffer.from(broken, 'hex'))).toBeUndefined()
  })
})

describe('exchange: golden bytes', () => {
  const ask: ExchangeAsk = {
    room: 'dep-50',
    epoch: '1',
    incarnation: 'abcdefgh',
    position: 300,
    vector: null,
    updates: [bytes(1, 2)],
  }
  const unknown: ExchangeAsk = {
    room: 'national',
    epoch: null,
    incarnation: null,
    position: null,
    vector: bytes(0),
    updates: [],
  }
  const askHex =
    '0102' +
    '066465702d3530' +
    '03' +
    '0131' +
    '086162636465666768' +
    'ac02' +
    '01' +
    '020102' +
    '086e6174696f6e616c' +
    '04' +
    '0100' +
    '00'

  const quiet: ExchangeReply = {
    status: exchangeStatus.ok,
    epoch: null,
    incarnation: null,
    position: null,
    durable: 0,
    vector: null,
    snapshot: null,
    diff: null,
    rows: [],
    more: false,
  }
  const full: ExchangeReply = {
    status: exchangeStatus.refused,
    epoch: '1',
    incarnation: 'abcdefgh',
    position: 5,
    durable: 2,
    vector: bytes(0),
    snapshot: bytes(7),
    diff: bytes(8),
    rows: [bytes(9), bytes(10)],
    more: true,
  }
  const replyHex =
    '0102' +
    '0000' +
    '03ff' +
    '0131' +
    '086162636465666768' +
    '05' +
    '0100' +
    '0107' +
    '0108' +
    '020109010a' +
    '02'

  test('a request', () => {
    expect(hex(writeAsks([ask, unknown]))).toBe(askHex)
    expect(readAsks(Buffer.from(askHex, 'hex'))).toEqual({ ok: true, value: [ask, unknown] })
  })

  test('[S27] an answer, where a room in which nothing happened costs two bytes', () => {
    expect(hex(writeReplies([quiet, full]))).toBe(replyHex)
    expect(readReplies(Buffer.from(replyHex, 'hex'))).toEqual({ ok: true, value: [quiet, full] })
  })

  test('what is cut short, goes on too long or claims too much is refused in one word', () => {
    const whole = Buffer.from(askHex, 'hex')
    for (let length = 0; length < whole.length; length++) {
      expect(readAsks(whole.subarray(0, length)).ok).toBe(false)
    }
    expect(readAsks(Buffer.concat([whole, bytes(0)]))).toEqual({ ok: false, error: 'malformed' })
    expect(readAsks(bytes(2, 0))).toEqual({ ok: false, error: 'version' })
    expect(readAsks(bytes(1, 0xff, 0xff, 0xff, 0x7f))).toEqual({ ok: false, error: 'rooms' })
    expect(readReplies(bytes(1, 1, 9, 0))).toEqual({ ok: false, error: 'malformed' })
  })
})

describe('hello', () => {
  const client = { version: 1, epoch: '1', incarnation: 'x', position: 3, client: 42, session: 's', clock: 0 }
  const server = {
    version: 1,
    epoch: '1',
    incarnation: 'x',
    position: 3,
    resume: true,
    clock: 0,
    access: 'write',
    time: 1,
  }

  test('a whole one is read, and one that has never met the room says so with nulls or by leaving out', () => {
    expect(parseClientHello(JSON.stringify(client))).toEqual({ ok: true, value: client })
    expect(parseServerHello(JSON.stringify(server))).toEqual({ ok: true, value: server })
    const fresh = { version: 1, client: 42, session: 's', clock: 0 }
    const value = { ...fresh, epoch: null, incarnation: null, position: null }
    expect(parseClientHello(JSON.stringify(fresh))).toEqual({ ok: true, value })
  })

  test.each([
    ['version', { ...client, version: '1' }],
    ['epoch', { ...client, epoch: 'a b' }],
    ['incarnation', { ...client, incarnation: 7 }],
    ['position', { ...client, position: -1 }],
    ['client', { ...client, client: 1.5 }],
    ['session', { ...client, session: '' }],
    ['clock', { ...client, clock: 2 ** 40 }],
    ['json', [client]],
  ])('an odd %s is named', (fault, odd) => {
    expect(parseClientHello(JSON.stringify(odd))).toEqual({ ok: false, error: fault })
  })

  test('what is no JSON is refused', () => {
    expect(parseClientHello('{')).toEqual({ ok: false, error: 'json' })
    expect(parseServerHello('null')).toEqual({ ok: false, error: 'json' })
  })
})

describe('rooms', () => {
  test.each([
    ['national', { of: 'national', private: false }],
    ['national-private', { of: 'national', private: true }],
    ['national-2A', { of: 'remarks', department: '2A' }],
    ['dep-50', { of: 'department', department: '50', private: false }],
    ['dep-50-2026', { of: 'department', department: '50', private: false, year: 2026 }],
    ['dep-974-private', { of: 'department', department: '974', private: true }],
    ['dep-50-private-2026', { of: 'department', department: '50', private: true, year: 2026 }],
  ])('%s', (name, room) => {
    expect(parseRoom(name)).toEqual(room)
  })

  test.each([
    '',
    'dep',
    'dep-',
    'dep-20',
    'dep-00',
    'dep-96',
    'dep-2C',
    'dep-999',
    'dep-50-26',
    'dep-50-2026-private',
    'dep-50-2026-1',
    'dep-50-private-private',
    'dep-50-',
    'DEP-50',
    'national-50-2026',
    'national-x',
    '../dep-50',
    'dep-50/..',
    '__proto__',
    'dep-50-1850',
    'nationale',
    ' dep-50',
  ])('« %s » is no room', (name) => {
    expect(parseRoom(name)).toBeUndefined()
  })
})

describe('[S16] who may what', () => {
  const none = undefined
  test.each([
    ['national', 'read', 'read', 'write'],
    ['national-private', none, none, 'write'],
    ['national-50', 'read', none, 'write'],
    ['national-14', none, none, 'write'],
    ['dep-50', 'write', 'read', 'read'],
    ['dep-50-2026', 'write', 'read', 'read'],
    ['dep-50-private', 'write', none, none],
    ['dep-50-private-2026', 'write', none, none],
    ['dep-14', none, none, 'read'],
    ['dep-14-private', none, none, none],
    ['dep-50-x', none, none, none],
  ] as const)(
    '%s: coordinator of 50 %s, reader of 50 %s, national %s',
    (room, coordinator, reader, national) => {
      expect(accessTo('coordinator', ['50'], room)).toBe(coordinator)
      expect(accessTo('reader', ['50'], room)).toBe(reader)
      expect(accessTo('national', [], room)).toBe(national)
    },
  )
})

test('every close code has words that fit into a close frame, and 44xx alone are final', () => {
  for (const code of Object.values(closeCode)) {
    expect(Buffer.byteLength(closeReason[code])).toBeLessThanOrEqual(123)
    expect(isFinal(code)).toBe(code >= 4400 && code < 4500)
  }
})
