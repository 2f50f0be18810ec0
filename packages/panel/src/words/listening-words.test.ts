import type { ConfirmedMode, ConversationPhase } from '@sotto/domain'
import { hearingCauses, soundCauses } from '@sotto/domain'
import { describe, expect, it } from 'vitest'
import { plainMix } from '../model/listening/listening-mix.ts'
import {
  awayWords,
  type HearingFacts,
  hearingCauseWords,
  hearingWords,
  unreadableWords,
} from './listening-words.ts'
import { soundCauseWords, soundSentences } from './sound-words.ts'

const phases: readonly ConversationPhase[] = [
  'active',
  'held',
  'in-transfer',
  'conference',
  'ended',
]
const modes: readonly ConfirmedMode[] = ['not-connected', 'monitor', 'coach', 'barge']
const listens: HearingFacts = {
  phase: 'active',
  mode: { wanted: 'monitor', confirmed: 'monitor', switching: false },
  recording: 'on',
  sound: 'playing',
  presence: { state: 'here' },
  mix: plainMix,
}
const inMode = (confirmed: ConfirmedMode) => ({
  ...listens.mode,
  wanted: confirmed === 'not-connected' ? ('off' as const) : confirmed,
  confirmed,
})

describe('what I hear, in words', () => {
  it('[PA143] says that something is heard only where it is: line confirmed, loudspeaker on, nothing away or paused', () => {
    for (const phase of phases)
      for (const confirmed of modes)
        for (const recording of ['on', 'paused', 'off'] as const)
          for (const sound of ['off', 'starting', 'playing', 'blocked'] as const)
            for (const state of ['here', 'away'] as const) {
              const mode = inMode(confirmed)
              const facts = { ...listens, phase, mode, recording, sound, presence: { state } }
              const hears =
                phase !== 'ended' &&
                confirmed !== 'not-connected' &&
                recording !== 'paused' &&
                sound === 'playing' &&
                state === 'here'
              expect(hearingWords(facts).now.includes('You hear nothing')).toBe(!hears)
            }
  })

  it('[PA143] every phase sounds different, and so says another sentence', () => {
    const said = phases.map((phase) => hearingWords({ ...listens, phase }).now)
    expect(new Set(said).size).toBe(phases.length)
    expect(hearingWords(listens).now).toBe(
      'You hear the customer on the left and the agent on the right.',
    )
  })

  it('[PA143] what a hold would change is said while one could come, and differs by mode', () => {
    const said = modes.map((mode) => hearingWords({ ...listens, mode: inMode(mode) }).ifHeld)
    expect(new Set(said).size).toBe(modes.length)
    expect(said.every((words) => words?.startsWith('If the call is put on hold'))).toBe(true)
    for (const phase of phases.filter((phase) => phase !== 'active'))
      expect(hearingWords({ ...listens, phase }).ifHeld).toBeUndefined()
    expect(hearingWords({ ...listens, recording: 'paused' }).ifHeld).toBeUndefined()
  })

  it('[PA143] a side turned off is named', () => {
    const off = { volume: 1, muted: true }
    const say = (mix: HearingFacts['mix']) => hearingWords({ ...listens, mix }).now
    expect(say({ ...plainMix, customer: off })).toContain('turned the customer off')
    expect(say({ ...plainMix, agent: { volume: 0, muted: false } })).toContain(
      'turned the agent off',
    )
    expect(say({ customer: off, agent: off })).toContain('turned both sides off')
  })

  it('[PA141] says how long the sound was away, while it is news', () => {
    expect(awayWords({ state: 'back', awayMs: 1_420 })).toBe(
      'The sound was away for 1.4 s and is back. What was said meanwhile you have not heard.',
    )
    for (const state of ['never', 'here', 'away'] as const)
      expect(awayWords({ state })).toBeUndefined()
  })

  it('[PA148] no sound on a connection that stands is no hearing, and a refused page is told why', () => {
    expect(hearingWords({ ...listens, isMissing: true }).now).toMatch(/^You hear nothing/)
    expect(hearingWords({ ...listens, isMissing: true, phase: 'ended' }).now).toBe(
      hearingWords({ ...listens, phase: 'ended' }).now,
    )
    const words = awayWords({ state: 'back', awayMs: 300, refusal: 'odd-length' })
    expect(words).toContain('could not read what this page sent (odd-length)')
  })

  it('[PA145] says what was left out, if anything', () => {
    expect(unreadableWords(0)).toBeUndefined()
    expect(unreadableWords(1)).not.toBe(unreadableWords(2))
  })
})

describe('what is wrong with the sound, in words', () => {
  it('[PA144] every cause has a sentence of its own', () => {
    const sentences = soundCauses.map((cause) => soundCauseWords[cause])
    expect(new Set(sentences).size).toBe(soundCauses.length)
  })

  it('[PA144] the supervisor’s own network and the platform’s side are told apart', () => {
    for (const cause of soundCauses) {
      const sentence = soundCauseWords[cause]
      if (cause.startsWith('supervisor-network')) expect(sentence).toMatch(/^Your own network/)
      if (cause.startsWith('platform')) expect(sentence).toContain('network is not the cause')
    }
  })

  it('[PA147] what is wrong with what is heard has sentences of its own, and says whose side it is on', () => {
    const sentences = hearingCauses.map((cause) => hearingCauseWords[cause])
    const all = [...sentences, ...soundCauses.map((cause) => soundCauseWords[cause])]
    expect(new Set(all).size).toBe(hearingCauses.length + soundCauses.length)
    for (const cause of hearingCauses) {
      const isPlatform = cause.startsWith('listening-platform')
      expect(hearingCauseWords[cause].startsWith('The platform')).toBe(isPlatform)
      expect(hearingCauseWords[cause].includes('own network is not the cause')).toBe(isPlatform)
    }
  })

  it('[PA144] what was done by itself is said after its cause, and stays', () => {
    expect(soundSentences({ causes: ['voice-distorted'], loweredMixLevel: 0.5 })).toEqual([
      soundCauseWords['voice-distorted'],
      'Your mix level was lowered to 0.50 by itself, because the platform reported distortion.',
    ])
    expect(soundSentences({ causes: [], loweredMixLevel: 0.5 })).toHaveLength(1)
    expect(soundSentences({ causes: [] })).toEqual([])
    expect(soundSentences(undefined)).toEqual([])
  })
})
