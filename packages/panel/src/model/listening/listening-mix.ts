/** How loud each side of the call is in this person's ears. Nothing here changes what anybody else hears. */
import type { TextStorage } from '../storage.ts'

export type ListeningSide = 'customer' | 'agent'

export interface SideMix {
  /** 0–2; 1 is as it comes. */
  readonly volume: number
  readonly muted: boolean
}

export type ListeningMix = Readonly<Record<ListeningSide, SideMix>>

export const largestVolume = 2
export const plainMix: ListeningMix = {
  customer: { volume: 1, muted: false },
  agent: { volume: 1, muted: false },
}

const storageKey = 'sotto.listening'

/** Held within its bounds; what is no number is as it comes. */
export function boundVolume(volume: unknown): number {
  if (typeof volume !== 'number' || !Number.isFinite(volume)) return 1
  return Math.min(largestVolume, Math.max(0, volume))
}

/** The factor this side is played with. */
export function gainOf({ muted, volume }: SideMix): number {
  return muted ? 0 : boundVolume(volume)
}

/** Volumes only: a side muted yesterday would be missed today without anybody knowing why. */
export function saveMix(storage: TextStorage, { agent, customer }: ListeningMix): void {
  storage.set(storageKey, JSON.stringify({ customer: customer.volume, agent: agent.volume }))
}

export function loadMix(storage: TextStorage): ListeningMix {
  const volumes = readObject(storage.get(storageKey))
  const side = (name: ListeningSide) => ({ volume: boundVolume(volumes[name]), muted: false })
  return { customer: side('customer'), agent: side('agent') }
}

function readObject(text: string | undefined): Partial<Record<string, unknown>> {
  if (text === undefined) return {}
  try {
    const raw: unknown = JSON.parse(text)
    return typeof raw === 'object' && raw !== null ? { ...raw } : {}
  } catch {
    return {}
  }
}
