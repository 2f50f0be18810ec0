/**
 * Reads an entry's line byte by byte where it is as plain as nearly all are: ASCII, flat, no escapes but the leaf's quotation marks.
 * It only ever says "as it should be": whatever it does not know is left to the strict reader, which judges and names it.
 */
import { hash } from 'node:crypto'

export interface PlainEntryReader {
  /** Undefined when the line is not plain, or not true. The answer is good until the next call. */
  read(bytes: Buffer, start: number, end: number, index: number): PlainEntry | undefined
}

export interface PlainEntry {
  /** `00` and the leaf's text. */
  readonly leafPreimage: Uint8Array
  /** Who it was is not there any more. */
  readonly isErased: boolean
}

const quote = 0x22
const comma = 0x2c
const colon = 0x3a
const backslash = 0x5c
const opening = 0x7b
const closing = 0x7d
const saltBytes = 32

export function createPlainEntryReader(): PlainEntryReader {
  let leafRoom = Buffer.alloc(4_096)
  let leafLength = 1
  let sealedRoom = Buffer.alloc(4_096)
  /** Where in the leaf its commitment stands. */
  const commitment = { from: 0, to: 0 }

  /** Copies the leaf without its backslashes behind a zero byte; answers where it ends in the line, or -1. */
  function copyLeaf(bytes: Buffer, start: number, end: number): number {
    if (leafRoom.length <= end - start) leafRoom = Buffer.alloc(2 * (end - start))
    leafRoom[0] = 0
    leafLength = 1
    for (let at = start; at < end; at += 1) {
      let byte = bytes[at] ?? 0
      if (byte === quote) return at
      if (byte < 0x20 || byte > 0x7e) return -1
      if (byte === backslash) {
        at += 1
        byte = bytes[at] ?? 0
        if (byte !== quote) return -1
      }
      leafRoom[leafLength] = byte
      leafLength += 1
    }
    return -1
  }

  function isSealedIn(bytes: Buffer, from: number, to: number, saltAt: number): boolean {
    const length = saltBytes + to - from
    if (sealedRoom.length < length) sealedRoom = Buffer.alloc(2 * length)
    for (let turn = 0; turn < saltBytes; turn += 1) {
      const high = hexDigit(bytes[saltAt + 2 * turn])
      const low = hexDigit(bytes[saltAt + 2 * turn + 1])
      if (high < 0 || low < 0) return false
      sealedRoom[turn] = 16 * high + low
    }
    bytes.copy(sealedRoom, saltBytes, from, to)
    const { from: start, to: end } = commitment
    const sealed = hash('sha256', sealedRoom.subarray(0, length), 'hex')
    return leafRoom.toString('latin1', start, end) === sealed
  }

  return {
    read(bytes, start, end, index) {
      const prefix = `{"index":${index},"leaf":"`
      if (!standsAt(bytes, start, prefix)) return undefined
      const leafEnd = copyLeaf(bytes, start + prefix.length, end)
      if (leafEnd === -1) return undefined
      commitment.to = 0
      if (flatObjectEnd(leafRoom, 1, leafLength, commitment) !== leafLength || commitment.to === 0)
        return undefined
      const leafPreimage = leafRoom.subarray(0, leafLength)
      if (!standsAt(bytes, leafEnd, personalPrefix)) return undefined
      const from = leafEnd + personalPrefix.length
      if (bytes[from] !== opening)
        return standsAt(bytes, from, erasedRest) && from + erasedRest.length === end
          ? { leafPreimage, isErased: true }
          : undefined
      const to = flatObjectEnd(bytes, from, end, undefined)
      if (to === -1 || !standsAt(bytes, to, saltPrefix)) return undefined
      const saltAt = to + saltPrefix.length
      const saltEnd = saltAt + 2 * saltBytes
      if (!standsAt(bytes, saltEnd, '"}') || saltEnd + 2 !== end) return undefined
      return isSealedIn(bytes, from, to, saltAt) ? { leafPreimage, isErased: false } : undefined
    },
  }
}

const personalPrefix = '","personal":'
const erasedRest = 'null,"salt":null}'
const saltPrefix = ',"salt":"'

function standsAt(bytes: Buffer, at: number, text: string): boolean {
  const end = at + text.length
  return end <= bytes.length && bytes.toString('latin1', at, end) === text
}

/**
 * Where a flat object in its one text ends: keys in rising order, texts without escapes, whole numbers of at most 15 digits, fixed
 * words; -1 when it is anything else. `personal` is told where the text of the member of that name stands.
 */
function flatObjectEnd(
  bytes: Buffer,
  start: number,
  end: number,
  personal: { from: number; to: number } | undefined,
): number {
  if (bytes[start] !== opening) return -1
  if (bytes[start + 1] === closing) return start + 2
  let at = start
  let keyBefore = -1
  let keyBeforeEnd = -1
  do {
    const key = at + 2
    if (bytes[at + 1] !== quote) return -1
    const keyEnd = textEnd(bytes, key, end)
    if (keyEnd === -1 || bytes[keyEnd + 1] !== colon) return -1
    if (keyBefore !== -1 && !isBelow(bytes, keyBefore, keyBeforeEnd, key, keyEnd)) return -1
    keyBefore = key
    keyBeforeEnd = keyEnd
    const value = keyEnd + 2
    if (bytes[value] === quote) {
      const valueEnd = textEnd(bytes, value + 1, end)
      if (valueEnd === -1) return -1
      if (personal !== undefined && keyEnd - key === 8 && standsAt(bytes, key, 'personal')) {
        personal.from = value + 1
        personal.to = valueEnd
      }
      at = valueEnd + 1
    } else {
      at = wordEnd(bytes, value, end)
      if (at === -1) return -1
    }
  } while (bytes[at] === comma)
  return bytes[at] === closing && at < end ? at + 1 : -1
}

/** Of its closing quotation mark. */
function textEnd(bytes: Buffer, start: number, end: number): number {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte === quote) return at
    if (byte < 0x20 || byte > 0x7e || byte === backslash) return -1
  }
  return -1
}

function wordEnd(bytes: Buffer, start: number, end: number): number {
  let at = start
  while (at < end && isDigit(bytes[at])) at += 1
  const digits = at - start
  if (digits > 0) return digits > 15 || (digits > 1 && bytes[start] === 0x30) ? -1 : at
  for (const word of ['true', 'false', 'null'])
    if (standsAt(bytes, start, word)) return start + word.length
  return -1
}

function isBelow(bytes: Buffer, one: number, oneEnd: number, other: number, otherEnd: number) {
  const length = Math.min(oneEnd - one, otherEnd - other)
  for (let turn = 0; turn < length; turn += 1) {
    const difference = (bytes[one + turn] ?? 0) - (bytes[other + turn] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return oneEnd - one < otherEnd - other
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39
}

/** -1 for what is none; capitals are none. */
function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  return byte >= 0x61 && byte <= 0x66 ? byte - 0x57 : -1
}
