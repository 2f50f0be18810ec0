import { describe, expect, it } from 'vitest'
import type { Person } from '../shapes.ts'
import { createCast, sharedQueueId } from './cast.ts'
import { supervisorPermissions } from './rights.ts'

const small = { agents: 40, supervisors: 8, eventsPerSecond: 0 }

function people(settings = small): readonly Person[] {
  return [...createCast(settings).people.values()]
}

function fullRights({ permissions }: Person): boolean {
  return supervisorPermissions.every((permission) => permissions.includes(permission))
}

describe('the cast', () => {
  it('[SW2] has the people the contract names', () => {
    const supervisors = people().filter(({ role }) => role === 'supervisor')
    const unimpaired = supervisors.filter(
      (one) =>
        fullRights(one) &&
        one.telephony &&
        one.engagement &&
        one.licence !== 'CX1' &&
        one.region === 'us-east-1' &&
        one.director !== true,
    )
    const sharing = unimpaired.filter(({ queueIds }) => queueIds.includes(sharedQueueId))
    const elsewhere = unimpaired.filter(({ queueIds }) => !queueIds.includes(sharedQueueId))
    expect(sharing.map(({ name }) => name)).toEqual(['Maren Brandt', 'Oskar Lindqvist'])
    expect(elsewhere).toHaveLength(1)
    const lacking = supervisors.filter(
      ({ permissions }) => !permissions.includes('Conversation:Control:Write'),
    )
    expect(lacking).toHaveLength(1)
    expect(supervisors.filter(({ licence }) => licence === 'CX1')).toHaveLength(1)
    expect(supervisors.filter(({ telephony }) => !telephony)).toHaveLength(1)
    expect(supervisors.filter(({ region }) => region !== 'us-east-1')).toHaveLength(1)
    expect(supervisors.filter(({ director }) => director)).toHaveLength(1)
    for (const role of ['lead', 'auditor', 'administrator'] as const)
      expect(people().filter((person) => person.role === role)).toHaveLength(1)
  })

  it('[SW2] no name is part of another’s, and no id twice, at any size', () => {
    const cast = people({ agents: 1_000, supervisors: 500, eventsPerSecond: 1 })
    const names = cast.map(({ name }) => name.toLowerCase()).sort()
    expect(cast).toHaveLength(1_000 + 500 + 3 + 24)
    for (const name of names) expect(names.filter((other) => other.includes(name))).toEqual([name])
  })

  it('[SW2] agents act for themselves only, and not all of them can do everything', () => {
    const agents = people().filter(({ role }) => role === 'agent')
    expect(agents).toHaveLength(40)
    for (const { permissions } of agents) expect(permissions).toEqual(['Agent:Self'])
    expect(agents.some(({ telephony }) => !telephony)).toBe(true)
    expect(agents.some(({ engagement }) => !engagement)).toBe(true)
    expect(agents.some(({ presence }) => presence === 'OFFLINE')).toBe(true)
    expect(agents.some(({ queueIds }) => queueIds.length === 2)).toBe(true)
  })

  it('[SW7] more supervisors are spread over the queues, with full rights', () => {
    const supervisors = people({ ...small, supervisors: 12 }).filter(
      ({ role }) => role === 'supervisor',
    )
    expect(supervisors).toHaveLength(12)
    const extra = supervisors.slice(8)
    expect(new Set(extra.flatMap(({ queueIds }) => queueIds)).size).toBe(4)
    expect(extra.every(fullRights)).toBe(true)
  })

  it('[SW6] queues of the background load are the director’s alone', () => {
    const cast = createCast({ ...small, eventsPerSecond: 10 })
    expect(cast.loadQueueIds.length).toBeGreaterThan(0)
    for (const queueId of cast.loadQueueIds) {
      const seeing = [...cast.people.values()].filter(
        ({ role, queueIds }) => role !== 'agent' && queueIds.includes(queueId),
      )
      expect(seeing.map(({ director }) => director)).toEqual([true])
    }
    expect(createCast(small).loadQueueIds).toEqual([])
  })
})
