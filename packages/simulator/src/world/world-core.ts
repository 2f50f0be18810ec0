/** What every part of the world stands on: time, chance, the people, and the one way events leave. */
import { type Clock, createListeners, type Listeners, type Random } from '@sotto/kernel'
import type { FaultBoard } from '../faults/faults.ts'
import type { MediaEngine, MediaEngineWithLines } from '../media/media-engine.ts'
import type { Cast } from './cast/cast.ts'
import type { Person, PlatformEvent } from './shapes.ts'
import type { VoiceBank } from './speech/voice-bank.ts'
import { createTimers, type Timers } from './timers.ts'

/** The media engine, with its report on how calls sound when it can give one. */
export type WorldMedia = MediaEngine & Partial<Pick<MediaEngineWithLines, 'audioQuality'>>

export interface WorldCore {
  readonly clock: Clock
  readonly random: Random
  readonly faults: FaultBoard
  readonly media: WorldMedia
  readonly bank: VoiceBank
  readonly cast: Cast
  readonly people: Map<string, Person>
  /** Agents at whose desk somebody sits: their scripted selves rest. */
  readonly occupiedDesks: Set<string>
  readonly timers: Timers
  readonly events: Listeners<PlatformEvent>
  readonly personChanges: Listeners<Person>
  nowIso(): string
}

export interface WorldCoreDeps {
  readonly clock: Clock
  readonly random: Random
  readonly faults: FaultBoard
  readonly media: WorldMedia
  readonly bank: VoiceBank
  readonly cast: Cast
  readonly onFailure: (failure: unknown) => void
}

export function createWorldCore({ onFailure, ...deps }: WorldCoreDeps): WorldCore {
  return {
    ...deps,
    people: new Map(deps.cast.people),
    occupiedDesks: new Set(),
    timers: createTimers(deps.clock, onFailure),
    events: createListeners<PlatformEvent>(onFailure),
    personChanges: createListeners<Person>(onFailure),
    nowIso: () => new Date(deps.clock.wallNow()).toISOString(),
  }
}
