// What the agents have chosen, as this server knows it. The rows are the truth: the database tells which one is newer, and it is read.
//
//   listen ─► everything is read once ─► any server saves ─► its id is told ─► read ─► strips, panels, texts that wait
//     ▲                │ nobody tells any more
//     └─ 0.5 s … 15 s ◄┘
import { type AgentQuiet, isQuiet } from '@sotto/domain'
import {
  backoff,
  type Clock,
  createListeners,
  type Random,
  type Scope,
  type Unsubscribe,
  type WallMs,
} from '@sotto/kernel'
import type { AgentSettings } from '@sotto/protocol'
import type { AgentSettingsStore, StoredAgentSettings } from '../database/agent-settings-store.ts'
import type { Counters } from '../live/counters.ts'
import type { Timers } from '../live/timers.ts'

export interface AgentSettingsBook {
  /** As known here; what nobody has chosen is as usual. Without a `quiet` that is over. */
  of(agentUserId: string): AgentSettings
  /** In force now, as known here. */
  quietOf(agentUserId: string): AgentQuiet | undefined
  /** By the row itself. Rejects when it cannot be read. */
  readQuiet(agentUserId: string): Promise<AgentQuiet | undefined>
  /** Everybody who wants no texts until that call is over, as known here. */
  quietFor(conversationId: string): readonly string[]
  /** Decided on the row as it is; whoever saves meanwhile is not overwritten. The same object changes nothing. */
  change(
    agentUserId: string,
    decide: (settings: AgentSettings, now: WallMs) => AgentSettings,
  ): Promise<AgentSettings>
  /** After each change, and when a `quiet` has run out. */
  onChange(listener: (agentUserId: string) => void): Unsubscribe
}

export interface AgentSettingsBookOptions {
  readonly clock: Clock
  readonly random: Random
  readonly scope: Scope
  readonly timers: Timers
  readonly counters: Counters
  readonly store: AgentSettingsStore
  readonly onFailure: (failure: unknown) => void
}

export const usualSettings: AgentSettings = { sound: true, volume: 60, keys: {} }

const readAgainMs = 1_000
const triesAtMost = 20

export function createAgentSettingsBook(options: AgentSettingsBookOptions): AgentSettingsBook {
  const { clock, counters, random, scope, store, timers } = options
  const changes = createListeners<string>(options.onFailure)
  const known = new Map<string, StoredAgentSettings>()
  let attempt = 0
  let stop: Unsubscribe = () => {}

  function take(stored: StoredAgentSettings): void {
    const { agentUserId, revision, settings } = stored
    if ((known.get(agentUserId)?.revision ?? 0) >= revision) return
    known.set(agentUserId, stored)
    const { quiet } = settings
    const name = `quiet of ${agentUserId}`
    if (isQuiet(quiet, clock.wallNow()))
      timers.replace(name, quiet.until - clock.wallNow(), () => changes.emit(agentUserId))
    else timers.cancel(name)
    changes.emit(agentUserId)
  }

  const inForce = (quiet: AgentQuiet | undefined) =>
    isQuiet(quiet, clock.wallNow()) ? quiet : undefined

  async function readRow(agentUserId: string): Promise<StoredAgentSettings | undefined> {
    const stored = await store.byId(agentUserId)
    if (stored !== undefined) take(stored)
    return stored
  }

  function readAlone(agentUserId: string): void {
    readRow(agentUserId).catch(() => {
      counters.count('store-failures')
      timers.replace(`settings of ${agentUserId}`, readAgainMs, () => readAlone(agentUserId))
    })
  }

  async function listen(): Promise<void> {
    stop = await store.listen({
      onSaved: ({ id, revision }) => {
        if ((known.get(id)?.revision ?? 0) < revision) readAlone(id)
      },
      onLost: listenLater,
    })
    if (scope.closed) return stop()
    // First listening, then reading: what is changed in between is not missed.
    for (const stored of await store.all()) take(stored)
    attempt = 0
  }

  function listenLater(): void {
    stop()
    const delayMs = backoff({ attempt, random, minMs: 500, maxMs: 15_000 })
    attempt += 1
    timers.replace('listen to agents’ settings', delayMs, start)
  }

  function start(): void {
    listen().catch(() => {
      counters.count('store-failures')
      listenLater()
    })
  }

  scope.onClose(() => stop())
  start()

  return {
    of(agentUserId) {
      const { quiet, ...rest } = known.get(agentUserId)?.settings ?? usualSettings
      const now = inForce(quiet)
      return now === undefined ? rest : { ...rest, quiet: now }
    },
    quietOf: (agentUserId) => inForce(known.get(agentUserId)?.settings.quiet),
    readQuiet: async (agentUserId) => inForce((await readRow(agentUserId))?.settings.quiet),
    quietFor: (conversationId) =>
      [...known.values()].flatMap(({ agentUserId, settings }) => {
        const quiet = inForce(settings.quiet)
        return quiet?.kind === 'call' && quiet.conversationId === conversationId ? agentUserId : []
      }),
    async change(agentUserId, decide) {
      for (let tries = 0; tries < triesAtMost; tries += 1) {
        const stored = await readRow(agentUserId)
        const before = stored?.settings ?? usualSettings
        const at = clock.wallNow()
        const settings = decide(before, at)
        if (settings === before) return settings
        const expectedRevision = stored?.revision ?? 0
        const saved = await store.save({ agentUserId, settings, expectedRevision, at })
        if (saved === undefined) continue
        take(saved)
        return settings
      }
      throw new Error('an agent’s settings are saved by somebody else again and again')
    },
    onChange: (listener) => changes.subscribe(listener),
  }
}
