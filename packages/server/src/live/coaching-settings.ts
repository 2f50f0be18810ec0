import { type ControlTimings, defaultControlTimings, type OutcomeWindows } from '@sotto/domain'
import type { ServerSettings } from '../settings.ts'

/** Every span of time and bound of the live part, in one place. */
export interface CoachingSettings {
  readonly controlTimings: ControlTimings
  /** W5: 0.1–0.9, never 1.0: the platform's mixer is a plain sum. */
  readonly defaultMixLevel: number
  /** How long a finished conversation stays in the list. */
  readonly endedRowMs: number
  /** How long a supervisor's event stream outlives their last tab: long enough for a reload and for closing lines. */
  readonly streamLingerMs: number
  /** How long a queue nobody looks at stays known, so that a returning panel finds its rows. */
  readonly queueRetentionMs: number
  /** How often the platform is asked, by one of all who look, whether their queues are still there and by what names. */
  readonly queueCheckMs: number
  /** The least time between two frames to one panel. */
  readonly flushIntervalMs: number
  /** How long a panel that left may come back and go on where it was. */
  readonly resumeWindowMs: number
  readonly resumeWindowBytes: number
  /** A panel with this much waiting in its socket gets nothing new until it has read. */
  readonly slowPanelBytes: number
  readonly stuckPanelMs: number
  readonly silentPanelMs: number
  readonly helloTimeoutMs: number
  /** How long a tab's lines are kept for a reload. */
  readonly panelReturnMs: number
  /** After a submit without an answer: how long its arrival is still possible. */
  readonly lookupWindowMs: number
  /** How long a coaching lease outlives the last heartbeat of its holder. */
  readonly leaseTtlMs: number
  readonly leaseHeartbeatMs: number
  /** How often the leases of the agents on some screen are read, for what other servers have done. */
  readonly leaseReadMs: number
  /** How long a lease that was handed over waits for its new holder to press Coach. */
  readonly leaseOfferMs: number
  /** While somebody here speaks: how often it is read what else speaks to the same agent. */
  readonly voiceReadMs: number
  /** How long an overtaken line on the platform may take to end before the next may open. */
  readonly pathClearMs: number
  /** W10: how long the first spoken frame waits. */
  readonly preRollMs: number
  /** No spoken frame older than this is ever played. */
  readonly oldestSpeechMs: number
  /** While somebody speaks, an event stream without a word for so long is taken for dead. */
  readonly speakingSilenceMs: number
  /** An open microphone nobody speaks into is closed after this long. */
  readonly silentMicrophoneMs: number
  /** B13: how long before and after an intervention is measured. */
  readonly outcomeWindows: OutcomeWindows
  /** How long phases and figures of conversations are kept. */
  readonly factRetentionMs: number
}

export const defaultCoachingSettings: CoachingSettings = {
  controlTimings: defaultControlTimings,
  defaultMixLevel: 0.65,
  endedRowMs: 5_000,
  streamLingerMs: 10_000,
  queueRetentionMs: 6 * 60_000,
  queueCheckMs: 60_000,
  flushIntervalMs: 50,
  resumeWindowMs: 5 * 60_000,
  resumeWindowBytes: 4 * 1024 * 1024,
  slowPanelBytes: 256 * 1024,
  stuckPanelMs: 15_000,
  silentPanelMs: 15_000,
  helloTimeoutMs: 5_000,
  panelReturnMs: 5_000,
  lookupWindowMs: 10_000,
  leaseTtlMs: 5_000,
  leaseHeartbeatMs: 1_500,
  leaseReadMs: 700,
  leaseOfferMs: 15_000,
  voiceReadMs: 800,
  pathClearMs: 6_000,
  preRollMs: 200,
  oldestSpeechMs: 1_000,
  speakingSilenceMs: 12_000,
  silentMicrophoneMs: 60_000,
  outcomeWindows: { beforeMs: 120_000, afterMs: 120_000 },
  factRetentionMs: 30 * 86_400_000,
}

/** What of it comes from the environment. */
export function coachingSettingsOf(
  settings: Pick<
    ServerSettings,
    'lineExpiryMs' | 'textExpiryMs' | 'silentMicrophoneMs' | 'outcomeWindows' | 'factRetentionMs'
  >,
): Partial<CoachingSettings> {
  const { factRetentionMs, lineExpiryMs, outcomeWindows, silentMicrophoneMs, textExpiryMs } =
    settings
  return {
    controlTimings: { ...defaultControlTimings, lineExpiryMs, textExpiryMs },
    silentMicrophoneMs,
    outcomeWindows,
    factRetentionMs,
  }
}
