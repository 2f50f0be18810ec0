/** Between the rows of facts and interventions and what they tell. */
import type { ConversationFact, Intervention, Outcome } from '@sotto/domain'
import type { WallMs } from '@sotto/kernel'
import type { Insertable, Selectable } from 'kysely'
import { z } from 'zod'
import type { StoredIntervention } from '../fact-store.ts'
import type { ConversationFactTable, InterventionTable } from './tables.ts'

const mediaSchema = z.enum(['voice', 'chat', 'email'])

const phaseRowSchema = z.object({
  kind: z.literal('phase'),
  phase: z.enum(['active', 'held', 'in-transfer', 'conference', 'ended']),
  version: z.number(),
  media: mediaSchema,
  queue_id: z.string(),
  agent_user_id: z.string(),
  started_at: z.date(),
})

const metricsRowSchema = z.object({
  kind: z.literal('metrics'),
  silence_ms: z.number(),
  overlap_ms: z.number(),
  agent_share: z.number(),
  customer_share: z.number(),
  negative_run: z.number(),
  keywords: z.array(z.string()).nullable(),
})

const factRowSchema = z.discriminatedUnion('kind', [phaseRowSchema, metricsRowSchema])

export function rowOfFact(fact: ConversationFact): Insertable<ConversationFactTable> {
  const { conversationId, kind, sourceKey } = fact
  const common = {
    conversation_id: conversationId,
    source_key: sourceKey,
    at: new Date(fact.at),
    kind,
  }
  if (kind === 'phase')
    return {
      ...emptyRow,
      ...common,
      phase: fact.phase,
      version: fact.version,
      media: fact.media,
      queue_id: fact.queueId,
      agent_user_id: fact.agentUserId,
      started_at: new Date(fact.startedAt),
    }
  const { figures } = fact
  return {
    ...emptyRow,
    ...common,
    silence_ms: figures.silenceMs,
    overlap_ms: figures.overlapMs,
    agent_share: figures.agentShare,
    customer_share: figures.customerShare,
    negative_run: figures.negativeRun,
    keywords: figures.keywords.length === 0 ? null : [...figures.keywords],
  }
}

const emptyRow = {
  phase: null,
  version: null,
  media: null,
  queue_id: null,
  agent_user_id: null,
  started_at: null,
  silence_ms: null,
  overlap_ms: null,
  agent_share: null,
  customer_share: null,
  negative_run: null,
  keywords: null,
}

/** Undefined for a fact of a newer program, of a kind not known here. */
export function factOfRow(row: Selectable<ConversationFactTable>): ConversationFact | undefined {
  const parsed = factRowSchema.safeParse(row)
  if (!parsed.success) return undefined
  const common = {
    conversationId: row.conversation_id,
    sourceKey: row.source_key,
    at: row.at.getTime(),
  }
  if (parsed.data.kind === 'phase') {
    const { agent_user_id, media, phase, queue_id, started_at, version } = parsed.data
    return {
      ...common,
      kind: 'phase',
      phase,
      version,
      media,
      queueId: queue_id,
      agentUserId: agent_user_id,
      startedAt: started_at.getTime(),
    }
  }
  const { agent_share, customer_share, keywords, negative_run, overlap_ms, silence_ms } =
    parsed.data
  return {
    ...common,
    kind: 'metrics',
    figures: {
      silenceMs: silence_ms,
      overlapMs: overlap_ms,
      agentShare: agent_share,
      customerShare: customer_share,
      negativeRun: negative_run,
      keywords: keywords ?? [],
    },
  }
}

export function rowOfIntervention(
  intervention: Intervention,
  dueAt: WallMs,
): Insertable<InterventionTable> {
  const { endedAt } = intervention
  return {
    id: intervention.id,
    kind: intervention.kind,
    conversation_id: intervention.conversationId,
    agent_user_id: intervention.agentUserId,
    supervisor_id: intervention.supervisorId,
    began_at: new Date(intervention.beganAt),
    ended_at: endedAt === undefined ? null : new Date(endedAt),
    due_at: new Date(dueAt),
    outcome: null,
  }
}

const kindSchema = z.enum(['whisper-text', 'whisper-audio', 'barge', 'coaching'])

export function interventionOfRow(row: Selectable<InterventionTable>): Intervention {
  return {
    id: row.id,
    kind: kindSchema.parse(row.kind),
    conversationId: row.conversation_id,
    agentUserId: row.agent_user_id,
    supervisorId: row.supervisor_id,
    beganAt: row.began_at.getTime(),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at.getTime() }),
  }
}

const figuresSchema = z.object({
  fromAt: z.number(),
  toAt: z.number(),
  reports: z.number(),
  talkShare: z.object({ agent: z.number(), customer: z.number() }).exactOptional(),
  silence: z.object({ totalMs: z.number(), longestMs: z.number() }).exactOptional(),
  negativeRun: z.object({ highest: z.number(), last: z.number() }).exactOptional(),
  holds: z.object({ begun: z.number(), totalMs: z.number() }),
})

const outcomeSchema: z.ZodType<Outcome> = z.object({
  queueId: z.string().exactOptional(),
  media: mediaSchema.exactOptional(),
  before: figuresSchema,
  after: figuresSchema.exactOptional(),
  isWhole: z.boolean(),
})

export function storedOfRow(row: Selectable<InterventionTable>): StoredIntervention {
  const intervention = interventionOfRow(row)
  return row.outcome === null
    ? { intervention }
    : { intervention, outcome: outcomeSchema.parse(row.outcome) }
}
