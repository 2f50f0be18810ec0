// What else speaks to an agent on the platform, which itself mixes two whispers if asked: keeping them apart is ours.
import { type ControlRecord, carriesVoice, isFinalState, type PlatformControl } from '@sotto/domain'
import type { Clock } from '@sotto/kernel'
import { PlatformError } from '@sotto/platform'
import type { LeaseClaim } from '../commands/mode-engine.ts'
import type { ControlRegistry } from '../commands/registry/control-registry.ts'
import type { ControlStore } from '../database/stores.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import type { Timers } from '../live/timers.ts'
import { anotherConsole, beingCoached, leaseUnknown } from './lease-refusals.ts'

export interface PlatformPathOptions {
  readonly clock: Clock
  readonly timers: Timers
  readonly controlStore: ControlStore
  readonly registry: ControlRegistry
  readonly supervisorOf: (sessionId: string) => Supervisor | undefined
  readonly pathClearMs: number
}

const lookAgainMs = 250

/** Carries a voice to the agent, or is about to. */
export function speaksNow(control: PlatformControl): boolean {
  const { status } = control
  return carriesVoice(control) && (status === 'queued' || status === 'executing')
}

/** Our record of this control; undefined when no console of ours opened it. A key of ours alone proves nothing. */
export async function ownRecordOf(
  store: ControlStore,
  control: PlatformControl,
): Promise<ControlRecord | undefined> {
  const stored =
    (await store.byPlatformId(control.id)) ??
    (control.requestKey === undefined ? undefined : await store.byId(control.requestKey))
  const record = stored?.record
  const isOurs =
    record?.supervisorId === control.supervisorId &&
    record.conversationId === control.conversationId &&
    record.kind === control.kind
  return isOurs ? record : undefined
}

/**
 * Waits until no other voice line to this agent is left in the conversation, and takes back those of ours that were overtaken.
 * Rejects with `being-coached` for another console's, and with `lease-unknown` when the platform cannot be read or does not
 * let go in time: then nobody may talk.
 */
export function createPathClearing(options: PlatformPathOptions) {
  const { clock, controlStore, registry, timers } = options

  async function speaking(
    claim: LeaseClaim,
    actor: Supervisor,
  ): Promise<readonly PlatformControl[]> {
    const answer = await actor.platform.controls(claim.conversationId)
    if (!answer.ok) throw leaseUnknown()
    return answer.value.filter(
      (control) => speaksNow(control) && control.targetUserId === claim.agentUserId,
    )
  }

  async function takeBack(
    control: PlatformControl,
    record: ControlRecord,
    fence: number,
    actor: Supervisor,
  ): Promise<void> {
    // One of the same fence is this tab's own last line, and on its way out already.
    if ((record.leaseFence ?? 0) >= fence) return
    if (!isFinalState(record.state.name)) await registry.cancel(record.id, 'lease-lost')
    await actor.platform.cancelControl(control.conversationId, control.id)
  }

  async function clear(claim: LeaseClaim, fence: number): Promise<void> {
    const actor = options.supervisorOf(claim.owner.sessionId)
    if (actor === undefined) throw leaseUnknown()
    const giveUpAtMono = clock.monotonicNow() + options.pathClearMs
    const asked = new Set<string>()
    for (;;) {
      const left = await speaking(claim, actor)
      if (left.length === 0) return
      for (const control of left) {
        const record = await ownRecordOf(controlStore, control)
        if (record === undefined)
          throw beingCoached({
            by: anotherConsole,
            since: control.executingAt ?? clock.wallNow(),
          })
        if (!asked.has(control.id)) await takeBack(control, record, fence, actor)
        asked.add(control.id)
      }
      if (clock.monotonicNow() >= giveUpAtMono) throw leaseUnknown()
      await new Promise<void>((resolve) => {
        timers.schedule(lookAgainMs, resolve)
      })
    }
  }

  return async (claim: LeaseClaim, fence: number): Promise<void> => {
    try {
      await clear(claim, fence)
    } catch (failure) {
      throw failure instanceof PlatformError ? leaseUnknown() : failure
    }
  }
}
