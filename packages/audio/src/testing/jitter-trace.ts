/**
 * When spoken frames arrive over a network of a certain character. The panel's socket is TCP: nothing is lost and nothing
 * overtakes, so whatever holds one frame up holds up all behind it, and then they come at once.
 */
import type { Random } from '@sotto/kernel'
import { frameMs } from '../frame/audio-format.ts'

export const networkCharacters = ['wired', 'wifi', 'bad-wifi', 'vpn'] as const
export type NetworkCharacter = (typeof networkCharacters)[number]

/** Standstills that come by chance, so many seconds apart on the average. */
interface Standstill {
  readonly everyMs: number
  readonly fromMs: number
  readonly toMs: number
}

interface Character {
  /** The page's and the network's ordinary unrest: mean of an exponential distribution. */
  readonly unrestMs: number
  readonly standstills: readonly Standstill[]
  /** The route's own delay goes up and down by this much within half a minute. */
  readonly wanderMs: number
}

/**
 * Wired: the browser's main thread is all there is. Wi-Fi: contention, and a scan of the channels now and then. Bad Wi-Fi:
 * retries at the edge of reach, and TCP's own timeout of 200 ms and more. VPN: a longer way, on which each lost packet
 * costs a journey there and back.
 */
const characters: Readonly<Record<NetworkCharacter, Character>> = {
  wired: {
    unrestMs: 1,
    standstills: [{ everyMs: 1_500, fromMs: 3, toMs: 12 }],
    wanderMs: 0,
  },
  wifi: {
    unrestMs: 3,
    standstills: [
      { everyMs: 3_000, fromMs: 10, toMs: 45 },
      { everyMs: 30_000, fromMs: 50, toMs: 100 },
    ],
    wanderMs: 2,
  },
  'bad-wifi': {
    unrestMs: 7,
    standstills: [
      { everyMs: 2_500, fromMs: 20, toMs: 90 },
      { everyMs: 20_000, fromMs: 200, toMs: 420 },
    ],
    wanderMs: 6,
  },
  vpn: {
    unrestMs: 4,
    standstills: [{ everyMs: 3_500, fromMs: 50, toMs: 95 }],
    wanderMs: 10,
  },
}

/** Answers when a frame captured at `capturedMs` arrives; asked in order. The same random numbers give the same trace. */
export function createJitterTrace(
  name: NetworkCharacter,
  random: Random,
): (capturedMs: number) => number {
  const character = characters[name]
  const exponential = (meanMs: number) => -meanMs * Math.log(1 - random.next())
  const standstills = character.standstills.map((standstill) => ({
    ...standstill,
    nextMs: exponential(standstill.everyMs),
  }))
  let freeAtMs = 0
  return (capturedMs) => {
    const sentMs = capturedMs + frameMs
    for (const standstill of standstills) {
      while (standstill.nextMs <= sentMs) {
        const { fromMs, toMs } = standstill
        const endMs = standstill.nextMs + fromMs + random.next() * (toMs - fromMs)
        freeAtMs = Math.max(freeAtMs, endMs)
        standstill.nextMs += exponential(standstill.everyMs)
      }
    }
    const wander = character.wanderMs * Math.sin((2 * Math.PI * sentMs) / 30_000)
    const arrivalMs = sentMs + 20 + wander + exponential(character.unrestMs)
    freeAtMs = Math.max(freeAtMs, arrivalMs)
    return freeAtMs
  }
}
