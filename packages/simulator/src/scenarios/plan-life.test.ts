import { seededRandom } from '@sotto/kernel'
import { describe, expect, it } from 'vitest'
import { stateAfter } from '../world/conversations/conversation-transitions.ts'
import type { ConversationState } from '../world/shapes.ts'
import { makeDialogue, makeTurn } from '../world/testing/world-on-trial.ts'
import { planLife } from './plan-life.ts'

const dialogue = {
  ...makeDialogue(
    'd',
    'billing',
    90_000,
    Array.from({ length: 18 }, (_, index) =>
      makeTurn(index % 2 === 0 ? 'agent' : 'customer', index * 5_000, 'one two three'),
    ),
  ),
  mood: 'angry' as const,
}

const seeds = Array.from({ length: 300 }, (_, seed) => seed)

describe('a planned life', () => {
  it('[SW4] is a way through the state machine that ends wrapped up, whatever the seed', () => {
    for (const seed of seeds) {
      let state: ConversationState = 'ACTIVE'
      for (const step of planLife(seededRandom(seed), 'VOICE', dialogue, 0)) {
        expect(step.afterMs).toBeGreaterThanOrEqual(0)
        if (step.type === 'ask-help') continue
        const next: ConversationState | undefined = stateAfter(state, step.action)
        expect({ seed, state, action: step.action, next }).not.toMatchObject({ next: undefined })
        state = next ?? state
      }
      expect(state).toBe('WRAPPED_UP')
    }
  })

  it('[SW4] says the whole dialogue: what is not talk is not taken off it', () => {
    for (const seed of seeds) {
      let state: ConversationState = 'ACTIVE'
      let talkedMs = 20_000
      for (const step of planLife(seededRandom(seed), 'VOICE', dialogue, 20_000)) {
        if (state === 'ACTIVE' || state === 'CONFERENCE') talkedMs += step.afterMs
        if (step.type === 'act') state = stateAfter(state, step.action) ?? state
      }
      expect(talkedMs).toBeGreaterThanOrEqual(dialogue.durationMs)
    }
  })

  it('[SW4] has everything in it, over many calls, and written ones are not interrupted', () => {
    const seen = new Set<string>()
    for (const seed of seeds) {
      for (const step of planLife(seededRandom(seed), 'VOICE', dialogue, 0))
        seen.add(step.type === 'act' ? step.action : `${step.type} ${step.request.urgency}`)
      const written = planLife(seededRandom(seed), 'CHAT', dialogue, 0)
      const acts = written.flatMap((step) => (step.type === 'act' ? [step.action] : []))
      expect(acts).toEqual(['end', 'wrap-up'])
    }
    expect([...seen].sort()).toEqual([
      'ask-help HIGH',
      'cancel-transfer',
      'complete-transfer',
      'conference',
      'end',
      'hold',
      'leave-conference',
      'retrieve',
      'transfer',
      'wrap-up',
    ])
  })
})
