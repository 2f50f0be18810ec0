import { createScope, seededRandom } from '@sotto/kernel'
import { createFakeClock } from '@sotto/testkit'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { ErasureNews } from '../database/erasure-store.ts'
import { createTimers } from '../live/timers.ts'
import { followErasures } from './follow-erasures.ts'
import { createSupervisorNames, keptForMs, lookAgainMs, namesAtMost } from './supervisor-names.ts'

function namesOf(known: Record<string, string>) {
  const clock = createFakeClock()
  const scope = createScope()
  onTestFinished(() => scope.close())
  const asked: string[] = []
  const present = new Map<string, string>()
  const told = { found: 0 }
  const names = createSupervisorNames({
    clock,
    scope,
    signedIn: (id) => present.get(id),
    async lookUp(id) {
      asked.push(id)
      return known[id]
    },
    onFound: () => {
      told.found += 1
    },
    onFailure: (failure) => {
      throw failure
    },
  })
  return { names, asked, present, told, clock, scope, settle: () => clock.advance(0) }
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
    const { names, asked, told, settle } = namesOf({ kim: 'Kim Roy' })
    expect(names.name('kim')).toBeUndefined()
    expect(names.name('kim')).toBeUndefined()
    await settle()
    expect(names.name('kim')).toBe('Kim Roy')
    expect(told.found).toBe(1)
    expect(names.name('nobody')).toBeUndefined()
    await settle()
    expect(names.name('nobody')).toBeUndefined()
    expect(asked).toEqual(['kim', 'nobody'])
  })

  it('[SV28] whoever was not found is looked for again after a minute: they may have signed in at another server', async () => {
    const known: Record<string, string> = {}
    const { names, asked, clock, settle } = namesOf(known)
    names.name('kim')
    await settle()
    known.kim = 'Kim Roy'
    await clock.advance(lookAgainMs - 1)
    names.name('kim')
    await settle()
    expect(asked).toHaveLength(1)
    await clock.advance(1)
    names.name('kim')
    await settle()
    expect(names.name('kim')).toBe('Kim Roy')
    expect(asked).toHaveLength(2)
  })

  it('[SV28] is kept for twelve hours after it was last asked for, and then by nobody', async () => {
    const { names, present, asked, clock } = namesOf({})
    present.set('sam', 'Sam Ray')
    present.set('kim', 'Kim Roy')
    names.name('sam')
    names.name('kim')
    present.clear()
    await clock.advance(keptForMs / 2)
    expect(names.name('kim')).toBe('Kim Roy')
    await clock.advance(keptForMs / 2)
    expect(names.name('kim')).toBe('Kim Roy')
    expect(names.name('sam')).toBeUndefined()
    expect(asked).toEqual(['sam'])
  })

  it('[SV28] of more than two thousand those asked for longest ago go', () => {
    const { names, present, asked } = namesOf({})
    for (let number = 0; number <= namesAtMost; number += 1) {
      present.set(`s${number}`, `Supervisor ${number}`)
      names.name(`s${number}`)
      names.name('s0')
    }
    present.clear()
    expect(names.name('s0')).toBe('Supervisor 0')
    expect(names.name('s1')).toBeUndefined()
    expect(asked).toEqual(['s1'])
  })

  it('[SV29] an erased one is forgotten, also while they are being looked for', async () => {
    const { names, present, settle, told } = namesOf({ kim: 'Kim Roy' })
    present.set('sam', 'Sam Ray')
    names.name('sam')
    present.clear()
    names.name('kim')
    names.forget('sam')
    names.forget('kim')
    await settle()
    expect(told.found).toBe(0)
    expect(names.name('sam')).toBeUndefined()
  })

  it('[SV29] each server forgets whom any has erased, and everybody after nobody could tell', async () => {
    const { names, present, clock, scope } = namesOf({})
    const listening: Parameters<ErasureNews['listen']>[0][] = []
    let isThere = true
    followErasures({
      ...{ scope, random: seededRandom(1), timers: createTimers(clock, scope) },
      counters: { count() {} },
      news: {
        async listen(listener) {
          if (!isThere) throw new Error('no database')
          listening.push(listener)
          return () => {}
        },
      },
      onErased: names.forget,
      onUntold: names.forgetAll,
    })
    await clock.advance(0)
    const meet = () => {
      for (const [id, name] of [
        ['sam', 'Sam Ray'],
        ['kim', 'Kim Roy'],
      ] as const) {
        present.set(id, name)
        names.name(id)
      }
      present.clear()
    }
    meet()
    listening[0]?.onErased('sam')
    expect([names.name('sam'), names.name('kim')]).toEqual([undefined, 'Kim Roy'])
    meet()
    isThere = false
    listening[0]?.onLost()
    await clock.advance(60_000)
    expect(listening).toHaveLength(1)
    isThere = true
    await clock.advance(60_000)
    expect(listening).toHaveLength(2)
    expect([names.name('sam'), names.name('kim')]).toEqual([undefined, undefined])
  })
})
