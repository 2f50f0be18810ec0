/**
 * The agent who was opened in the list: what the list does not know of them is asked for now, and again when they change.
 *
 * ```
 *   closed ──open──► awaited ──answer──► known ──the agent changes──► (asked again, what is shown stays)
 *      ▲               │ failure
 *      └─ close, agent gone ◄─ failed
 * ```
 */
import type { Unsubscribe } from '@sotto/kernel'
import type { OwnQueues } from '@sotto/protocol'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Commands } from '../commands/commands.ts'
import type { LiveStore } from '../live/live-store.ts'

export type AgentCardState =
  | { readonly state: 'closed' }
  | { readonly state: 'awaited'; readonly agentId: string }
  | { readonly state: 'failed'; readonly agentId: string }
  /** The queues in which they take conversations now, of those this person sees. */
  | { readonly state: 'known'; readonly agentId: string; readonly queues: OwnQueues }

export interface AgentCard {
  readonly state: StoreApi<AgentCardState>
  /** Opening the one that is open closes it. */
  toggle(agentId: string): void
  close(): void
}

export function createAgentCard(input: {
  readonly commands: Pick<Commands, 'agentQueues'>
  readonly store: Pick<LiveStore, 'agent' | 'subscribe'>
}): AgentCard {
  const { commands, store } = input
  const state = createStore<AgentCardState>(() => ({ state: 'closed' }))
  let stopFollowing: Unsubscribe = () => {}
  /** Which question is the newest: late answers to others are dropped. */
  let asked = 0

  async function ask(agentId: string): Promise<void> {
    asked += 1
    const mine = asked
    const answer = await commands.agentQueues(agentId)
    if (mine !== asked) return
    state.setState(
      answer.ok
        ? { state: 'known', agentId, queues: answer.value.queues }
        : { state: 'failed', agentId },
      true,
    )
  }

  function close(): void {
    asked += 1
    stopFollowing()
    stopFollowing = () => {}
    state.setState({ state: 'closed' }, true)
  }

  return {
    state,
    close,
    toggle(agentId) {
      const now = state.getState()
      const isOpen = now.state !== 'closed' && now.agentId === agentId
      close()
      if (isOpen) return
      state.setState({ state: 'awaited', agentId }, true)
      stopFollowing = store.subscribe(`agent:${agentId}`, () => {
        if (store.agent(agentId) === undefined) close()
        else void ask(agentId)
      })
      void ask(agentId)
    },
  }
}
