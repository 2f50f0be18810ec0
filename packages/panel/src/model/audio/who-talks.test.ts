import { createFakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import { gapWords } from '../../words/gap-words.ts'
import { createWhoTalks, gapOf } from './who-talks.ts'

/** 20 ms of a voice on either side. */
function frame({ customer = false, agent = false }): Int16Array {
  const stereo = new Int16Array(640)
  for (let index = 0; index < 320; index += 1) {
    const sample = Math.round(6_000 * Math.sin(index / 5))
    if (customer) stereo[index * 2] = sample
    if (agent) stereo[index * 2 + 1] = sample
  }
  return stereo
}

function listen() {
  const clock = createFakeClock()
  const whoTalks = createWhoTalks(clock)
  async function hear(frames: number, voices: { customer?: boolean; agent?: boolean }) {
    for (let count = 0; count < frames; count += 1) {
      whoTalks.hear(frame(voices))
      await clock.advance(20)
    }
  }
  return { clock, whoTalks, hear }
}

describe('who talks', () => {
  it('[PA115] knows nothing before a sound has come, and says so', () => {
    const { whoTalks } = listen()
    expect(whoTalks.now()).toBe('unknown')
    expect(gapWords(whoTalks.state.getState())).toBe('No sound from the call yet')
  })

  it.each([
    [{ customer: true }, 'busy', 'The customer talks'],
    [{ agent: true }, 'busy', 'The agent talks'],
    [{ customer: true, agent: true }, 'busy', 'Customer and agent talk'],
    [{}, 'free', 'Now: nobody talks'],
  ] as const)('[PA115] %j is %s: "%s"', async (voices, gap, words) => {
    const { whoTalks, hear } = listen()
    await hear(10, voices)
    expect(whoTalks.now()).toBe(gap)
    expect(gapWords(whoTalks.state.getState())).toBe(words)
  })

  it('[PA115] a breath is no gap, a third of a second is', async () => {
    const { whoTalks, hear } = listen()
    await hear(10, { customer: true })
    await hear(8, {})
    expect(whoTalks.now()).toBe('busy')
    await hear(8, {})
    expect(whoTalks.now()).toBe('free')
  })

  it('[PA115] is unknown again when no sound comes, and never takes a broken line for a gap', async () => {
    const { clock, whoTalks, hear } = listen()
    await hear(10, { agent: true })
    const seen: string[] = []
    whoTalks.state.subscribe((talkers) => seen.push(gapOf(talkers)))
    await clock.advance(1_000)
    expect(seen).toEqual(['unknown'])
  })

  it('tells of changes, not of frames, and survives a frame of another size', async () => {
    const { whoTalks, hear } = listen()
    let told = 0
    whoTalks.state.subscribe(() => {
      told += 1
    })
    whoTalks.hear(new Int16Array(3))
    await hear(100, { customer: true })
    // Heard, then talking.
    expect(told).toBe(2)
  })
})
