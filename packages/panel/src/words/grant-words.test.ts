import type { RefusalReason } from '@sotto/domain'
import { expect, it } from 'vitest'
import { explainWithGrant, grantWords } from './grant-words.ts'
import { refusalWords } from './reason-words.ts'

const context = { way: 'text', agentName: 'Ana Silva' } as const

it('[PA161] a permission is named as an administrator finds it, one that is not known here as it came', () => {
  const of = (missing: string) => grantWords({ reason: 'missing-permission', missing }, context)
  expect(of('whisper')).toContain('“Conversation:Control:Write”')
  expect(of('New:Right:Write')).toContain('“New:Right:Write”')
  expect(grantWords({ reason: 'missing-permission' }, context)).toBeUndefined()
})

it('[PA161] a licence says whose, a phone and a desk whose', () => {
  const of = (reason: RefusalReason, way: 'voice' | 'text' = 'text') =>
    grantWords({ reason }, { ...context, way })
  expect(of('missing-engagement')).toMatch(/digital engagement to your licence/)
  expect(of('agent-missing-telephony')).toMatch(/telephony to the licence of Ana Silva/)
  expect(of('whisper-not-supported', 'voice')).toMatch(/Ana Silva a phone/)
  expect(of('whisper-not-supported')).toMatch(/the desk of Ana Silva/)
  expect(grantWords({ reason: 'no-text-channel' }, { way: 'text', agentName: undefined })).toMatch(
    /give the agent a desk/,
  )
})

it('[PA161] what passes by itself asks for nothing', () => {
  expect(explainWithGrant({ reason: 'conversation-held' }, context)).toBe(
    refusalWords['conversation-held'],
  )
  expect(explainWithGrant({ reason: 'being-coached' }, context)).toBe(refusalWords['being-coached'])
})
