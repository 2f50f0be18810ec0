import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPlainEntryReader } from './plain-entry.ts'
import { readStrictObject, writeStrict } from './strict-json.ts'

const salt = '0f'.repeat(32)

function line(change: Readonly<Record<string, string>> = {}, people = { agentUserId: 'otto' }) {
  const personal = writeStrict(people)
  const sealed = createHash('sha256').update(salt, 'hex').update(personal).digest('hex')
  const leaf = { act: 'reveal', at: 1_000, couldHear: true, id: 'entry-7', personal: sealed }
  return writeStrict({
    index: 7,
    leaf: writeStrict({ ...leaf, ...change }),
    personal: people,
    salt,
  })
}

const reader = createPlainEntryReader()

function read(text: string, index = 7) {
  // Lines stand among others.
  const bytes = Buffer.from(`before\n${text}\nafter`)
  return reader.read(bytes, 7, 7 + Buffer.byteLength(text), index)
}

describe('the quick reader of entries', () => {
  it('[AL90] reads what the writer writes, erased or not, whatever its length', () => {
    expect(read(line())?.isErased).toBe(false)
    const long = line({ extra: 'x'.repeat(9_000) }, { agentUserId: 'o'.repeat(9_000) })
    const leaf = String(readStrictObject(long)?.leaf)
    expect(Buffer.from(read(long)?.leafPreimage ?? []).toString()).toBe(`\u0000${leaf}`)
    const erased = line().replace(/"personal":\{.*$/, '"personal":null,"salt":null}')
    expect(read(erased)?.isErased).toBe(true)
  })

  it('[AL90] leaves to the strict one what is out of place, altered, or not plain', () => {
    const text = line()
    for (const other of [
      text.replace('otto', 'otta'),
      text.replace(salt, salt.toUpperCase()),
      text.replace('0f', '1f'),
      text.replace('"otto"', '"ött"'),
      text.replace('1000', '01000'),
      text.replace('1000', '-1000'),
      text.replace('1000', '1e3'),
      text.replace('true', 'True'),
      text.replace(String.raw`\"at\"`, String.raw`\"ab\"`),
      text.replace(String.raw`\"at\"`, String.raw`\"act\"`),
      text.replace('{"agentUserId":"otto"}', '{"a":{"agentUserId":"otto"}}'),
      `${text} `,
      text.slice(0, -1),
    ])
      expect([other, read(other)]).toEqual([other, undefined])
    expect(read(text, 8)).toBeUndefined()
  })

  it('[AL90] takes nothing that the strict one would refuse', () => {
    const text = line()
    const piece = fc.constantFrom('"', '\\', '\\"', ',', ':', '{', '}', '0', '1', 'a', 'ä', ' ', '')
    const plan = fc.tuple(fc.nat({ max: text.length }), fc.nat({ max: 3 }), piece)
    fc.assert(
      fc.property(plan, ([at, removed, put]) => {
        const changed = text.slice(0, at) + put + text.slice(at + removed)
        const taken = read(changed)
        if (taken === undefined) return
        const strict = readStrictObject(changed)
        const leaf = String(strict?.leaf)
        expect(readStrictObject(leaf)).toBeDefined()
        expect(Buffer.from(taken.leafPreimage).toString()).toBe(`\u0000${leaf}`)
      }),
      { numRuns: 2_000 },
    )
  })
})
