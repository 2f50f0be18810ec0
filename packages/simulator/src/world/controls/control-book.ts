/** Controls as the platform's doors and the rest of the world deal with them. */
import { conflict, notFound } from '../../api/refusal.ts'
import type { ConversationBook } from '../conversations/conversation-book.ts'
import type { ConversationRecord } from '../conversations/conversation-record.ts'
import { between, forkRandom } from '../fork-random.ts'
import type { Control, Conversation, Participant, Person } from '../shapes.ts'
import type { Receipt } from '../world.ts'
import type { WorldCore } from '../world-core.ts'
import { createAudioLines, type LineCut } from './audio-lines.ts'
import { type ControlRequest, checkControl } from './check-control.ts'
import { type ControlRecord, createControlLedger } from './control-ledger.ts'
import { isFinal } from './control-transitions.ts'
import { createReceipts } from './receipts.ts'

const ordinaryQueueDelayMs = [30, 150] as const
const loadedQueueDelayMs = [10_000, 15_000] as const

export interface ControlBook {
  readonly controls: ReadonlyMap<string, Control>
  /** Throws `Refusal`. */
  request(conversationId: string, supervisor: Person, request: ControlRequest): Control
  /** Throws `Refusal`: 404, or 409 when it is final already. */
  cancel(controlId: string): void
  /** Newest first. */
  ofConversation(conversationId: string): readonly Control[]
  announced(controlId: string): Control | undefined
  announceKeptBack(): void
  lineAttached(controlId: string): void
  lineLost(controlId: string): void
  lineFinished(controlId: string): void
  lineBroken(controlId: string): void
  /**
   * The conversation is about to become `next`: cuts the lines that do not live on in it, at once. `settle` says so,
   * and is to be called when the conversation has changed.
   */
  cutLines(next: Conversation): LineCut
  /** The conversation has become what it is now: severs after a while, or opens what had to wait. */
  stateEntered(conversation: Conversation): void
  /** Throws `Refusal`. */
  recordReceipt(controlId: string, receipt: Receipt): Control
  deskLeft(userId: string): void
  forgetConversation(conversationId: string): void
}

export function createControlBook(core: WorldCore, conversations: ConversationBook): ControlBook {
  const ledger = createControlLedger(core, conversations)
  const random = forkRandom(core.random)
  const lines = createAudioLines(core, conversations, ledger, random)
  const receipts = createReceipts(core, ledger, random)

  function withControl(controlId: string, run: (record: ControlRecord) => void): void {
    const record = ledger.records.get(controlId)
    if (record !== undefined) run(record)
  }

  function queueDelayMs(conversation: ConversationRecord): number {
    const { loadedMediaQueue, random: own } = conversation
    const [leastMs, mostMs] = loadedMediaQueue ? loadedQueueDelayMs : ordinaryQueueDelayMs
    const drawnMs = Math.round(between(own, leastMs, mostMs))
    return Math.max(core.faults.current.mediaQueueDelayMs, drawnMs)
  }

  function leaveMediaQueue(record: ControlRecord): void {
    if (record.control.mediaType === 'AUDIO') {
      lines.openWhenPossible(record)
      return
    }
    lines.apply(record, 'text-delivered')
    receipts.planScriptedRead(record)
  }

  return {
    controls: ledger.controls,
    request(conversationId, supervisor, request) {
      const conversation = conversations.records.get(conversationId)
      if (conversation === undefined) throw notFound('conversation')
      const checked = checkControl(conversation.conversation, supervisor, request)
      if (!checked.ok) throw checked.error
      const record = ledger.enter(
        {
          id: random.id(),
          version: 1,
          conversationId,
          status: 'QUEUED',
          supervisorId: supervisor.id,
          createdAt: core.nowIso(),
          ...describe(request, checked.value),
        },
        supervisor,
      )
      record.timers.after(queueDelayMs(conversation), () => leaveMediaQueue(record))
      return record.control
    },
    cancel(controlId) {
      const record = ledger.records.get(controlId)
      if (record === undefined) throw notFound('control')
      if (isFinal(record.control.status))
        throw conflict('control.final', `The control is ${record.control.status} already.`)
      lines.apply(record, 'cancelled')
    },
    ofConversation: (conversationId) =>
      ledger.ofConversation(conversationId).map(({ control }) => control),
    announced: ledger.announced,
    announceKeptBack: ledger.announceKeptBack,
    lineAttached: (controlId) => withControl(controlId, lines.attached),
    lineLost: (controlId) => withControl(controlId, lines.lost),
    lineFinished: (controlId) =>
      withControl(controlId, (record) => lines.apply(record, 'client-closed')),
    lineBroken: (controlId) =>
      withControl(controlId, (record) => lines.apply(record, 'format-broken')),
    cutLines: lines.cut,
    stateEntered: lines.stateEntered,
    recordReceipt: receipts.record,
    deskLeft: receipts.deskLeft,
    forgetConversation(conversationId) {
      lines.forgetConversation(conversationId)
      ledger.forgetConversation(conversationId)
    },
  }
}

function describe(
  request: ControlRequest,
  target: Participant,
): Pick<Control, 'controlType' | 'mediaType' | 'targetUserId' | 'metadata'> & Partial<Control> {
  const { controlType, mediaType, audioMixLevel = 1, text, metadata = {} } = request
  const targetUserId = target.userId ?? ''
  const common = { controlType, mediaType, targetUserId, metadata }
  if (mediaType === 'TEXT') return text === undefined ? common : { ...common, text }
  // Omitted means 1.0, which clips: that is the guide's trap.
  return controlType === 'WHISPER' ? { ...common, audioMixLevel } : common
}
