// The text whispers of one agent: what the platform tells and what our registry knows, put together by version.
import type { ControlRecord, PlatformControl, WhisperAnswer } from '@sotto/domain'
import type { WallMs } from '@sotto/kernel'

export interface AgentWhisper {
  /** The platform's. */
  readonly id: string
  readonly version: number
  readonly conversationId: string
  readonly supervisorId: string
  /** Absent while only somebody who does not tell the words has told of it. */
  readonly text?: string
  readonly sentAt: WallMs
  readonly seenAt?: WallMs
  readonly reply?: WhisperAnswer
  readonly repliedAt?: WallMs
}

export type AgentWhispers = ReadonlyMap<string, AgentWhisper>

/** What a screen can use; older ones are let go. */
export const whispersAtMost = 30

/** Undefined for everything but a text that is on the agent's desk. */
export function whisperOfControl(control: PlatformControl): AgentWhisper | undefined {
  if (control.kind !== 'whisper-text' || control.status !== 'completed') return undefined
  const sentAt = control.createdAt ?? control.finishedAt
  if (sentAt === undefined) return undefined
  return {
    id: control.id,
    version: control.version,
    conversationId: control.conversationId,
    supervisorId: control.supervisorId,
    sentAt,
    ...(control.text === undefined ? {} : { text: control.text }),
    ...receiptOf({ ...control, seenAt: control.readAt }),
  }
}

/** Undefined for everything but a text that is on the agent's desk. */
export function whisperOfRecord(record: ControlRecord): AgentWhisper | undefined {
  if (record.kind !== 'whisper-text' || record.state.name !== 'completed') return undefined
  if (record.platformControlId === undefined) return undefined
  return {
    id: record.platformControlId,
    version: record.platformVersion,
    conversationId: record.conversationId,
    supervisorId: record.supervisorId,
    sentAt: record.submittedAt,
    ...(record.text === undefined ? {} : { text: record.text }),
    ...receiptOf(record),
  }
}

function receiptOf({
  seenAt,
  answer,
  answeredAt,
}: {
  readonly seenAt?: WallMs | undefined
  readonly answer?: WhisperAnswer
  readonly answeredAt?: WallMs
}): Pick<AgentWhisper, 'seenAt' | 'reply' | 'repliedAt'> {
  return {
    ...(seenAt === undefined ? {} : { seenAt }),
    ...(answer === undefined ? {} : { reply: answer }),
    ...(answeredAt === undefined ? {} : { repliedAt: answeredAt }),
  }
}

/** The same table when it is no news. The words and the moment of sending stay as they were first known. */
export function takeWhisper(whispers: AgentWhispers, told: AgentWhisper): AgentWhispers {
  const known = whispers.get(told.id)
  const bringsWords = known?.text === undefined && told.text !== undefined
  if (known !== undefined && told.version <= known.version && !bringsWords) return whispers
  const newer = known === undefined || told.version > known.version ? told : known
  const text = known?.text ?? told.text
  const whisper: AgentWhisper = {
    ...newer,
    sentAt: known?.sentAt ?? told.sentAt,
    ...(text === undefined ? {} : { text }),
  }
  const kept = newestFirst(
    [...whispers.values()].filter(({ id }) => id !== told.id).concat(whisper),
  )
  return new Map(kept.slice(0, whispersAtMost).map((one) => [one.id, one]))
}

export function newestFirst(whispers: Iterable<AgentWhisper>): readonly AgentWhisper[] {
  return [...whispers].sort(
    (left, right) => right.sentAt - left.sentAt || (left.id < right.id ? 1 : -1),
  )
}
