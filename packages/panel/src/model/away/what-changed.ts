/** What a supervisor missed: the difference between what stood on screen and what stands there now. Pure. */
import type { ConfirmedMode } from '@sotto/domain'
import type { ControlView, ConversationDetail, ConversationRow } from '@sotto/protocol'
import { inOrder } from '../../words/number-words.ts'
import type { SeenView } from '../live/live-store.ts'

interface InConversation {
  readonly conversationId: string
  readonly agentName: string
}

export type AwayNews = InConversation &
  (
    | {
        readonly kind: 'mode'
        readonly from: ConfirmedMode
        readonly to: ConfirmedMode
        readonly reason: string | undefined
      }
    | { readonly kind: 'recording'; readonly to: ConversationDetail['recording'] }
    /** A whisper or line of this supervisor came to an end, or was answered. */
    | { readonly kind: 'control'; readonly control: ControlView }
    | { readonly kind: 'phase'; readonly to: ConversationRow['phase']; readonly since?: number }
    | { readonly kind: 'agent'; readonly from: string }
    | { readonly kind: 'coach'; readonly to: ConversationRow['coach'] }
    | { readonly kind: 'started'; readonly queueName: string; readonly at: number }
    | { readonly kind: 'gone'; readonly queueName: string }
  )

/** What concerns this supervisor's own line comes first, then their whispers, then everybody else by agent. */
export function whatChanged(before: SeenView, after: SeenView): readonly AwayNews[] {
  return [
    ...detailNews(before.detail, after.detail),
    ...controlNews(before, after),
    ...[...rowNews(before, after)].sort(byAgent),
  ]
}

function byAgent(left: AwayNews, right: AwayNews): number {
  return (
    inOrder(left.agentName, right.agentName) || inOrder(left.conversationId, right.conversationId)
  )
}

function* detailNews(
  before: ConversationDetail | undefined,
  after: ConversationDetail | undefined,
): Iterable<AwayNews> {
  if (before === undefined || after === undefined || before.id !== after.id) return
  const here = { conversationId: after.id, agentName: after.agentName ?? '' }
  const { confirmed, reason } = after.mode
  if (before.mode.confirmed !== confirmed)
    yield { ...here, kind: 'mode', from: before.mode.confirmed, to: confirmed, reason }
  if (before.recording !== after.recording)
    yield { ...here, kind: 'recording', to: after.recording }
}

const finalStates: ReadonlySet<ControlView['state']> = new Set([
  'completed',
  'cancelled',
  'expired',
  'failed',
  'refused',
])

function* controlNews(before: SeenView, after: SeenView): Iterable<AwayNews> {
  for (const [id, control] of after.controls) {
    const old = before.controls.get(id)
    if (old === undefined) continue
    const ended = finalStates.has(control.state) && !finalStates.has(old.state)
    const answered = control.answer !== undefined && old.answer === undefined
    if (!ended && !answered) continue
    const { conversationId } = control
    const agentName = nameIn(after, conversationId) ?? nameIn(before, conversationId) ?? ''
    yield { kind: 'control', conversationId, agentName, control }
  }
}

function nameIn({ conversations, detail }: SeenView, id: string): string | undefined {
  return conversations.get(id)?.agentName ?? (detail?.id === id ? detail.agentName : undefined)
}

function* rowNews(before: SeenView, after: SeenView): Iterable<AwayNews> {
  for (const [id, row] of after.conversations) {
    const old = before.conversations.get(id)
    const { agentName, queueName, startedAt } = row
    const here = { conversationId: id, agentName }
    if (old !== undefined) yield* changesOf(old, row)
    else if (row.phase !== 'ended') yield { ...here, kind: 'started', queueName, at: startedAt }
  }
  // What had ended before already leaves the list by itself.
  for (const [id, { agentName, phase, queueName }] of before.conversations)
    if (!after.conversations.has(id) && phase !== 'ended')
      yield { kind: 'gone', conversationId: id, agentName, queueName }
}

function* changesOf(old: ConversationRow, row: ConversationRow): Iterable<AwayNews> {
  const here = { conversationId: row.id, agentName: row.agentName }
  const { coach, phase, phaseSince } = row
  if (old.agentUserId !== row.agentUserId) yield { ...here, kind: 'agent', from: old.agentName }
  if (old.phase !== phase)
    yield {
      ...here,
      kind: 'phase',
      to: phase,
      ...(phaseSince === undefined ? {} : { since: phaseSince }),
    }
  if (old.coach?.by !== coach?.by || old.coach?.mine !== coach?.mine)
    yield { ...here, kind: 'coach', to: coach }
}
