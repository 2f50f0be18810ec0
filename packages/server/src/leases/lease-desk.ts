// Who coaches whom, as every supervisor is told it, and what they may do about it: ask, withdraw, hand over.
import { type CoachInPlace, isFinalState, isSameTab, type LeaseTab } from '@sotto/domain'
import type { Clock } from '@sotto/kernel'
import type { ConversationDetail, ConversationRow } from '@sotto/protocol'
import type { ModeEngine } from '../commands/mode-engine.ts'
import { permit } from '../commands/permit.ts'
import type { ControlRegistry } from '../commands/registry/control-registry.ts'
import type { TabKey } from '../commands/tab-lines.ts'
import type { LeaseStore, StoredLease } from '../database/stores.ts'
import { notFound } from '../http/api-refusal.ts'
import type { ConversationReader } from '../live/supervisors/conversation-reader.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import type { Timers } from '../live/timers.ts'
import type { PolicyBook } from '../policies/policy-book.ts'
import type { ForeignCoaches } from './foreign-coaches.ts'
import { type KnownLeases, wishesBeside } from './known-leases.ts'
import type { LeaseKeeper } from './lease-keeper.ts'
import { leaseUnknown, nothingToAskFor, staleFence } from './lease-refusals.ts'

export interface LeaseDesk {
  /** Who coaches this agent, other than this tab. */
  coachBeside(agentUserId: string, tab: LeaseTab): CoachInPlace | undefined
  rowView(agentUserId: string, tab: LeaseTab): ConversationRow['coach']
  detailView(agentUserId: string, tab: LeaseTab): ConversationDetail['lease']
  ask(
    supervisor: Supervisor,
    agentUserId: string,
    tabId: string,
    conversationId: string,
  ): Promise<void>
  /** One's own wish, or, for the holder, that of `ofSupervisorId`. */
  withdraw(
    supervisor: Supervisor,
    agentUserId: string,
    tabId: string,
    ofSupervisorId: string | undefined,
  ): Promise<void>
  /** Resolves when the other one has it. */
  handOver(
    supervisor: Supervisor,
    agentUserId: string,
    request: { readonly tabId: string; readonly fence: number; readonly supervisorId: string },
  ): Promise<void>
  /** The tab is gone for good: it asks for nothing any more. */
  forgetTab(tab: LeaseTab): void
}

export interface LeaseDeskOptions {
  readonly clock: Clock
  readonly timers: Timers
  readonly store: LeaseStore
  readonly known: KnownLeases
  readonly keeper: LeaseKeeper
  readonly foreign: ForeignCoaches
  readonly modes: ModeEngine
  readonly registry: ControlRegistry
  readonly reader: ConversationReader
  readonly policies: Pick<PolicyBook, 'of' | 'ready'>
  readonly pathClearMs: number
  readonly onFailure: (failure: unknown) => void
}

const lookAgainMs = 50

