import type { WallMs } from '@sotto/kernel'
import type { ControlRecord } from '../controls/control-record.ts'
import { isFinalState } from '../controls/control-transitions.ts'
import type { Conversation, ParticipantPurpose } from '../conversation/conversation.ts'
import type { Certainty, HearingState, TruthLine } from './truth-line.ts'

export interface TruthInput {
  /** As the platform last told it; undefined while nothing is known. */
  readonly conversation: Conversation | undefined
  /** When the platform last told it. */
  readonly knownAt: WallMs
  /** False while the event stream is down or silent: then nothing is certain any more. */
  readonly fresh: boolean
  readonly supervisorId: string
  /** This supervisor's controls in this conversation. */
  readonly controls: readonly ControlRecord[]
}

const unknown: TruthLine = {
  agent: { hearsYou: false, certainty: 'unknown' },
  customer: { hearsYou: false, certainty: 'unknown' },
  recording: { recordsYou: false, state: 'off', certainty: 'unknown' },
}

/** Everybody who hears this supervisor in any of their legs, by the platform's own word. */
function heardBy(
  conversation: Conversation,
  supervisorId: string,
): ReadonlySet<ParticipantPurpose> {
  const ears = new Set<ParticipantPurpose>()
  for (const participant of conversation.participants) {
    if (participant.userId !== supervisorId || participant.connection === 'disconnected') continue
    for (const purpose of participant.supervising?.heardBy ?? []) ears.add(purpose)
  }
  return ears
}

/** A line of ours that is on its way in or out: until it is settled, its ears are not certain. */
function isMoving(record: ControlRecord): boolean {
  return !isFinalState(record.state.name) && record.state.name !== 'executing'
}

function speaksTo(record: ControlRecord, purpose: 'agent' | 'customer'): boolean {
  return record.kind === 'barge' || (record.kind === 'whisper-audio' && purpose === 'agent')
}

/** Our registry calls the line live, the platform's participants do not show it (yet, or any more). */
function isContradicted(record: ControlRecord, conversation: Conversation): boolean {
  return (
    record.state.name === 'executing' &&
    !conversation.participants.some(
      (participant) =>
        participant.supervising?.controlId === record.platformControlId &&
        participant.connection !== 'disconnected',
    )
  )
}

/**
 * Who hears this supervisor now (B1). Computed from the platform's participants and recording state; our own controls only
 * ever make it less certain, never more. The button pressed is not an input.
 */
export function computeTruthLine(input: TruthInput): TruthLine {
  const { conversation, controls, fresh, knownAt, supervisorId } = input
  if (conversation === undefined || !fresh) return unknown
  if (conversation.phase === 'ended') return nobodyHears(conversation, knownAt)
  const ears = heardBy(conversation, supervisorId)
  const open = controls.filter((record) => isMoving(record) || isContradicted(record, conversation))
  const certain: Certainty = { certainty: 'confirmed', at: knownAt }
  const certaintyFor = (purpose: 'agent' | 'customer'): Certainty =>
    open.some((record) => speaksTo(record, purpose)) ? { certainty: 'pending' } : certain
  const ear = (purpose: 'agent' | 'customer'): HearingState => ({
    hearsYou: ears.has(purpose),
    ...certaintyFor(purpose),
  })
  return {
    agent: ear('agent'),
    customer: ear('customer'),
    recording: {
      recordsYou:
        ears.size > 0 &&
        conversation.recording.recordsSupervisor &&
        conversation.recording.state === 'on',
      state: conversation.recording.state,
      ...(open.some((record) => speaksTo(record, 'agent')) ? { certainty: 'pending' } : certain),
    },
  }
}

function nobodyHears(conversation: Conversation, knownAt: WallMs): TruthLine {
  const certain: Certainty = { certainty: 'confirmed', at: knownAt }
  return {
    agent: { hearsYou: false, ...certain },
    customer: { hearsYou: false, ...certain },
    recording: { recordsYou: false, state: conversation.recording.state, ...certain },
  }
}
