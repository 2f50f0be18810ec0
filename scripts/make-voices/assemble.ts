/** A whole dialogue: two sides of one length, and when every turn and every word is said. */
import { frameSamples, sampleRateHz } from '@sotto/audio'
import { type Random, seededRandom } from '@sotto/kernel'
import { cast, type FliteVoice } from './cast.ts'
import { type PersonalSpan, parseMarkedText, type Sentence, splitSentences } from './marked-text.ts'
import type { Mood, Script, ScriptLine, Speaker } from './script.ts'
import { type Delivery, type SpokenSentence, speak } from './speak.ts'

export interface Turn {
  readonly speaker: Speaker
  readonly startMs: number
  readonly endMs: number
  readonly text: string
  readonly words: readonly {
    readonly text: string
    readonly startMs: number
    readonly endMs: number
  }[]
  readonly personal: readonly PersonalSpan[]
}

export interface AssembledDialogue {
  readonly durationMs: number
  readonly turns: readonly Turn[]
  readonly sides: Readonly<Record<Speaker, Float32Array>>
}

interface Manner {
  readonly delivery: Delivery
  /** The breath before a turn, and between two sentences of one turn. */
  readonly turnGapMs: readonly [number, number]
  readonly sentenceGapMs: readonly [number, number]
}

/** Agents keep their countenance: only the customer's voice takes the mood. */
const manners: Readonly<Record<Mood, Manner>> = {
  calm: {
    delivery: { stretch: 1, pitch: 1, spread: 1 },
    turnGapMs: [300, 750],
    sentenceGapMs: [220, 420],
  },
  tense: {
    delivery: { stretch: 0.94, pitch: 1.05, spread: 1.15 },
    turnGapMs: [160, 450],
    sentenceGapMs: [150, 300],
  },
  angry: {
    delivery: { stretch: 0.86, pitch: 1.16, spread: 1.45 },
    turnGapMs: [60, 240],
    sentenceGapMs: [70, 160],
  },
}

const openingMs = 600
const closingMs = 900

export function assemble(script: Script, workDirectory: string): AssembledDialogue {
  // The id is the seed, so that a dialogue sounds the same however many stand before it.
  const random = seededRandom(seedOf(script.id))
  const manner = manners[script.mood]
  const placed: {
    readonly speaker: Speaker
    readonly startSample: number
    readonly samples: Int16Array
  }[] = []
  const turns: Turn[] = []
  let previousEndMs = openingMs
  for (const [index, line] of script.lines.entries()) {
    const gapMs = index === 0 ? 0 : (line.gapMs ?? between(random, manner.turnGapMs))
    const startMs = previousEndMs + gapMs
    const turn = speakLine(script, line, startMs, random, workDirectory)
    turns.push(turn.turn)
    placed.push(...turn.clips)
    previousEndMs = turn.turn.endMs
  }
  const endMs = Math.max(...turns.map((turn) => turn.endMs)) + closingMs
  const frames = Math.ceil((endMs * sampleRateHz) / 1000 / frameSamples)
  const samples = frames * frameSamples
  const sides = { agent: new Float32Array(samples), customer: new Float32Array(samples) }
  for (const clip of placed) {
    const side = sides[clip.speaker]
    for (let offset = 0; offset < clip.samples.length; offset += 1) {
      const at = clip.startSample + offset
      side[at] = (side[at] ?? 0) + (clip.samples[offset] ?? 0) / 32_768
    }
  }
  return { durationMs: frames * 20, turns, sides }
}

interface SpokenLine {
  readonly turn: Turn
  readonly clips: readonly {
    readonly speaker: Speaker
    readonly startSample: number
    readonly samples: Int16Array
  }[]
}

function speakLine(
  script: Script,
  line: ScriptLine,
  startMs: number,
  random: Random,
  workDirectory: string,
): SpokenLine {
  const { text, personal } = parseMarkedText(line.text)
  const voice = voiceOf(script, line.speaker)
  const clips: SpokenLine['clips'][number][] = []
  const words: Turn['words'][number][] = []
  let atMs = startMs
  for (const [index, sentence] of splitSentences(text).entries()) {
    if (index > 0) atMs += between(random, manners[script.mood].sentenceGapMs)
    const spoken = speak(voice, sentence, deliveryOf(script, line, random), workDirectory)
    clips.push({
      speaker: line.speaker,
      startSample: Math.round((atMs * sampleRateHz) / 1000),
      samples: spoken.samples,
    })
    words.push(...timedWords(sentence, spoken, atMs))
    atMs += (spoken.samples.length * 1000) / sampleRateHz
  }
  const endMs = Math.round(atMs)
  return { turn: { speaker: line.speaker, startMs, endMs, text, words, personal }, clips }
}

function timedWords(sentence: Sentence, spoken: SpokenSentence, atMs: number): Turn['words'] {
  return sentence.words.map((text, index) => ({
    text,
    startMs: Math.round(atMs + (spoken.words[index]?.startSeconds ?? 0) * 1000),
    endMs: Math.round(atMs + (spoken.words[index]?.endSeconds ?? 0) * 1000),
  }))
}

function voiceOf(script: Script, speaker: Speaker): FliteVoice {
  const name = speaker === 'agent' ? script.agent : script.customer
  const voice = cast[name]
  if (voice === undefined) throw new Error(`${script.id}: nobody in the cast is called ${name}`)
  return voice
}

/** No two sentences of a person sound quite alike; what is dictated comes slower. */
function deliveryOf(script: Script, line: ScriptLine, random: Random): Delivery {
  const { stretch, pitch, spread } =
    line.speaker === 'customer' ? manners[script.mood].delivery : manners.calm.delivery
  const dictated = /\{(card|phone|email|security-code):/.test(line.text) ? 1.08 : 1
  return {
    stretch: stretch * dictated * (0.96 + 0.08 * random.next()),
    pitch: pitch * (0.96 + 0.08 * random.next()),
    spread,
  }
}

function between(random: Random, [low, high]: readonly [number, number]): number {
  return Math.round(low + random.next() * (high - low))
}

function seedOf(id: string): number {
  let seed = 0x811c9dc5
  for (const letter of id) seed = Math.imul(seed ^ letter.charCodeAt(0), 0x01000193)
  return seed >>> 0
}
