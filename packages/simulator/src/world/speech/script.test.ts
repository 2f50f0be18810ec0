import { describe, expect, it } from 'vitest'
import { makeDialogue, makeTurn, trialBank } from '../testing/world-on-trial.ts'
import { createScript, type Script } from './script.ts'
import { createScriptVoice } from './script-voice.ts'
import { spokenText, utterancesBetween } from './utterances.ts'

const main = makeDialogue('main', 'x', 10_000, [
  makeTurn('agent', 1_000, 'one two three four'),
  makeTurn('customer', 4_000, 'five six'),
])
const aside = makeDialogue('aside', 'x', 4_000, [
  makeTurn('customer', 0, 'seven eight'),
  makeTurn('agent', 2_000, 'nine ten'),
])
const bank = trialBank([main, aside])

function makeScript(change: Partial<Script['plan']> = {}): Script {
  const plan = { main, startMs: 0, loops: true, aside, customerSpeaks: true, ...change }
  const script = createScript(plan)
  script.enter('ACTIVE', 0, true)
  return script
}

function said(script: Script, fromMs: number, toMs: number): readonly string[] {
  return utterancesBetween(script, fromMs, toMs)
    .sort((one, other) => one.startMs - other.startMs)
    .map(
      (utterance) =>
        `${utterance.party} ${utterance.startMs}–${utterance.endMs} ${spokenText(utterance, toMs)}`,
    )
}

describe('the script', () => {
  it('[SW50] agent and customer say their turns at their times, over and over when it loops', () => {
    expect(said(makeScript(), 0, 20_000)).toEqual([
      'agent 1000–3000 one two three four',
      'customer 4000–5000 five six',
      'agent 11000–13000 one two three four',
      'customer 14000–15000 five six',
    ])
    expect(said(makeScript({ loops: false }), 0, 20_000)).toHaveLength(2)
    expect(said(makeScript({ customerSpeaks: false }), 0, 10_000)).toHaveLength(1)
  })

  it('[SW50] the talk begins where it is told to', () => {
    expect(said(makeScript({ startMs: 1_500 }), 0, 5_000)).toEqual([
      // The first word was over before; the rest of the turn is heard.
      'agent 0–1500 two three four',
      'customer 2500–3500 five six',
    ])
  })

  it('[SW51] on hold nobody speaks, and the talk goes on afterwards where it stood', () => {
    const script = makeScript()
    script.enter('HOLD', 2_000, true)
    script.enter('ACTIVE', 7_000, true)
    expect(script.mainPositionMs(8_000)).toBe(3_000)
    expect(said(script, 0, 12_000)).toEqual([
      'agent 1000–2000 one two',
      'agent 7000–8000 three four',
      'customer 9000–10000 five six',
    ])
  })

  it('[SW51] while consulting, agent and colleague talk about something else', () => {
    const script = makeScript()
    script.enter('IN_TRANSFER', 3_500, true)
    script.enter('ACTIVE', 7_500, true)
    expect(said(script, 3_501, 9_500)).toEqual([
      'agent 3500–4500 seven eight',
      'second-agent 5500–6500 nine ten',
      'customer 8000–9000 five six',
    ])
  })

  it('[SW51] in a conference the talk goes on, and the outside party speaks too', () => {
    const script = makeScript()
    script.enter('CONFERENCE', 3_500, true)
    expect(said(script, 3_500, 5_500)).toEqual([
      'external 3500–4500 seven eight',
      'customer 4000–5000 five six',
    ])
  })

  it('[SW51] an agent who is not there says nothing', () => {
    const script = makeScript()
    script.enter('ACTIVE', 2_000, false)
    expect(said(script, 2_001, 10_000)).toEqual(['customer 4000–5000 five six'])
  })

  it('[SW52] a voice is its track at the script’s position, whatever the frame', () => {
    const script = makeScript()
    script.enter('HOLD', 2_000, true)
    script.enter('ACTIVE', 7_000, true)
    const voice = createScriptVoice(script, 'agent', bank)
    const track = bank.samples('main', 'agent')
    const whole = new Int16Array(16 * 20_000)
    voice.read(0, whole)
    expect(whole.subarray(0, 32_000)).toEqual(track.subarray(0, 32_000))
    expect(whole.subarray(32_000, 112_000).every((sample) => sample === 0)).toBe(true)
    expect(whole.subarray(112_000, 240_000)).toEqual(track.subarray(32_000, 160_000))
    // The talk begins again.
    expect(whole.subarray(240_000, 320_000)).toEqual(track.subarray(0, 80_000))
    const frame = new Int16Array(321)
    for (let offset = 0; offset + 321 < whole.length; offset += 321) {
      voice.read(offset, frame)
      expect(frame).toEqual(whole.subarray(offset, offset + 321))
    }
  })

  it('[SW52] what was spoken stays spoken, whatever is entered later', () => {
    const script = makeScript()
    const voice = createScriptVoice(script, 'customer', bank)
    const before = new Int16Array(16_000)
    voice.read(16 * 4_000, before)
    script.enter('HOLD', 6_000, true)
    const after = new Int16Array(16_000)
    voice.read(16 * 4_000, after)
    expect(after).toEqual(before)
    expect(before.some((sample) => sample !== 0)).toBe(true)
  })

  it('[SW52] a party the script does not know is silent, and so is the end of a talk', () => {
    const frame = new Int16Array(320).fill(5)
    createScriptVoice(makeScript(), 'external', bank).read(0, frame)
    expect(frame.every((sample) => sample === 0)).toBe(true)
    createScriptVoice(makeScript({ loops: false }), 'agent', bank).read(16 * 10_000, frame)
    expect(frame.every((sample) => sample === 0)).toBe(true)
  })
})
