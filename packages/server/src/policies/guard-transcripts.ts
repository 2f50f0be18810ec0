/** Transcripts under the policies: whom nobody may listen to, nobody reads along with either. */
import { createListeners } from '@sotto/kernel'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import type { TranscriptViewer } from '../transcripts/transcript-watch.ts'
import type { ClosedTranscript, Transcripts } from '../transcripts/transcripts.ts'
import type { PolicyGuard } from './policy-guard.ts'

export interface GuardTranscriptsOptions {
  readonly transcripts: Transcripts
  readonly guard: Pick<PolicyGuard, 'judge' | 'onChange'>
  readonly onFailure: (failure: unknown) => void
}

export function guardTranscripts(options: GuardTranscriptsOptions): Transcripts {
  const { guard, transcripts } = options
  const changes = createListeners<undefined>(options.onFailure)
  const stops = new Map<TranscriptViewer, () => void>()
  guard.onChange(() => changes.emit(undefined))
  transcripts.onChange(() => changes.emit(undefined))

  function refusal(supervisor: Supervisor, conversationId: string): ClosedTranscript | undefined {
    return transcripts.refusal(supervisor, conversationId) ?? forbidden(conversationId)
  }

  function forbidden(conversationId: string): ClosedTranscript | undefined {
    const verdict = guard.judge('read-transcript', conversationId)
    if (verdict.kind !== 'refused') return undefined
    const { reason: code, words } = verdict
    return { state: 'refused', code, ...(words === undefined ? {} : { words }) }
  }

  function leave(viewer: TranscriptViewer, conversationId: string): void {
    stops.get(viewer)?.()
    stops.delete(viewer)
    transcripts.leave(viewer, conversationId)
  }

  return {
    refusal,
    onChange: (listener) => changes.subscribe(listener),
    async open(viewer, conversationId) {
      const opened = await transcripts.open(viewer, conversationId)
      if ('state' in opened) return opened
      stops.get(viewer)?.()
      stops.set(
        viewer,
        changes.subscribe(() => viewer.onStatus()),
      )
      const closed = forbidden(conversationId)
      if (closed === undefined) return opened
      leave(viewer, conversationId)
      return closed
    },
    leave,
    openedBy: (sessionId, conversationId) =>
      forbidden(conversationId) === undefined
        ? transcripts.openedBy(sessionId, conversationId)
        : undefined,
    get openCount() {
      return transcripts.openCount
    },
    close: () => transcripts.close(),
  }
}
