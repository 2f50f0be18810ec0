import { effectivePolicy } from '@sotto/domain'
import { describe, expect, it } from 'vitest'
import { explainWithGrant } from './grant-words.ts'
import { agentNotice, noticeSentence, policyChanges, policySummary } from './policy-words.ts'
import { explainRefusal } from './reason-words.ts'

describe('policies in words', () => {
  it('[PA223] a version says what it changed, rule by rule', () => {
    const before = { hiddenListening: true, factDays: 30, notice: { coach: true } }
    const after = {
      hiddenListening: false,
      notice: { coach: true, monitor: true },
      reasonRequired: { barge: true },
      protectedAgents: [{ userId: 'a', name: 'Ana Silva', why: 'Works council' }],
      keptKinds: ['name' as const, 'postcode' as const],
      explanation: 'Ask Rafael.',
    }
    expect(policyChanges(before, after)).toEqual([
      'Hidden listening: allowed → forbidden',
      'Facts about calls kept: 30 days → left open',
      'Agent told of Monitor: left open → yes',
      'Reason for Barge in: left open → required',
      'Nobody listens to agent Ana Silva: left open → Works council',
      'Left unmasked: left open → name and postcode',
      'Words for whoever is refused: left open → “Ask Rafael.”',
    ])
    expect(policyChanges(after, after)).toEqual([])
  })

  it('[PA224] the preview is the strip’s own words, and says when there are none', () => {
    const usual = effectivePolicy()
    expect(agentNotice(usual, 'monitor', 'Maren')).toBeUndefined()
    expect(agentNotice(usual, 'coach', 'Maren')).toBe(
      'You are being coached by Maren. The customer does not hear it.',
    )
    const open = effectivePolicy({ hiddenListening: false, notice: { barge: false } })
    expect(agentNotice(open, 'monitor', 'Maren')).toBe('Maren is listening to this call.')
    // Whoever joins listens, too, and that is told.
    expect(agentNotice(open, 'barge', 'Maren')).toBe('Maren is listening to this call.')
  })

  it('[PA225] a supervisor reads beside the buttons where the agent is told otherwise than usual', () => {
    expect(noticeSentence(['coach', 'barge'])).toBeUndefined()
    expect(noticeSentence(['monitor', 'coach', 'barge'])).toBe(
      'By policy the agent is told when you listen.',
    )
    expect(noticeSentence(['monitor', 'barge'])).toBe(
      'By policy the agent is told when you listen and the agent is not told when you coach.',
    )
  })

  it('[PA226] a refusal by policy carries what the administrator wrote', () => {
    const words = 'Works council, § 12.'
    expect(explainRefusal('reveal-forbidden', undefined, words)).toBe(
      'By policy masked personal data stays masked in this queue. “Works council, § 12.”',
    )
    expect(
      explainWithGrant(
        { reason: 'agent-never-monitored', words },
        { way: 'voice', agentName: 'Ana' },
      ),
    ).toBe('By policy nobody listens to this agent or joins their calls. “Works council, § 12.”')
  })

  it('[PA227] a queue’s line names what is out of the ordinary', () => {
    expect(policySummary(effectivePolicy())).toBe('listening may be hidden')
    expect(
      policySummary(
        effectivePolicy({
          hiddenListening: false,
          notice: { coach: false },
          reasonRequired: { coach: true, barge: true },
          protectedCustomers: [{ customer: 'x' }],
          revealAllowed: false,
        }),
      ),
    ).toBe(
      'agents are told when somebody listens · coaching is not told · reason for Coach and Barge in · 1 never listened to · nothing is revealed',
    )
  })
})
