// What one supervisor's stream is asked to bring: the queues it carries for this server, and what is this supervisor's own.
import type { Unsubscribe } from '@sotto/kernel'
import type { Subscription } from '@sotto/platform'
import { createHeardTopics, type HeardTopics } from '../carriers/heard-topics.ts'
import { subscriptionsOf, type Wanted } from '../carriers/subscriptions-of.ts'

export interface StreamTopics {
  /** What of it the platform serves. */
  readonly heard: HeardTopics
  wanted(): readonly Subscription[]
  /** Queues or rights are others. */
  update(): void
  carry(queueIds: readonly string[]): void
  /** Conversations with a control that is not settled. */
  hold(conversationIds: ReadonlySet<string>): void
  holds(conversationId: string): boolean
  /** As often as it is opened here, until each has been closed. */
  follow(conversationId: string): Unsubscribe
  followTranscript(conversationId: string): Unsubscribe
  followsTranscript(conversationId: string): boolean
}

export interface StreamTopicsOptions {
  readonly supervisorId: string
  readonly rights: () => Pick<Wanted, 'own' | 'coachedBy'>
  readonly onWanted: (subscriptions: readonly Subscription[]) => void
}

export function createStreamTopics(options: StreamTopicsOptions): StreamTopics {
  const { supervisorId } = options
  const heard = createHeardTopics()
  const transcripts = new Set<string>()
  const opened = new Map<string, number>()
  let held: ReadonlySet<string> = new Set()
  let carried: readonly string[] = []

  const wanted = () =>
    subscriptionsOf({
      ...options.rights(),
      supervisorId,
      carried,
      conversations: new Set([...opened.keys(), ...held]),
      held,
      transcripts,
    })

  function update(): void {
    const subscriptions = wanted()
    heard.want(subscriptions)
    options.onWanted(subscriptions)
  }

  function count(conversationId: string, by: 1 | -1): void {
    const times = (opened.get(conversationId) ?? 0) + by
    if (times > 0) opened.set(conversationId, times)
    else opened.delete(conversationId)
    update()
  }

  return {
    heard,
    wanted,
    update,
    carry(queueIds) {
      if (queueIds.join() === carried.join()) return
      carried = queueIds
      update()
    },
    hold(conversationIds) {
      const isSame =
        conversationIds.size === held.size && [...conversationIds].every((id) => held.has(id))
      if (isSame) return
      held = conversationIds
      update()
    },
    holds: (conversationId) => held.has(conversationId),
    follow(conversationId) {
      count(conversationId, 1)
      return () => count(conversationId, -1)
    },
    followTranscript(conversationId) {
      transcripts.add(conversationId)
      update()
      return () => {
        if (transcripts.delete(conversationId)) update()
      }
    },
    followsTranscript: (conversationId) => transcripts.has(conversationId),
  }
}
