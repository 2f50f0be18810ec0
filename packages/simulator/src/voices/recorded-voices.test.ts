import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sampleRateHz } from '@sotto/audio'
import { beforeAll, describe, expect, it } from 'vitest'
import { createVoiceLibrary, readSupervisorSpeech } from './create-voice-library.ts'
import {
  activeSpeechDbfs,
  longestPauseMs,
  medianPitchHz,
  peakDbfs,
  rmsDbfs,
} from './testing/listen.ts'
import { passesLuhn, spokenDigits } from './testing/spoken-digits.ts'
import type { Dialogue, DialogueTurn, Speaker, VoiceLibrary } from './voice-library.ts'

const voicesDirectory = fileURLToPath(new URL('../../voices', import.meta.url))
const speakers = ['agent', 'customer'] as const

/** The card schemes' public test numbers. */
const testCards = new Set([
  '4111111111111111',
  '4012888888881881',
  '5555555555554444',
  '378282246310005',
])
/** 555-01xx in North America; what Ofcom keeps for drama in Britain. */
const reservedPhone =
  /^(\d{3}55501\d{2}|07700900\d{3}|01(13|14|15|16|17|18|21|31|41|51|61)4960\d{3})$/

let library: VoiceLibrary
const sides = new Map<string, Int16Array>()

beforeAll(async () => {
  library = await createVoiceLibrary()
  for (const { id } of library.dialogues)
    for (const speaker of speakers)
      sides.set(`${id}.${speaker}`, await library.samples(id, speaker))
}, 60_000)

function side(dialogue: Dialogue, speaker: Speaker): Int16Array {
  return sides.get(`${dialogue.id}.${speaker}`) ?? new Int16Array(0)
}

function turnsOf(dialogue: Dialogue, speaker: Speaker): readonly DialogueTurn[] {
  return dialogue.turns.filter((turn) => turn.speaker === speaker)
}

function planted(kind: string): string[] {
  return library.dialogues
    .flatMap(({ turns }) => turns)
    .flatMap(({ text, personal }) =>
      personal.filter((span) => span.kind === kind).map(({ start, end }) => text.slice(start, end)),
    )
}

const at = (milliseconds: number) => Math.round((milliseconds * sampleRateHz) / 1000)
const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length

