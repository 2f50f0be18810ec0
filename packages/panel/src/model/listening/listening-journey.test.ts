import { createJitterTrace, type NetworkCharacter } from '@sotto/audio/testing'
import { type HearingCause, hearingCausesOf, judgeHearing } from '@sotto/domain'
import { seededRandom } from '@sotto/kernel'
import { describe, expect, it } from 'vitest'
import { createListeningJourney } from './listening-journey.ts'

interface Way {
  /** When the server takes the frame in; undefined: it never came. */
  readonly taken?: (dueMs: number) => number | undefined
  /** When it comes here; undefined: the server has left it out. */
  readonly arrives?: (takenMs: number) => number | undefined
  readonly seconds?: number
}

/** Everything that was told on the way, looked at once a second as the panel does. */
function toldOf({ taken = (at) => at, arrives = (at) => at + 20, seconds = 30 }: Way) {
  const journey = createListeningJourney()
  const told = new Set<HearingCause>()
  let judgement = {}
  let sequence = 0
  let newestMs = 0
  let lookedAt = 0
  for (let dueMs = 0; dueMs < seconds * 1_000; dueMs += 20) {
    const takenMs = taken(dueMs)
    if (takenMs === undefined) continue
    const arrivedMs = arrives(takenMs)
    sequence += 1
    if (arrivedMs === undefined) continue
    newestMs = Math.max(newestMs, arrivedMs)
    // The server's clock began at another time than ours.
    journey.arrive(sequence, takenMs + 5_000_000, newestMs)
    if (newestMs - lookedAt < 1_000) continue
    lookedAt = newestMs
    judgement = judgeHearing(judgement, journey.read(newestMs), newestMs)
    for (const cause of hearingCausesOf(judgement)) told.add(cause)
  }
  return [...told]
}

const overNetwork = (name: NetworkCharacter) => {
  const trace = createJitterTrace(name, seededRandom(4))
  return (takenMs: number) => trace(takenMs)
}

/** Holds each frame back by up to so much, in order, as the simulator's fault does. */
function heldBack(upToMs: number) {
  const random = seededRandom(2)
  let freeAtMs = 0
  return (dueMs: number) => {
    freeAtMs = Math.max(freeAtMs, dueMs + upToMs * random.next())
    return freeAtMs
  }
}

function leftOut(share: number) {
  const random = seededRandom(3)
  return (atMs: number) => (random.next() < share ? undefined : atMs)
}

describe('how the call’s sound fared on its way', () => {
  it.each<[string, Way, readonly HearingCause[]]>([
    ['an even way', {}, []],
    ['a cable', { arrives: overNetwork('wired') }, []],
    ['Wi-Fi', { arrives: overNetwork('wifi') }, []],
    ['a VPN', { arrives: overNetwork('vpn') }, []],
    ['frames the server left out', { arrives: leftOut(0.1) }, ['listening-network-loses']],
    [
      'standstills of the own network',
      { arrives: overNetwork('bad-wifi'), seconds: 120 },
      ['listening-network-uneven'],
    ],
    ['frames lost at the platform', { taken: leftOut(0.1) }, ['listening-platform-loses']],
    ['a quarter lost at the platform', { taken: leftOut(0.25) }, ['listening-platform-loses']],
    ['jitter at the platform', { taken: heldBack(200) }, ['listening-platform-uneven']],
    [
      'loss at the platform and standstills of the own network',
      { taken: leftOut(0.1), arrives: overNetwork('bad-wifi'), seconds: 120 },
      ['listening-network-uneven', 'listening-platform-loses'],
    ],
    ['a clock half a percent fast', { arrives: (at) => at * 1.005 }, []],
    ['a platform’s clock half a percent slow', { taken: (at) => at * 1.005 }, []],
    ['a single frame in a hundred', { taken: leftOut(0.01), arrives: leftOut(0.01) }, []],
  ])('[PA147] %s', (_name, way, causes) => {
    expect(toldOf(way).sort()).toEqual([...causes])
  })

  it('[PA147] a pause of the platform, another line or another connection begins anew', () => {
    for (const pauseMs of [500, 3_000, 60_000])
      expect(toldOf({ taken: (at) => (at < 10_000 ? at : at + pauseMs) })).toEqual([])
    const journey = createListeningJourney()
    for (let frame = 0; frame < 200; frame += 1) journey.arrive(frame, frame * 20, frame * 20)
    expect(journey.read(4_000)).toMatchObject({ droppedShare: 0, lateShare: 0, lostShare: 0 })
    journey.arrive(0, 4_000, 4_000)
    expect(journey.read(4_000)).toEqual({})
  })

  it('[PA147] says nothing before two seconds have come, and nothing when nothing comes any more', () => {
    const journey = createListeningJourney()
    expect(journey.read(0)).toEqual({})
    for (let frame = 0; frame < 99; frame += 1) journey.arrive(frame, frame * 20, frame * 20)
    expect(journey.read(2_000)).toEqual({})
    for (let frame = 99; frame < 400; frame += 1) journey.arrive(frame, frame * 20, frame * 20)
    expect(journey.read(8_000)).not.toEqual({})
    expect(journey.read(9_500)).toEqual({})
    journey.reset()
    expect(journey.read(8_000)).toEqual({})
  })

  it('[PA147] numbers and times out of all bounds are survived', () => {
    const journey = createListeningJourney()
    for (const [sequence, takenAtMs] of [
      [4_294_967_295, 1e15],
      [0, 0],
      [0, -1e15],
      [5, Number.MAX_VALUE],
      [6, -Number.MAX_VALUE],
    ] as const)
      journey.arrive(sequence, takenAtMs, 0)
    expect(journey.read(0)).toEqual({})
  })
})
