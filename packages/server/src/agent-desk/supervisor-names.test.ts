import { describe, expect, it } from 'vitest'
import { createSupervisorNames } from './supervisor-names.ts'

function namesOf(known: Readonly<Record<string, string>>) {
  const asked: string[] = []
  const present = new Map<string, string>()
  let found = 0
  const names = createSupervisorNames({
    signedIn: (id) => present.get(id),
    async lookUp(id) {
      asked.push(id)
      return known[id]
    },
    onFound: () => {
      found += 1
    },
    onFailure: (failure) => {
      throw failure
    },
  })
  return { names, asked, present, found: () => found }
}

describe('who a supervisor is', () => {
  it('[AS8] is known of whoever is signed in, and still when they have left', () => {
    const { names, present, asked } = namesOf({})
    present.set('sam', 'Sam Ray')
    expect(names.name('sam')).toBe('Sam Ray')
    present.clear()
    expect(names.name('sam')).toBe('Sam Ray')
    expect(asked).toEqual([])
  })

  it('[AS8] is looked up once for anybody else, and told when it was found', async () => {
    const { names, asked, found } = namesOf({ kim: 'Kim Roy' })
    expect(names.name('kim')).toBeUndefined()
    expect(names.name('kim')).toBeUndefined()
    await Promise.resolve()
    await Promise.resolve()
    expect(names.name('kim')).toBe('Kim Roy')
    expect(found()).toBe(1)
    expect(names.name('nobody')).toBeUndefined()
    await Promise.resolve()
    expect(names.name('nobody')).toBeUndefined()
    expect(asked).toEqual(['kim', 'nobody'])
  })
})
