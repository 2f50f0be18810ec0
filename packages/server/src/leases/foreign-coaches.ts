// Voice lines on the platform that no console of ours opened: they count as a holder too, until the platform says they are over.
// And lines of ours that speak although their lease was overtaken: taken back at once, whoever's server is asleep.
import {
  type CoachInPlace,
  type ControlRecord,
  carriesVoice,
  judgeVoices,
  type Lease,
  type PlatformControl,
} from '@sotto/domain'
import { createListeners, type Unsubscribe, type WallMs } from '@sotto/kernel'
import type { ControlRegistry } from '../commands/registry/control-registry.ts'
import type { ControlStore } from '../database/stores.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import type { Supervisors } from '../live/supervisors/supervisors.ts'
import type { Timers } from '../live/timers.ts'
import { ownRecordOf, speaksNow, takeBackOvertaken } from './platform-path.ts'

export interface ForeignCoaches {
  /** Whose line of another console speaks to this agent, and since when; undefined while none does. */
  coachOf(agentUserId: string): CoachInPlace | undefined
  /**
   * Controls as they were just read, all those of one conversation at once: what was overtaken is taken back in `actor`'s name,
   * what is not ours is noted. Rejects with a `PlatformError`, or with the database's.
   */
  takeRead(controls: readonly PlatformControl[], actor: Supervisor): Promise<void>
  onChange(listener: (agentUserId: string) => void): Unsubscribe
}

export interface ForeignCoachesOptions {
  readonly supervisors: Supervisors
  readonly controlStore: ControlStore
  readonly registry: Pick<ControlRegistry, 'cancel' | 'record'>
  readonly timers: Timers
  /** Somebody who may see this conversation, to ask about it. */
  readonly watcherOf: (conversationId: string) => Supervisor | undefined
  readonly leaseOf: (agentUserId: string) => Lease | undefined
  readonly wallNow: () => WallMs
  /** Who opened it, as people are told it. */
  readonly foreignNameOf: (control: PlatformControl) => string
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
  const takenBack = new Set<string>()
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

  function ownRecord(control: PlatformControl): Promise<ControlRecord | undefined> {
    return ownRecordOf(options.controlStore, control, options.registry.record)
  }

  /** All voices to one agent that are known at this moment. */
  async function judge(
    agentUserId: string,
    controls: readonly PlatformControl[],
    actor: Supervisor | undefined,
  ): Promise<void> {
    const voices = await Promise.all(
      controls.map(async (control) => ({ control, record: await ownRecord(control) })),
    )
    const { foreign: strangers, overtaken } = judgeVoices(
      voices.map(({ control, record }) => ({
        controlId: control.id,
        fence: record === undefined ? undefined : (record.leaseFence ?? 0),
      })),
      options.leaseOf(agentUserId)?.fence,
    )
    for (const { control, record } of voices) {
      if (strangers.includes(control.id)) put(control)
      if (record === undefined || actor === undefined) continue
      if (overtaken.includes(control.id)) await takeBack(control, record, actor)
    }
  }

  /** Once for each; only one that could not be asked for is asked for again, at the next word of it. */
  async function takeBack(
    control: PlatformControl,
    record: ControlRecord,
    actor: Supervisor,
  ): Promise<void> {
    if (takenBack.has(control.id)) return
    takenBack.add(control.id)
    try {
      await takeBackOvertaken(options.registry, control, record, actor)
    } catch (failure) {
      takenBack.delete(control.id)
      throw failure
    }
  }

  async function take(
    controls: readonly PlatformControl[],
    actorFor: (agentUserId: string) => Supervisor | undefined,
  ): Promise<void> {
    const byAgent = new Map<string, PlatformControl[]>()
    for (const control of controls.filter(carriesVoice)) {
      if (speaksNow(control))
        byAgent.set(control.targetUserId, [...(byAgent.get(control.targetUserId) ?? []), control])
      else {
        takenBack.delete(control.id)
        remove(control)
      }
    }
    for (const [agentUserId, voices] of byAgent)
      await judge(agentUserId, voices, actorFor(agentUserId))
  }

  /** Only the server of the present holder takes back, so that it is done once. */
  function holderOf(lease: Lease | undefined): Supervisor | undefined {
    return lease?.holder && supervisors.byPerson(lease.holder.supervisorId)
  }

  supervisors.onControl((control) => {
    void take([control], (agentUserId) => holderOf(options.leaseOf(agentUserId))).catch(
      options.onFailure,
    )
  })

  return {
    coachOf(agentUserId) {
      const [first] = [...foreign.values()]
        .filter(({ control }) => control.targetUserId === agentUserId)
        .sort((left, right) => left.since - right.since)
      return first && { by: options.foreignNameOf(first.control), since: first.since }
    },
    takeRead: (controls, actor) => take(controls, () => actor),
    onChange: (listener) => changes.subscribe(listener),
  }
}
