import type { WallMs } from '@sotto/kernel'
import type { AgentSettings } from '@sotto/protocol'
import type { CoachingNews } from './coaching-store.ts'

/** What one agent has chosen; the row is the truth for every tab and every server. */
export interface StoredAgentSettings {
  readonly agentUserId: string
  readonly settings: AgentSettings
  /** Counts from 1. */
  readonly revision: number
}

export interface AgentSettingsStore {
  byId(agentUserId: string): Promise<StoredAgentSettings | undefined>
  /** Of everybody who ever chose anything, in no order. */
  all(): Promise<readonly StoredAgentSettings[]>
  /** 0 is expected where nothing is kept yet. Undefined when somebody else has saved meanwhile: nothing is written. */
  save(change: {
    readonly agentUserId: string
    readonly settings: AgentSettings
    readonly expectedRevision: number
    readonly at: WallMs
  }): Promise<StoredAgentSettings | undefined>
  /** `id` of what was saved is the agent's; otherwise as for coaching sessions. */
  listen(news: CoachingNews): Promise<() => void>
}
