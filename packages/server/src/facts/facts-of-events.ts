/** What an event of the platform leaves behind for later: ids, fixed words and figures in their bounds. Pure. */
import {
  activeAgent,
  type Conversation,
  type MetricsFact,
  type MetricsFigures,
  type PhaseFact,
} from '@sotto/domain'
import type { WallMs } from '@sotto/kernel'
import type { ConversationMetrics, PlatformFact } from '@sotto/platform'

export type MetricsEvent = Extract<PlatformFact, { type: 'conversation-metrics' }>

/** Undefined when something that should be an id is none. `agentUserId`: whose it was, once the agent has left. */
export function phaseFactOf(
  conversation: Conversation,
  agentUserId: string | undefined,
  now: WallMs,
): PhaseFact | undefined {
  const { id, media, phase, phaseSince, queueId, startedAt, version } = conversation
  const agent = activeAgent(conversation)?.userId ?? agentUserId ?? ''
  if (!looksLikeId(id) || !looksLikeId(queueId) || (agent !== '' && !looksLikeId(agent)))
    return undefined
  return {
    kind: 'phase',
    conversationId: id,
    at: notLaterThan(now, phaseSince),
    // Not the version: two servers may meet the same phase in different versions of the conversation. And it ends only once,
    // although the platform has several words for what comes then, each with its own time.
    sourceKey: phase === 'ended' ? phase : `${phase} ${phaseSince}`,
    phase,
    version: whole(version, mostInteger),
    media,
    queueId,
    agentUserId: agent,
    startedAt: notLaterThan(now, startedAt),
  }
}

/** Undefined for a report without a name of its own, or of a conversation without an id. */
export function metricsFactOf(event: MetricsEvent, now: WallMs): MetricsFact | undefined {
  const { conversationId, eventId, measuredAt, metrics } = event
  if (eventId === undefined || !looksLikeId(eventId) || !looksLikeId(conversationId))
    return undefined
  return {
    kind: 'metrics',
    conversationId,
    at: notLaterThan(now, measuredAt ?? now),
    sourceKey: eventId,
    figures: figuresOf(metrics),
  }
}

/** A day: nothing in a conversation lasts longer. */
const longestMs = 86_400_000
/** What an integer column takes. */
const mostInteger = 2_147_483_647
const keywordsAtMost = 20

function figuresOf(metrics: ConversationMetrics): MetricsFigures {
  const { keywords, negativeRun, overlapMs, silenceMs, talkShare } = metrics
  return {
    silenceMs: whole(silenceMs, longestMs),
    overlapMs: whole(overlapMs, longestMs),
    agentShare: share(talkShare.agent),
    customerShare: share(talkShare.customer),
    negativeRun: whole(negativeRun, mostInteger),
    // A rule's name is a word of whoever made the rule; anything else could be what somebody said.
    keywords: keywords
      .filter((name) => /^[a-z0-9][a-z0-9._-]{0,39}$/i.test(name))
      .slice(0, keywordsAtMost),
  }
}

function whole(value: number, most: number): number {
  return Math.round(Math.min(most, Math.max(0, value)))
}

function share(value: number): number {
  return Math.round(Math.min(1, Math.max(0, value)) * 1_000) / 1_000
}

/** Printable, without blanks, of a bounded length: what is no id is not written down. */
function looksLikeId(text: string): boolean {
  return /^[\x21-\x7e]{1,128}$/.test(text)
}

/** A platform whose clock is ahead must not leave facts that never grow old. */
function notLaterThan(now: WallMs, at: WallMs): WallMs {
  return Math.max(0, Math.min(now, at))
}
