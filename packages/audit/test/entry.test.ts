import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, createHeadSigner, sealEntry } from '../src/index.ts'

const salt = 'ab'.repeat(32)

describe('an entry', () => {
  it('[AL1] is the same bytes whatever the order of its fields, and parses to itself', () => {
    const value = { b: [1, true, null], a: { z: 'ü"\n', y: undefined }, A: -3 }
    expect(canonicalJson(value)).toBe('{"A":-3,"a":{"z":"ü\\"\\n"},"b":[1,true,null]}')
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.maxSafeInteger()), (members) => {
        const text = canonicalJson(members)
        const turned = Object.fromEntries(Object.entries(members).reverse())
        return canonicalJson(turned) === text && canonicalJson(JSON.parse(text)) === text
      }),
    )
  })

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -0])(
    '[AL1] refuses the number %s',
    (at) => {
      expect(() => sealEntry({ id: 'one', at, act: 'reveal' }, {}, salt)).toThrow(TypeError)
    },
  )

  it('[AL1] refuses half a character', () => {
    expect(() => sealEntry({ id: '\ud800', at: 1, act: 'reveal' }, {}, salt)).toThrow(TypeError)
  })

  it('[AL2] [AL3] holds of people only what cannot be guessed without the salt', () => {
    const person = { supervisorId: 'rosa', reason: 'asked for it' }
    const sealed = sealEntry({ id: 'one', at: 1, act: 'reveal' }, person, salt)
    expect(sealed.leaf).not.toContain('rosa')
    expect(sealed.leaf).not.toContain('asked')
    expect(sealed.leaf).toMatch(/"personal":"[0-9a-f]{64}"/)
    const again = sealEntry({ id: 'one', at: 1, act: 'reveal' }, person, 'cd'.repeat(32))
    expect(again.leaf).not.toBe(sealed.leaf)
    expect(() => sealEntry({ id: 'one', at: 1, act: 'reveal' }, person, 'short')).toThrow(TypeError)
  })
})

describe('a head', () => {
  const head = { installation: 'demo', size: 3, root: 'ab'.repeat(32), at: 5 }

  it('[AL20] [AL21] is signed by one key for one secret, another for another', () => {
    const signer = createHeadSigner(Buffer.alloc(32, 1))
    expect(signer.sign(head)).toEqual(createHeadSigner(Buffer.alloc(32, 1)).sign(head))
    const other = createHeadSigner(Buffer.alloc(32, 2)).sign(head)
    expect(other.publicKey).not.toBe(signer.sign(head).publicKey)
    expect(() => createHeadSigner(Buffer.alloc(31))).toThrow(RangeError)
  })
})
