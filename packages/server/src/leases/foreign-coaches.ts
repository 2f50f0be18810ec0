// Voice lines on the platform that no console of ours opened: they count as a holder too, until the platform says they are over.
// And lines of ours that speak although their lease was overtaken: taken back at once, whoever's server is asleep.
import type { Lease, PlatformControl } from '@sotto/domain'
import { createListeners, type Unsubscribe, type WallMs } from '@sotto/kernel'
import type { ControlStore } from '../database/stores.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import type { Supervisors } from '../live/supervisors/supervisors.ts'
import type { Timers } from '../live/timers.ts'
import { ownRecordOf, speaksNow } from './platform-path.ts'

export interface ForeignCoaches {
  /** Since when another console speaks to this agent; undefined while none does. */
  sinceOf(agentUserId: string): WallMs | undefined
  onChange(listener: (agentUserId: string) => void): Unsubscribe
}

export interface ForeignCoachesOptions {
  readonly supervisors: Supervisors
  readonly controlStore: ControlStore
  readonly timers: Timers
  /** Somebody who may see this conversation, to ask about it. */
  readonly watcherOf: (conversationId: string) => Supervisor | undefined
  readonly leaseOf: (agentUserId: string) => Lease | undefined
  readonly wallNow: () => WallMs
  /** How often such a line is asked after, since its last event may be lost. */
  readonly statusCheckMs: number
  readonly onFailure: (failure: unknown) => void
}

interface Foreign {
  readonly control: PlatformControl
  readonly since: WallMs
}

export function watchForeignCoaches(options: ForeignCoachesOptions): ForeignCoaches {
  const { supervisors, timers } = options
  const foreign = new Map<string, Foreign>()
  const changes = createListeners<string>(options.onFailure)

  function put(control: PlatformControl): void {
    const before = foreign.get(control.id)
    foreign.set(control.id, {
      control,
      since: control.executingAt ?? before?.since ?? options.wallNow(),
    })
    if (before === undefined) changes.emit(control.targetUserId)
    timers.replace(`foreign ${control.id}`, options.statusCheckMs, () => {
      void check(control).catch(options.onFailure)
    })
  }

  function remove(control: PlatformControl): void {
    timers.cancel(`foreign ${control.id}`)
    if (foreign.delete(control.id)) changes.emit(control.targetUserId)
  }

  /** Without an answer the line is believed to go on. */
  async function check(control: PlatformControl): Promise<void> {
    const actor = options.watcherOf(control.conversationId)
    const answer = await actor?.platform
      .control(control.conversationId, control.id)
      .catch(() => undefined)
    if (!foreign.has(control.id)) return
    if (answer?.ok === true && !speaksNow(answer.value)) remove(control)
    else if (answer?.ok === false && answer.error.code === 'not-found') remove(control)
    else put(control)
  }

  async function take(control: PlatformControl): Promise<void> {
    if (control.kind !== 'whisper-audio' && control.kind !== 'barge') return
    if (!speaksNow(control)) return remove(control)
    const record = await ownRecordOf(options.controlStore, control)
    if (record === undefined) return put(control)
    const lease = options.leaseOf(control.targetUserId)
    if (lease?.holder === undefined || (record.leaseFence ?? 0) >= lease.fence) return
    await holderOf(lease)?.platform.cancelControl(control.conversationId, control.id)
  }

  /** Only the server of the present holder takes back, so that it is done once. */
  function holderOf(lease: Lease): Supervisor | undefined {
    return lease.holder && supervisors.byPerson(lease.holder.supervisorId)
  }

  supervisors.onControl((control) => {
    void take(control).catch(options.onFailure)
  })

  return {
    sinceOf(agentUserId) {
      const own = [...foreign.values()].filter(
        ({ control }) => control.targetUserId === agentUserId,
      )
      return own.length === 0 ? undefined : Math.min(...own.map(({ since }) => since))
    },
    onChange: (listener) => changes.subscribe(listener),
  }
}