export function createLeaseDesk(options: LeaseDeskOptions): LeaseDesk {
  const { clock, foreign, keeper, known, modes, registry, store, timers } = options
  /** What tabs of this server have asked for, to be kept for them when it comes. */
  const asked = new Map<string, LeaseTab & { readonly agentUserId: string }>()
  const keyOf = (agentUserId: string, { supervisorId, tabId }: LeaseTab) =>
    JSON.stringify([agentUserId, supervisorId, tabId])

  function coachBeside(agentUserId: string, tab: LeaseTab): CoachInPlace | undefined {
    const lease = known.held(agentUserId)
    if (lease?.holder !== undefined)
      return isSameTab(lease.holder, tab)
        ? undefined
        : { by: lease.holder.name, since: lease.since }
    return foreign.coachOf(agentUserId)
  }

  async function learnFrom(asking: () => Promise<StoredLease | undefined>) {
    const askedAtMono = clock.monotonicNow()
    const stored = await asking().catch((failure: unknown) => {
      options.onFailure(failure)
      throw leaseUnknown()
    })
    known.learn(stored, askedAtMono)
    return stored
  }

  /** The line that speaks under this lease, closed; resolves when the platform says it is over. */
  async function closeLine(tab: TabKey): Promise<void> {
    const line = modes.linesOf(tab)?.speaking
    if (line === undefined) return
    modes.loseLine(line.id, 'handed-over', 'handed-over')
    const giveUpAtMono = clock.monotonicNow() + options.pathClearMs
    for (;;) {
      const record = registry.record(line.id)
      if (record === undefined || isFinalState(record.state.name)) return
      if (clock.monotonicNow() >= giveUpAtMono) throw leaseUnknown()
      await new Promise<void>((resolve) => {
        timers.schedule(lookAgainMs, resolve)
      })
    }
  }

  known.onChange((agentUserId) => {
    const lease = known.held(agentUserId)
    if (lease?.holder === undefined || !asked.delete(keyOf(agentUserId, lease.holder))) return
    keeper.keepOffered(lease)
  })

  return {
    coachBeside,
    rowView(agentUserId, tab) {
      const coach = coachBeside(agentUserId, tab)
      if (coach !== undefined) return { ...coach, mine: false }
      const lease = known.held(agentUserId)
      return lease?.holder && { by: lease.holder.name, since: lease.since, mine: true }
    },
    detailView(agentUserId, tab) {
      const lease = known.held(agentUserId)
      if (lease?.holder === undefined) return undefined
      const mine = isSameTab(lease.holder, tab)
      const isOwn = lease.holder.supervisorId === tab.supervisorId
      return {
        fence: lease.fence,
        by: lease.holder.name,
        since: lease.since,
        mine,
        ...(isOwn && !mine ? { inOtherTab: true } : {}),
        asked: lease.wishes.some((wish) => isSameTab(wish, tab)),
        wishes: wishesBeside(lease, tab).map(({ supervisorId, name, askedAt }) => ({
          supervisorId,
          name,
          askedAt,
        })),
      }
    },
    async ask(supervisor, agentUserId, tabId, conversationId) {
      const found = await permit(
        options.reader,
        supervisor,
        conversationId,
        ['monitor', 'coach'],
        options.policies,
      )
      if (found.agentUserId !== agentUserId) throw notFound()
      const { id: supervisorId, name } = supervisor.session.person
      const tab = { supervisorId, tabId }
      asked.set(keyOf(agentUserId, tab), { ...tab, agentUserId })
      const stored = await learnFrom(() => store.ask({ agentUserId, holder: { ...tab, name } }))
      if (stored === undefined || stored.remainingMs === 0) {
        asked.delete(keyOf(agentUserId, tab))
        throw nothingToAskFor()
      }
    },
    async withdraw(supervisor, agentUserId, tabId, ofSupervisorId) {
      const tab = { supervisorId: supervisor.session.person.id, tabId }
      if (ofSupervisorId === undefined) {
        asked.delete(keyOf(agentUserId, tab))
        await learnFrom(() => store.withdraw({ agentUserId, holder: tab }))
        return
      }
      const lease = known.held(agentUserId)
      if (lease?.holder === undefined || !isSameTab(lease.holder, tab)) throw staleFence()
      for (const wish of lease.wishes)
        if (wish.supervisorId === ofSupervisorId)
          await learnFrom(() => store.withdraw({ agentUserId, holder: wish }))
    },
    handOver(supervisor, agentUserId, { fence, supervisorId, tabId }) {
      return keeper.handOver({
        agentUserId,
        from: { supervisorId: supervisor.session.person.id, tabId },
        fence,
        toSupervisorId: supervisorId,
        closeLine: () => closeLine({ sessionId: supervisor.session.id, tabId }),
      })
    },
    forgetTab(tab) {
      for (const [key, wish] of [...asked]) {
        if (!isSameTab(wish, tab)) continue
        asked.delete(key)
        void learnFrom(() => store.withdraw({ agentUserId: wish.agentUserId, holder: tab })).catch(
          () => {},
        )
      }
    },
  }
}
