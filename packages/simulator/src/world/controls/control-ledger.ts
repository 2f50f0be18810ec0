/** All controls as they are, and as clients have been told they are. */
import type { Cancel } from '@sotto/kernel'
import type { ConversationBook } from '../conversations/conversation-book.ts'
import type { Control, Person } from '../shapes.ts'
import type { Timers } from '../timers.ts'
import type { WorldCore } from '../world-core.ts'
import { isFinal } from './control-transitions.ts'

export interface ControlRecord {
  /** The truth. Replaced whole at every change; only the ledger does that. */
  control: Control
  /** The state clients were last told of; stands still under `controlEventsSilent: "all"`. */
  announced: Control
  readonly supervisor: Person
  /** End with the control. */
  readonly timers: Timers
  /** A media socket is bound to it. */
  attached: boolean
  lineOpen: boolean
  /** Through the media queue, but the call's state keeps the path shut. */
  waiting: boolean
  stopWaitingForSocket: Cancel
}

export interface ControlLedger {
  readonly records: ReadonlyMap<string, ControlRecord>
  readonly controls: ReadonlyMap<string, Control>
  /** Enters a new control and announces it. */
  enter(control: Control, supervisor: Person): ControlRecord
  /** One change, one version, one event (unless control events are silent). */
  change(record: ControlRecord, patch: Partial<Control>): void
  announced(controlId: string): Control | undefined
  announceKeptBack(): void
  /** Newest first. */
  ofConversation(conversationId: string): readonly ControlRecord[]
  unfinished(conversationId: string): readonly ControlRecord[]
  forgetConversation(conversationId: string): void
}

export function createControlLedger(
  core: WorldCore,
  conversations: ConversationBook,
): ControlLedger {
  const records = new Map<string, ControlRecord>()
  const controls = new Map<string, Control>()

  function announce(record: ControlRecord): void {
    const { control } = record
    const silent = core.faults.current.controlEventsSilent
    if (silent !== 'all') record.announced = control
    if (silent !== null) return
    const queueId = conversations.conversations.get(control.conversationId)?.queueId
    core.events.emit({
      type: 'control',
      name: 'control.updated',
      conversationId: control.conversationId,
      userId: control.targetUserId,
      ...(queueId === undefined ? {} : { queueId }),
      supervisorId: control.supervisorId,
      data: { ...control },
    })
  }

  function ofConversation(conversationId: string): readonly ControlRecord[] {
    return [...records.values()]
      .filter(({ control }) => control.conversationId === conversationId)
      .reverse()
  }

  return {
    records,
    controls,
    enter(control, supervisor) {
      const record: ControlRecord = {
        control,
        announced: control,
        supervisor,
        timers: core.timers.child(),
        attached: false,
        lineOpen: false,
        waiting: false,
        stopWaitingForSocket: () => {},
      }
      records.set(control.id, record)
      controls.set(control.id, control)
      announce(record)
      return record
    },
    change(record, patch) {
      record.control = { ...record.control, ...patch, version: record.control.version + 1 }
      controls.set(record.control.id, record.control)
      announce(record)
    },
    announced(controlId) {
      const record = records.get(controlId)
      if (record === undefined) return undefined
      return core.faults.current.controlEventsSilent === 'all' ? record.announced : record.control
    },
    announceKeptBack() {
      for (const record of records.values())
        if (record.announced.version !== record.control.version) announce(record)
    },
    ofConversation,
    unfinished: (conversationId) =>
      ofConversation(conversationId).filter(({ control }) => !isFinal(control.status)),
    forgetConversation(conversationId) {
      for (const { control, timers } of ofConversation(conversationId)) {
        timers.close()
        records.delete(control.id)
        controls.delete(control.id)
      }
    },
  }
}
