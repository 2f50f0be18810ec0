import { describe, expect, it } from 'vitest'
import { cutMeanwhileWords, cutWords, talkHint, waitingWords } from './talk-words.ts'

const open = { open: true } as const

describe('the words under the talk key', () => {
  it('[PA110] say who hears an open microphone, and that it stays open', () => {
    expect(talkHint({ state: 'talking' }, open, 'coach')).toBe(
      'Microphone open: only the agent hears you.',
    )
    expect(talkHint({ state: 'talking', latched: true }, open, 'coach')).toBe(
      'Microphone open: only the agent hears you. It stays open until you press again or Esc.',
    )
    expect(talkHint({ state: 'talking', latched: true }, open, 'barge')).toContain('everybody')
  })

  it('[PA110] ask nobody to let go of a key that nobody holds', () => {
    for (const reason of ['silenced', 'quiet-too-long', 'was-asleep'] as const) {
      expect(talkHint({ state: 'cut', reason }, open, 'coach')).toContain('Let go')
      const kept = talkHint({ state: 'cut', reason, latched: true }, open, 'coach')
      expect(kept).not.toContain('Let go')
      expect(kept).toContain('Press again')
    }
  })

  it('[PA110] do not go on telling of a shut gate that is open again', () => {
    const cut = { state: 'cut', reason: 'changing', latched: true } as const
    expect(talkHint(cut, { open: false, reason: 'changing' }, 'coach')).toBe(cutWords.changing)
    expect(talkHint(cut, open, 'coach')).toBe(cutMeanwhileWords)
    const denied = { state: 'denied', reason: 'changing', latched: true } as const
    expect(talkHint(denied, open, 'coach')).toContain('Microphone cut')
  })

  it('[PA116] say that a key that waits has opened nothing yet', () => {
    expect(talkHint({ state: 'waiting' }, open, 'coach')).toBe(waitingWords)
    expect(waitingWords).toContain('still cut')
  })

  it('[PA21] give the reason of a shut gate', () => {
    const gate = { open: false, reason: 'changing' } as const
    expect(talkHint({ state: 'idle' }, gate, 'coach')).toBe(cutWords.changing)
    expect(talkHint({ state: 'denied', reason: 'changing' }, open, 'coach')).toBe(cutWords.changing)
    expect(talkHint({ state: 'idle' }, open, 'barge')).toContain('the customer hears you too')
  })
})
