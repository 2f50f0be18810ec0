/** What the platform's new word about a conversation adds to the timeline: who hears whom, hold, recording. Pure. */
import { type Conversation, computeTruthLine, type TruthLine } from '@sotto/domain'
import type { WallMs } from '@sotto/kernel'
import type { IncidentFact } from '../database/stores.ts'

/** `before` is the word that came before this one, if there was any. Nothing for what stayed as it was. */
export function factsOfConversation(
  before: Conversation | undefined,
  after: Conversation,
  at: WallMs,
): readonly IncidentFact[] {
  const facts: Pick<IncidentFact, 'what' | 'supervisorId' | 'platformControlId' | 'details'>[] = []
  if (before !== undefined && before.phase !== after.phase)
    facts.push({ what: `conversation-${after.phase}` })
  if (before !== undefined && before.recording.state !== after.recording.state)
    facts.push({ what: `recording-${after.recording.state}` })
  const supervisorIds = new Set([...supervisorsIn(before), ...supervisorsIn(after)])
  for (const supervisorId of supervisorIds) {
    const hears = hearsOf(after, supervisorId, at)
    const wasThere = supervisorsIn(before).has(supervisorId)
    const heardBefore = before && hearsOf(before, supervisorId, at)
    if (wasThere && JSON.stringify(heardBefore) === JSON.stringify(hears)) continue
    const platformControlId = legOf(supervisorId, before, after)
    facts.push({
      what: 'hearing',
      supervisorId,
      details: hears,
      ...(platformControlId === undefined ? {} : { platformControlId }),
    })
  }
  return facts.map((fact) => ({
    ...fact,
    at,
    conversationId: after.id,
    evidence: 'participants',
    version: after.version,
    sourceKey: JSON.stringify([after.id, after.version, fact.what, fact.supervisorId ?? '']),
  }))
}

/** Whether a supervisor takes part, so that the conversation belongs into the timeline at all. */
export function isSupervised(conversation: Conversation): boolean {
  return supervisorsIn(conversation).size > 0
}

function supervisorsIn(conversation: Conversation | undefined): ReadonlySet<string> {
  return new Set(
    conversation?.participants.flatMap(({ connection, supervising, userId }) =>
      supervising === undefined || userId === undefined || connection === 'disconnected'
        ? []
        : [userId],
    ),
  )
}

/** The control it is told of: the line that speaks, or has just ended; else the one that listens. */
function legOf(
  supervisorId: string,
  before: Conversation | undefined,
  after: Conversation,
): string | undefined {
  const legs = [after, before].flatMap((conversation) =>
    (conversation?.participants ?? []).flatMap(({ connection, supervising, userId }) =>
      userId === supervisorId && supervising !== undefined && connection !== 'disconnected'
        ? [supervising]
        : [],
    ),
  )
  return (legs.find(({ kind }) => kind !== 'monitor') ?? legs[0])?.controlId
}

/** The truth line as the platform alone would have it, without anything of our own registry. */
function hearsOf(conversation: Conversation, supervisorId: string, at: WallMs) {
  const line: TruthLine = computeTruthLine({
    conversation,
    knownAt: at,
    fresh: true,
    supervisorId,
    controls: [],
  })
  return {
    agent: line.agent.hearsYou,
    customer: line.customer.hearsYou,
    recording: line.recording.recordsYou,
  }
}
