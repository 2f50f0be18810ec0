import { describe, expect, it } from 'vitest'
import type { Permission, Person } from '../conversation/people.ts'
import { type Act, hasAuthority, hasRights, judgeAct, judgeRights } from './authority.ts'

const everything: readonly Permission[] = [
  'read-conversation',
  'whisper',
  'monitor',
  'barge',
  'read-coaching',
  'write-coaching',
  'read-transcript',
  'reveal-sensitive',
  'answer-as-agent',
  'manage-policies',
]

const supervisor: Person = {
  id: 'supervisor-1',
  name: 'Marta Blom',
  email: 'marta@example.org',
  region: 'us-east-1',
  role: 'supervisor',
  licence: 'cx2',
  telephony: true,
  engagement: true,
  permissions: everything,
}

const queueIds = new Set(['queue-1'])
const needed: Readonly<Record<Act, readonly Permission[]>> = {
  view: ['read-conversation'],
  monitor: ['read-conversation', 'monitor'],
  coach: ['read-conversation', 'whisper'],
  barge: ['read-conversation', 'barge'],
  'whisper-text': ['read-conversation', 'whisper'],
  'read-transcript': ['read-conversation', 'read-transcript'],
  'reveal-sensitive': ['read-conversation', 'read-transcript', 'reveal-sensitive'],
  'read-coaching': ['read-conversation', 'read-coaching'],
  'write-coaching': ['read-conversation', 'write-coaching'],
  'coach-live-session': ['read-conversation', 'write-coaching'],
  'answer-whisper': ['answer-as-agent'],
  'manage-policies': ['manage-policies'],
  'manage-sign-ins': ['manage-policies'],
  'erase-person': ['manage-policies'],
}
const acts = Object.keys(needed).filter((act): act is Act => act in needed)

describe('authority', () => {
  it.each(acts)('[AC10] %s needs exactly its rights, and names the one that is missing', (act) => {
    for (const permission of everything) {
      const permissions = everything.filter((one) => one !== permission)
      const verdict = judgeAct({ person: { ...supervisor, permissions }, queueIds }, act, 'queue-1')
      expect([permission, verdict]).toEqual([
        permission,
        needed[act].includes(permission)
          ? { kind: 'refused', reason: 'missing-permission', missing: permission }
          : { kind: 'allowed' },
      ])
    }
  })

  it.each(acts)('[AC11] %s outside one’s queues is absent, whatever rights there are', (act) => {
    for (const permissions of [everything, []])
      for (const queueId of ['queue-2', undefined])
        expect(
          judgeAct({ person: { ...supervisor, permissions }, queueIds }, act, queueId),
        ).toEqual({ kind: 'absent' })
  })

  it.each(acts)('[AC30] a list of %s asks for the rights alone, by the same table', (act) => {
    for (const permission of everything) {
      const permissions = everything.filter((one) => one !== permission)
      const person = { ...supervisor, permissions }
      const verdict = judgeAct({ person, queueIds }, act, 'queue-1')
      expect([permission, judgeRights(person, act)]).toEqual([permission, verdict])
      expect(hasRights(person, act)).toBe(verdict.kind === 'allowed')
    }
  })

  it('[AC12] a permission that the token does not cover is a missing scope', () => {
    const person: Person = {
      ...supervisor,
      permissions: ['read-conversation'],
      withoutScope: ['monitor'],
    }
    expect(judgeAct({ person, queueIds }, 'monitor', 'queue-1')).toEqual({
      kind: 'refused',
      reason: 'missing-scope',
      missing: 'monitor',
    })
    expect(judgeAct({ person, queueIds }, 'barge', 'queue-1')).toMatchObject({
      reason: 'missing-permission',
    })
  })

  it.each<[Partial<Person>, readonly Act[], string]>([
    [{ telephony: false }, ['coach', 'barge'], 'missing-telephony'],
    [{ engagement: false }, ['whisper-text'], 'missing-engagement'],
    [{ licence: 'cx1' }, ['coach-live-session'], 'missing-licence'],
  ])('[AC13] with %o, exactly %o are refused for their licence', (part, refused, reason) => {
    for (const act of acts) {
      const authority = { person: { ...supervisor, ...part }, queueIds }
      expect([act, hasAuthority(authority, act, 'queue-1')]).toEqual([act, !refused.includes(act)])
      if (refused.includes(act))
        expect(judgeAct(authority, act, 'queue-1')).toMatchObject({ kind: 'refused', reason })
    }
  })
})
