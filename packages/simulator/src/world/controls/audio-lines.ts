/** The lines of sound that audio controls open: path, socket, and what cuts them. */
import type { Cancel, Random } from '@sotto/kernel'
import type { ConversationBook } from '../conversations/conversation-book.ts'
import { connectedAgents, makeSupervisor } from '../conversations/participants.ts'
import type { Control, Conversation } from '../shapes.ts'
import type { WorldCore } from '../world-core.ts'
import type { ControlLedger, ControlRecord } from './control-ledger.ts'
import { type ControlFact, isFinal, outcomeOf } from './control-transitions.ts'

const firstSocketWithinMs = 10_000
const reopenWithinMs = 5_000
const severedAfterMs = 10_000
/** Lines the media server opens on one conversation at once. */
const linesPerConversation = 16

export interface LineCut {
  readonly controlIds: ReadonlySet<string>
  readonly settle: () => void
}

export interface AudioLines {
  /** The one way a control's status changes. */
  apply(record: ControlRecord, fact: ControlFact): void
  /** The control is through the media queue: opens its path, now or when the call's state allows it. */
  openWhenPossible(record: ControlRecord): void
  attached(record: ControlRecord): void
  lost(record: ControlRecord): void
  /** See `ControlBook.cutLines`. */
  cut(next: Conversation): LineCut
  /** See `ControlBook.stateEntered`. */
  stateEntered(conversation: Conversation): void
  forgetConversation(conversationId: string): void
}

export function createAudioLines(
  core: WorldCore,
  conversations: ConversationBook,
  ledger: ControlLedger,
  random: Random,
): AudioLines {
  const severing = new Map<string, Cancel>()

  function apply(record: ControlRecord, fact: ControlFact): void {
    const outcome = outcomeOf(record.control.status, fact)
    if (outcome === undefined) return
    const now = core.nowIso()
    if (!isFinal(outcome.status)) {
      ledger.change(record, { ...outcome, executingAt: now })
      return
    }
    record.timers.close()
    closeLine(record)
    removeSupervisor(record)
    ledger.change(record, { ...outcome, finishedAt: now })
  }

  function closeLine(record: ControlRecord): void {
    if (record.control.mediaType !== 'AUDIO') return
    record.lineOpen = false
    core.media.closeLine(record.control.id)
  }

  function removeSupervisor({ control }: ControlRecord): void {
    const conversation = conversations.records.get(control.conversationId)
    if (conversation === undefined) return
    const { participants } = conversation.conversation
    const remaining = participants.filter(({ controlId }) => controlId !== control.id)
    if (remaining.length < participants.length)
      conversations.commit(conversation, { participants: remaining })
  }

  function openWhenPossible(record: ControlRecord): void {
    const { control } = record
    const conversation = conversations.records.get(control.conversationId)
    if (conversation === undefined || control.status !== 'QUEUED') return
    record.waiting = isPathShut(control, conversation.conversation)
    if (record.waiting) return
    const { participants, state } = conversation.conversation
    const lines = ledger.unfinished(control.conversationId).filter(({ lineOpen }) => lineOpen)
    if (lines.length >= linesPerConversation) {
      apply(record, 'capacity-reached')
      return
    }
    record.lineOpen = true
    core.media.openLine({
      controlId: control.id,
      conversationId: control.conversationId,
      controlType: control.controlType,
      mixLevel: control.audioMixLevel ?? 1,
    })
    const supervisor = makeSupervisor(random.id(), record.supervisor, control, state)
    conversations.commit(conversation, { participants: [...participants, supervisor] })
    apply(record, 'path-opened')
    if (!record.attached) waitForSocket(record, firstSocketWithinMs)
  }

  function waitForSocket(record: ControlRecord, withinMs: number): void {
    record.stopWaitingForSocket()
    record.stopWaitingForSocket = record.timers.after(withinMs, () =>
      apply(record, 'media-missing'),
    )
  }

  function sever(conversationId: string): void {
    severing.delete(conversationId)
    for (const record of ledger.unfinished(conversationId))
      if (isSeverable(record.control)) apply(record, 'path-severed')
  }

  function stopSevering(conversationId: string): void {
    severing.get(conversationId)?.()
    severing.delete(conversationId)
  }

  return {
    apply,
    openWhenPossible,
    attached(record) {
      record.attached = true
      record.stopWaitingForSocket()
    },
    lost(record) {
      record.attached = false
      if (record.control.status === 'EXECUTING') waitForSocket(record, reopenWithinMs)
    },
    cut(next) {
      const leaving = ledger.unfinished(next.id).flatMap((record) => {
        const fact = farewell(record.control, next)
        return fact === undefined ? [] : [{ record, fact }]
      })
      for (const { record } of leaving) closeLine(record)
      return {
        controlIds: new Set(leaving.map(({ record }) => record.control.id)),
        settle() {
          for (const { record, fact } of leaving) apply(record, fact)
        },
      }
    },
    stateEntered(conversation) {
      const { id } = conversation
      stopSevering(id)
      if (isPathCut(conversation))
        severing.set(
          id,
          core.timers.after(severedAfterMs, () => sever(id)),
        )
      for (const record of ledger.unfinished(id)) if (record.waiting) openWhenPossible(record)
    },
    forgetConversation: stopSevering,
  }
}

/** Consulting and conferring cut lines that speak off from their agent. Listening goes on. */
function isPathShut(control: Control, conversation: Conversation): boolean {
  return isSeverable(control) && isPathCut(conversation)
}

function isPathCut({ state }: Conversation): boolean {
  return state === 'IN_TRANSFER' || state === 'CONFERENCE'
}

function isSeverable({ mediaType, controlType }: Control): boolean {
  return mediaType === 'AUDIO' && controlType !== 'MONITOR'
}

/** What ends this control when its conversation becomes `next`, or undefined when it lives on. */
function farewell(control: Control, next: Conversation): ControlFact | undefined {
  const ended = next.state === 'ENDED'
  if (ended && control.controlType === 'MONITOR') return 'conversation-ended'
  // A line never moves to another agent.
  const targetThere = connectedAgents(next).some(({ userId }) => userId === control.targetUserId)
  return targetThere && !ended ? undefined : 'agent-left'
}
