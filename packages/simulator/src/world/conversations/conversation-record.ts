/** What the world keeps about one conversation beside what clients may see. */
import type { MonotonicMs, Random } from '@sotto/kernel'
import type { Party, VoiceSource } from '../../media/media-engine.ts'
import type { Conversation, Participant } from '../shapes.ts'
import type { Script } from '../speech/script.ts'
import type { Transcriber } from '../speech/transcriber.ts'
import type { Timers } from '../timers.ts'

/** Everybody who was ever in the conversation, by the place they hold now. */
export interface Places {
  /** The participant id in the agent's place; after a completed transfer the second agent's. */
  readonly agent: string
  readonly secondAgent: string | undefined
  readonly customer: string
  readonly external: string | undefined
}

export interface ConversationRecord {
  /** The truth. Replaced whole at every change; only the conversation book does that. */
  conversation: Conversation
  /** The supervisors clients were last told of; stands still under `controlEventsSilent: "all"`. */
  announcedSupervisors: readonly Participant[]
  /** Who has or last had the agent's place. */
  agentUserId: string
  places: Places
  readonly scenario: string
  /** Started by a scenario door: it changes only by acts and gives way to nobody. */
  readonly directed: boolean
  readonly startedAt: MonotonicMs
  endedAt: MonotonicMs | undefined
  readonly script: Script
  readonly transcriber: Transcriber
  readonly voices: Readonly<Record<Party, VoiceSource>>
  /** The media queue of this conversation is loaded. */
  readonly loadedMediaQueue: boolean
  /** From its start, in its own region, until its transcript can be read. */
  readonly transcriptDelayMs: number
  /** Chance for what clients cause in this conversation, apart from the chance that leads its life. */
  readonly random: Random
  /** End when the conversation ends. */
  readonly timers: Timers
}
