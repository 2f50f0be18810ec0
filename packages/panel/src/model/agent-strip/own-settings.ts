/** What the agent has chosen for themselves. The server's row is what counts; every tab is told of it. */
import type { Random, Result } from '@sotto/kernel'
import { type AgentSettings, type AgentSettingsRequest, agentSettingsSchema } from '@sotto/protocol'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CallFailure, CallServer } from '../commands/server-calls.ts'
import type { LiveStore } from '../live/live-store.ts'

export type Choosing =
  | { readonly state: 'idle' }
  | { readonly state: 'choosing'; readonly wish: AgentSettingsRequest }
  | {
      readonly state: 'failed'
      readonly wish: AgentSettingsRequest
      readonly failure: CallFailure
    }

export interface OwnSettings {
  readonly state: StoreApi<Choosing>
  /** As the server told them last. */
  now(): AgentSettings
  /** False when nothing was changed: why not is in the state. One at a time. */
  choose(wish: AgentSettingsRequest): Promise<boolean>
}

export const usualSettings: AgentSettings = { sound: true, volume: 60, keys: {} }

export function createOwnSettings(options: {
  readonly call: CallServer
  readonly random: Random
  readonly store: Pick<LiveStore, 'agentStrip'>
}): OwnSettings {
  const { call, random, store } = options
  const state = createStore<Choosing>(() => ({ state: 'idle' }))

  function save(wish: AgentSettingsRequest): Promise<Result<AgentSettings, CallFailure>> {
    return call({
      method: 'POST',
      path: '/api/agent/settings',
      body: wish,
      idempotencyKey: random.id(),
      read: (body) => agentSettingsSchema.safeParse(body).data,
    })
  }

  return {
    state,
    now: () => store.agentStrip()?.settings ?? usualSettings,
    async choose(wish) {
      if (state.getState().state === 'choosing') return false
      state.setState({ state: 'choosing', wish }, true)
      const answer = await save(wish)
      state.setState(
        answer.ok ? { state: 'idle' } : { state: 'failed', wish, failure: answer.error },
        true,
      )
      return answer.ok
    },
  }
}
