/** All transcripts that somebody has open on this server: one watch per conversation, and who may look at it (S2, S6). */
import { type Act, type Conversation, judgeAct, type TranscriptSegment } from '@sotto/domain'
import {
  assertNever,
  type Clock,
  createListeners,
  type Scope,
  type Unsubscribe,
} from '@sotto/kernel'
import type { TranscriptStatus } from '@sotto/protocol'
import type { Counters } from '../live/counters.ts'
import type { ConversationReader } from '../live/supervisors/conversation-reader.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import { createTimers } from '../live/timers.ts'
import type { RedactionChoices } from '../text/redaction-choices.ts'
import type { PauseLedger } from './pause-ledger.ts'
import {
  createTranscriptWatch,
  type TranscriptViewer,
  type TranscriptWatch,
} from './transcript-watch.ts'

/** Why a transcript is not to be had. */
export type ClosedTranscript = Extract<TranscriptStatus['read'], { state: 'refused' | 'gone' }>

export type TranscriptAct = Extract<Act, 'read-transcript' | 'reveal-sensitive'>

export interface Transcripts {
  /** What stands in the way of this supervisor now, of reading unless another act is named; undefined when nothing does. */
  refusal(
    supervisor: Supervisor,
    conversationId: string,
    act?: TranscriptAct,
  ): ClosedTranscript | undefined
  /** Joins the watch of this conversation, begun if need be. Undefined when it is not there or not theirs. Rejects with a `PlatformError`. */
  open(
    viewer: TranscriptViewer,
    conversationId: string,
  ): Promise<TranscriptWatch | ClosedTranscript>
  leave(viewer: TranscriptViewer, conversationId: string): void
  /** What stands in somebody's way may be another now, or gone: whoever was refused asks again. */
  onChange(listener: () => void): Unsubscribe
  /** The transcript, if this very session has it open. */
  openedBy(sessionId: string, conversationId: string): TranscriptWatch | undefined
  readonly openCount: number
  close(): void
}

export interface TranscriptsOptions {
  readonly clock: Clock
  readonly scope: Scope
  readonly counters: Counters
  readonly pauses: PauseLedger
  readonly choices: RedactionChoices
  readonly reader: ConversationReader
  readonly world: {
    conversation(conversationId: string): { readonly full?: Conversation } | undefined
    onConversation(listener: (conversation: Conversation) => void): Unsubscribe
  }
  readonly supervisors: {
    onChange(listener: (supervisor: Supervisor) => void): Unsubscribe
    onUncertain(listener: (supervisor: Supervisor) => void): Unsubscribe
    onSegment(
      listener: (said: {
        readonly conversationId: string
        readonly segment: TranscriptSegment
      }) => void,
    ): Unsubscribe
  }
  readonly onFailure: (failure: unknown) => void
}

/** A reload of the page, or a second look, finds it still there; then it is forgotten. */
export const lingerMs = 2_000

export function createTranscripts(options: TranscriptsOptions): Transcripts {
  const { supervisors, world } = options
  const timers = createTimers(options.clock, options.scope)
  const watches = new Map<string, TranscriptWatch>()
  const changes = createListeners<undefined>(options.onFailure)

  function refusal(
    supervisor: Supervisor,
    conversationId: string,
    act: TranscriptAct = 'read-transcript',
  ): ClosedTranscript | undefined {
    const conversation = world.conversation(conversationId)?.full
    const verdict = judgeAct(supervisor, act, conversation?.queueId)
    switch (verdict.kind) {
      case 'allowed':
        return undefined
      case 'absent':
        return { state: 'gone' }
      case 'refused':
        return { state: 'refused', code: verdict.reason, missing: verdict.missing }
      default:
        return assertNever(verdict)
    }
  }

  function watchOf(conversation: Conversation): TranscriptWatch {
    const known = watches.get(conversation.id)
    if (known !== undefined) return known
    const watch = createTranscriptWatch({
      ...options,
      conversation,
      mayRead: (supervisor) => refusal(supervisor, conversation.id) === undefined,
    })
    watches.set(conversation.id, watch)
    return watch
  }

  function forget(conversationId: string): void {
    timers.cancel(`forget ${conversationId}`)
    watches.get(conversationId)?.close()
    watches.delete(conversationId)
  }

  world.onConversation((conversation) =>
    watches.get(conversation.id)?.conversationChanged(conversation),
  )
  const stopListening = options.choices.onChange?.(() => {
    for (const watch of watches.values()) watch.choicesChanged()
  })
  supervisors.onSegment(({ conversationId, segment }) => watches.get(conversationId)?.take(segment))
  supervisors.onChange(() => {
    for (const watch of watches.values()) {
      for (const viewer of [...watch.viewers]) viewer.onStatus()
      watch.recheckCarrier()
    }
    changes.emit(undefined)
  })
  supervisors.onUncertain((supervisor) => {
    for (const watch of watches.values()) watch.recheckCarrier(supervisor)
  })

  function close(): void {
    for (const conversationId of [...watches.keys()]) forget(conversationId)
  }
  options.scope.onClose(close)
  if (stopListening !== undefined) options.scope.onClose(stopListening)

  return {
    refusal,
    onChange: (listener) => changes.subscribe(listener),
    async open(viewer, conversationId) {
      const { supervisor } = viewer
      if (world.conversation(conversationId)?.full === undefined)
        await options.reader.read(supervisor, conversationId)
      const closed = refusal(supervisor, conversationId)
      const conversation = world.conversation(conversationId)?.full
      if (closed !== undefined || conversation === undefined) return closed ?? { state: 'gone' }
      timers.cancel(`forget ${conversationId}`)
      const watch = watchOf(conversation)
      watch.join(viewer)
      return watch
    },
    leave(viewer, conversationId) {
      const watch = watches.get(conversationId)
      if (watch === undefined) return
      watch.leave(viewer)
      if (watch.viewers.size === 0)
        timers.replace(`forget ${conversationId}`, lingerMs, () => forget(conversationId))
    },
    openedBy(sessionId, conversationId) {
      const watch = watches.get(conversationId)
      const isViewer = [...(watch?.viewers ?? [])].some(
        ({ supervisor }) => supervisor.session.id === sessionId,
      )
      return isViewer ? watch : undefined
    },
    get openCount() {
      return watches.size
    },
    close,
  }
}
