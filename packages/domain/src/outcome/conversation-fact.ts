import type { WallMs } from '@sotto/kernel'
import type { ConversationMedia, ConversationPhase } from '../conversation/conversation.ts'

/** Figures of a voice conversation at one moment, as the platform measured them. Never a word anybody said. */
export interface MetricsFigures {
  /** How long nobody has said anything, up to that moment. */
  readonly silenceMs: number
  /** How long agent and customer spoke at once, of the last `metricsSpanMs`. */
  readonly overlapMs: number
  /** Of the last `metricsSpanMs`, 0–1 each. */
  readonly agentShare: number
  readonly customerShare: number
  /** The customer's last turns that were all negative; 0 as soon as one was not. */
  readonly negativeRun: number
  /** Names of the rules that matched in the last `metricsSpanMs`. */
  readonly keywords: readonly string[]
}

/** How far back one report of the platform looks. */
export const metricsSpanMs = 30_000

/** What is kept of every conversation for later questions (B7, B13): ids, fixed words and figures only. */
export type ConversationFact =
  | {
      readonly kind: 'phase'
      readonly conversationId: string
      /** When the phase began, by the platform's clock. */
      readonly at: WallMs
      /** One fact that several servers see is kept once under this name. */
      readonly sourceKey: string
      readonly phase: ConversationPhase
      /** Of the conversation, when it was first seen in this phase. */
      readonly version: number
      readonly media: ConversationMedia
      readonly queueId: string
      /** Whose conversation it is; empty while it is nobody's. */
      readonly agentUserId: string
      readonly startedAt: WallMs
    }
  | {
      readonly kind: 'metrics'
      readonly conversationId: string
      /** When it was measured, by the platform's clock. */
      readonly at: WallMs
      readonly sourceKey: string
      readonly figures: MetricsFigures
    }

export type PhaseFact = Extract<ConversationFact, { kind: 'phase' }>
export type MetricsFact = Extract<ConversationFact, { kind: 'metrics' }>