describe('the dialogues', () => {
  it('[VO1] are eight or more, in three moods and four topics, one to two minutes each', () => {
    const { dialogues } = library
    expect(dialogues.length).toBeGreaterThanOrEqual(8)
    expect(new Set(dialogues.map(({ id }) => id)).size).toBe(dialogues.length)
    expect(new Set(dialogues.map(({ mood }) => mood))).toEqual(new Set(['calm', 'tense', 'angry']))
    expect(new Set(dialogues.map(({ topic }) => topic))).toEqual(
      new Set(['billing', 'support', 'sales', 'returns']),
    )
    for (const { id, durationMs } of dialogues) {
      expect(durationMs, id).toBeGreaterThanOrEqual(60_000)
      expect(durationMs, id).toBeLessThanOrEqual(120_000)
      expect(durationMs % 20, id).toBe(0)
    }
  })

  it('[VO2] have every word in its turn, in order, within the dialogue', () => {
    for (const { id, turns, durationMs } of library.dialogues) {
      let previousStartMs = 0
      for (const turn of turns) {
        expect(turn.words.map(({ text }) => text).join(' '), id).toBe(turn.text)
        expect(turn.startMs, id).toBeGreaterThanOrEqual(previousStartMs)
        expect(turn.endMs, id).toBeLessThanOrEqual(durationMs)
        previousStartMs = turn.startMs
        let previousEndMs = turn.startMs
        for (const word of turn.words) {
          expect(word.startMs, `${id}: ${word.text}`).toBeGreaterThanOrEqual(previousEndMs)
          expect(word.endMs, `${id}: ${word.text}`).toBeGreaterThan(word.startMs)
          previousEndMs = word.endMs
        }
        expect(previousEndMs, id).toBeLessThanOrEqual(turn.endMs)
      }
      for (const speaker of speakers) {
        const own = turnsOf({ turns } as Dialogue, speaker)
        for (const [index, turn] of own.slice(1).entries())
          expect(turn.startMs, id).toBeGreaterThanOrEqual(own[index]?.endMs ?? 0)
      }
    }
  })

  it('[VO3] hold cards, phones, addresses and e-mails as people say them, none of them anybody’s', () => {
    for (const { id, turns } of library.dialogues)
      for (const { text, personal } of turns)
        for (const { start, end } of personal) {
          expect(end, id).toBeGreaterThan(start)
          expect(text.slice(start, end), id).toMatch(/^\w.*\w$/)
        }
    for (const kind of ['card', 'phone', 'address', 'email', 'name'])
      expect(planted(kind).length, kind).toBeGreaterThanOrEqual(3)
    for (const card of planted('card').map(spokenDigits)) {
      expect(passesLuhn(card), card).toBe(true)
      expect(testCards.has(card), card).toBe(true)
    }
    for (const phone of planted('phone')) expect(spokenDigits(phone), phone).toMatch(reservedPhone)
    for (const email of planted('email'))
      expect(email).toMatch(/ at (example dot (com|org|net)|\w+ dot example)$/)
    expect(planted('card').join()).toContain('double')
    expect(library.dialogues.flatMap(({ turns }) => turns).join()).not.toMatch(/\d{4}/)
  })

  it('[VO4] are spoken where the text says, and silent elsewhere', () => {
    for (const dialogue of library.dialogues)
      for (const speaker of speakers) {
        const samples = side(dialogue, speaker)
        const label = `${dialogue.id}.${speaker}`
        expect(samples.length, label).toBe(at(dialogue.durationMs))
        const own = turnsOf(dialogue, speaker)
        const levels = own.flatMap(({ words }) =>
          words.map(({ startMs, endMs }) => rmsDbfs(samples, at(startMs), at(endMs))),
        )
        const heard = levels.filter((level) => level > -45).length
        expect(heard / levels.length, label).toBeGreaterThan(0.99)
        let silentFromMs = 0
        for (const { startMs, endMs } of [...own, { startMs: dialogue.durationMs, endMs: 0 }]) {
          // 60 ms for what the codec smears.
          const level = rmsDbfs(samples, at(silentFromMs), at(startMs - 60))
          if (startMs - 60 > silentFromMs + 200) expect(level, label).toBeLessThan(-65)
          silentFromMs = endMs + 60
        }
      }
  })

  it('[VO4] have words where the sound is: between two sentences the voice pauses', () => {
    const gaps = library.dialogues.flatMap((dialogue) =>
      dialogue.turns.flatMap(({ speaker, words }) =>
        words.slice(1).flatMap((word, index) => {
          const previous = words[index]
          if (previous === undefined || word.startMs - previous.endMs < 150) return []
          return [rmsDbfs(side(dialogue, speaker), at(previous.endMs + 50), at(word.startMs - 50))]
        }),
      ),
    )
    expect(gaps.length).toBeGreaterThan(100)
    expect(gaps.filter((level) => level < -40).length / gaps.length).toBeGreaterThan(0.95)
  })

  it('[VO5] stand near -20 dBFS while somebody speaks, with no peak above -6 dBFS', () => {
    for (const [label, samples] of sides) {
      expect(peakDbfs(samples), label).toBeLessThanOrEqual(-6)
      expect(Math.abs(activeSpeechDbfs(samples) + 20), label).toBeLessThanOrEqual(2.5)
    }
  })

  it('[VO6] have two people in them whom a listener can tell apart', () => {
    for (const dialogue of library.dialogues) {
      const pitches = speakers.map((speaker) => medianPitchHz(side(dialogue, speaker)))
      const ratio = Math.max(...pitches) / Math.min(...pitches)
      expect(ratio, `${dialogue.id}: ${pitches.join(', ')}`).toBeGreaterThan(1.25)
    }
  })

  it('[VO7] sound like their mood: an angry customer is louder, faster and cuts in', () => {
    const measure = (mood: Dialogue['mood']) => {
      const dialogues = library.dialogues.filter((dialogue) => dialogue.mood === mood)
      return {
        level: mean(dialogues.map((dialogue) => activeSpeechDbfs(side(dialogue, 'customer')))),
        syllablesPerSecond: mean(dialogues.map(speakingRate)),
        overlaps: mean(dialogues.map(cutIns)),
      }
    }
    const [calm, tense, angry] = [measure('calm'), measure('tense'), measure('angry')]
    expect(angry.level).toBeGreaterThan(calm.level + 2)
    expect(angry.syllablesPerSecond).toBeGreaterThan(calm.syllablesPerSecond * 1.1)
    expect(calm.overlaps).toBe(0)
    expect(tense.overlaps).toBeGreaterThan(0)
    expect(angry.overlaps).toBeGreaterThan(tense.overlaps)
  })
})

/** Vowel groups of the customer's words per second of their time. */
function speakingRate(dialogue: Dialogue): number {
  const words = turnsOf(dialogue, 'customer').flatMap((turn) => turn.words)
  const syllables = words.reduce(
    (sum, { text }) => sum + (text.match(/[aeiouy]+/gi)?.length ?? 1),
    0,
  )
  const spokenMs = words.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0)
  return syllables / (spokenMs / 1000)
}

function cutIns({ turns }: Dialogue): number {
  return turns.slice(1).filter((turn, index) => turn.startMs < (turns[index]?.endMs ?? 0)).length
}

describe('the files', () => {
  it('[VO8] take 12 MB at most', async () => {
    const names = await readdir(voicesDirectory)
    const sizes = await Promise.all(names.map((name) => stat(join(voicesDirectory, name))))
    expect(sizes.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(12 * 1024 * 1024)
  })

  it('[VO9] have a supervisor to speak into microphones: half a minute without a long pause, at -20 dBFS', async () => {
    const speech = await readSupervisorSpeech()
    const seconds = speech.length / sampleRateHz
    expect(seconds).toBeGreaterThan(20)
    expect(seconds).toBeLessThan(35)
    expect(Math.abs(rmsDbfs(speech) + 20)).toBeLessThan(2)
    expect(Math.abs(activeSpeechDbfs(speech) + 20)).toBeLessThan(1)
    expect(peakDbfs(speech)).toBeLessThanOrEqual(-6)
    expect(longestPauseMs(speech)).toBeLessThanOrEqual(500)
    const text = await readFile(join(voicesDirectory, 'supervisor-speech.txt'), 'utf8')
    expect(text.split(/\s+/).length).toBeGreaterThan(60)
  })
})
