import { describe, expect, it } from 'vitest'
import { inPseudo, pseudo } from './pseudo-words.ts'

describe('the pseudo language', () => {
  it('[LG13] is longer, accented and in brackets, once', () => {
    const once = pseudo('Press Coach first.')
    expect(once).toMatch(/^⟦Þŕéšš Çöåçĥ ƒîŕšţ\. .+⟧$/)
    expect(once.length).toBeGreaterThan('Press Coach first.'.length * 1.35)
    expect(pseudo(once)).toBe(once)
    expect(pseudo(`${once} 04:12`)).toBe(`${once} 04:12`)
    expect(pseudo('·')).toBe('·')
  })

  it('[LG13] is made of phrases, records and phrases with gaps', () => {
    const english = {
      say: 'Hello',
      inner: { add: (name: string) => `To ${name}` },
      none: undefined,
    }
    const words = inPseudo('x', english)
    const inner: unknown = Reflect.get(words ?? {}, 'inner')
    const add: unknown = typeof inner === 'object' && inner !== null ? Reflect.get(inner, 'add') : 0
    expect(Reflect.get(words ?? {}, 'say')).toMatch(/^⟦Ĥéļļö .+⟧$/)
    expect(typeof add === 'function' ? Reflect.apply(add, undefined, ['Ana']) : '').toMatch(
      /^⟦Ţö Åñå/,
    )
    expect(Reflect.get(words ?? {}, 'none')).toBeUndefined()
  })
})
