/** Builds the file for support out of a conversation's facts: field by field, never by copying a whole object. Pure. */
import type { WallMs } from '@sotto/kernel'
import type { BundledFact, SupportBundle } from '@sotto/protocol'
import type { IncidentFact } from '../database/stores.ts'
import { measuresOf } from './fact-measures.ts'
import { createRedactor, type Redactor } from './redact.ts'

export interface SupportBundleInput {
  readonly conversationId: string
  readonly facts: readonly IncidentFact[]
  readonly truncated: boolean
  readonly createdAt: WallMs
  readonly contextId: string
  readonly version: string
  /** Only figures and switches of it are told. */
  readonly settings: object
}

const leftOut = [
  'texts of whispers',
  'speech and transcripts',
  'names of people',
  'telephone numbers and addresses',
  'tokens, keys and cookies',
  'ids of browser tabs',
] as const

export function buildSupportBundle(input: SupportBundleInput): SupportBundle {
  const redact = createRedactor()
  const conversationId = redact.id(input.conversationId)
  const createdAt = iso(input.createdAt)
  const facts = input.facts.map((fact) => bundledFact(fact, redact))
  const isLease = ({ evidence }: BundledFact) => evidence === 'lease'
  return {
    format: 'sotto-support-bundle',
    formatVersion: 1,
    fileName: `sotto-support-${createdAt.replaceAll(/[:.]/g, '-')}.json`,
    createdAt,
    product: { name: 'Sotto', version: input.version },
    conversationId,
    settings: figuresOf(input.settings),
    timeline: facts.filter((fact) => !isLease(fact)),
    leases: facts.filter(isLease),
    truth: facts.filter(({ what }) => what === 'hearing' || what.startsWith('recording-')),
    correlation: {
      contextId: redact.id(input.contextId),
      controlIds: distinct(facts, 'controlId'),
      platformControlIds: distinct(facts, 'platformControlId'),
      coachingSessionIds: coachingSessions(input.facts, redact),
      supervisorIds: distinct(facts, 'supervisorId'),
      agentUserIds: distinct(facts, 'agentUserId'),
    },
    truncated: input.truncated,
    redaction: { leftOut: [...leftOut], replaced: redact.replaced },
  }
}

function bundledFact(fact: IncidentFact, redact: Redactor): BundledFact {
  const { platformAt, coachingId, ...measures } = measuresOf(fact)
  const platformCoachingId = fact.details?.platformCoachingId
  const { agentUserId, controlId, platformControlId, reason, supervisorId, version } = fact
  const leaseFence = fact.details?.leaseFence
  return {
    at: iso(fact.at),
    what: fact.what,
    evidence: fact.evidence,
    ...(controlId === undefined ? {} : { controlId: redact.id(controlId) }),
    ...(platformControlId === undefined ? {} : { platformControlId: redact.id(platformControlId) }),
    ...(supervisorId === undefined ? {} : { supervisorId: redact.id(supervisorId) }),
    ...(agentUserId === undefined ? {} : { agentUserId: redact.id(agentUserId) }),
    ...(reason === undefined ? {} : { reason: redact.code(reason) }),
    ...(version === undefined ? {} : { version }),
    ...(platformAt === undefined ? {} : { platformAt: iso(platformAt) }),
    ...(typeof leaseFence === 'number' ? { leaseFence } : {}),
    ...measures,
    ...(coachingId === undefined ? {} : { coachingId: redact.id(coachingId) }),
    ...(typeof platformCoachingId === 'string'
      ? { platformCoachingId: redact.id(platformCoachingId) }
      : {}),
  }
}

function distinct(
  facts: readonly BundledFact[],
  field: 'controlId' | 'platformControlId' | 'supervisorId' | 'agentUserId',
): string[] {
  return [...new Set(facts.flatMap((fact) => fact[field] ?? []))]
}

function coachingSessions(facts: readonly IncidentFact[], redact: Redactor): string[] {
  const ids = facts.flatMap(({ details }) => details?.coachingSessionId ?? [])
  return [...new Set(ids)].map((id) => redact.id(String(id)))
}

/** Flat, by path: `controlTimings.lineExpiryMs`. Words are left out, whatever they say. */
function figuresOf(settings: object, path = ''): Record<string, number | boolean> {
  const figures: Record<string, number | boolean> = {}
  for (const [name, value] of Object.entries(settings)) {
    if (typeof value === 'number' || typeof value === 'boolean') figures[path + name] = value
    else if (typeof value === 'object' && value !== null)
      Object.assign(figures, figuresOf(value, `${path}${name}.`))
  }
  return figures
}

function iso(at: WallMs): string {
  return new Date(at).toISOString()
}
