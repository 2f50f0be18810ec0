import { seededRandom } from '@sotto/kernel'
import { expect, it } from 'vitest'
import { createActSealer } from './audit-act.ts'

it('[AL2] [AL4] an act’s people and typed words stay outside what is hashed, its times are whole', () => {
  const seal = createActSealer(seededRandom(1), () => 4)
  const act = {
    at: 1_000.7,
    from: 998.2,
    to: 1_000.7,
    act: 'control-completed',
    supervisorId: 'rosa',
    agentUserId: 'otto',
    words: 'because',
    mode: 'barge',
    customerCouldHear: true,
  } as const
  const { leaf, personal } = seal(act)
  expect(JSON.parse(leaf)).toMatchObject({ at: 1_000, from: 998, to: 1_000, mode: 'barge' })
  expect(leaf).not.toMatch(/rosa|otto|because/)
  expect(personal).toEqual({ supervisorId: 'rosa', agentUserId: 'otto', words: 'because' })
  expect(seal(act).leaf).not.toBe(leaf)
})

it('[AL98] an act that does not say under which policies it was done says those in force', () => {
  let inForce = 4
  const seal = createActSealer(seededRandom(1), () => inForce)
  const act = { at: 1, act: 'signed-in', supervisorId: 'rosa' }
  expect(JSON.parse(seal(act).leaf).policyVersion).toBe(4)
  inForce = 5
  expect(JSON.parse(seal(act).leaf).policyVersion).toBe(5)
  expect(JSON.parse(seal({ ...act, policyVersion: 3 }).leaf).policyVersion).toBe(3)
})
