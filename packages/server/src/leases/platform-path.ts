// What else speaks to an agent on the platform, which itself mixes two whispers if asked: keeping them apart is ours.
import { type ControlRecord, carriesVoice, isFinalState, type PlatformControl } from '@sotto/domain'
import type { Clock } from '@sotto/kernel'
import { PlatformError } from '@sotto/platform'
import type { LeaseClaim } from '../commands/line-lease.ts'
import type { ControlRegistry } from '../commands/registry/control-registry.ts'
import type { ControlStore } from '../database/stores.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import type { Timers } from '../live/timers.ts'
import { beingCoached, leaseUnknown } from './lease-refusals.ts'

export interface PlatformPathOptions {
  readonly clock: Clock
  readonly timers: Timers
  readonly controlStore: ControlStore
  readonly registry: ControlRegistry
  readonly supervisorOf: (sessionId: string) => Supervisor | undefined
  readonly pathClearMs: number
  /** Who opened a line that no console of ours opened, as people are told it. */
  readonly foreignNameOf: (control: PlatformControl) => string
}

/** Takes back a line of ours that was overtaken: in our own registry, and on the platform, whoever's server is asleep. */
export async function takeBackOvertaken(
  registry: Pick<ControlRegistry, 'cancel'>,
  control: PlatformControl,
  record: ControlRecord,
  actor: Supervisor,
): Promise<void> {
  if (!isFinalState(record.state.name)) await registry.cancel(record.id, 'lease-lost')
  await actor.platform.cancelControl(control.conversationId, control.id)
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
  recordInMemory: (controlId: string) => ControlRecord | undefined = () => undefined,
): Promise<ControlRecord | undefined> {
  const { requestKey } = control
  const atHand = requestKey === undefined ? undefined : recordInMemory(requestKey)
  const stored =
    atHand === undefined
      ? ((await store.byPlatformId(control.id)) ??
        (requestKey === undefined ? undefined : await store.byId(requestKey)))
      : { record: atHand }
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
    const found: PlatformControl[] = []
    for (const conversationId of await conversationsOf(claim, actor)) {
      const answer = await actor.platform.controls(conversationId)
      if (answer.ok) found.push(...answer.value)
      // One of the others may have ended since they were listed.
      else if (conversationId === claim.conversationId || answer.error.code !== 'not-found')
        throw leaseUnknown()
    }
    return found.filter(
      (control) => speaksNow(control) && control.targetUserId === claim.agentUserId,
    )
  }

  /**
   * The lease is the agent's, so every call of theirs counts, not only this one. One this person may not see tells nothing to
   * them: it is left to whoever may.
   */
  async function conversationsOf(
    claim: LeaseClaim,
    actor: Supervisor,
  ): Promise<ReadonlySet<string>> {
    const answer = await actor.platform.activeInteractions(claim.agentUserId)
    if (!answer.ok) throw leaseUnknown()
    const others = answer.value.filter(
      ({ media, phase, queueId }) =>
        media === 'voice' && phase !== 'ended' && actor.mayView(queueId),
    )
    return new Set([claim.conversationId, ...others.map(({ id }) => id)])
  }

  async function takeBack(
    control: PlatformControl,
    record: ControlRecord,
    fence: number,
    actor: Supervisor,
  ): Promise<void> {
    // One of the same fence is this tab's own last line, and on its way out already.
    if ((record.leaseFence ?? 0) >= fence) return
    await takeBackOvertaken(registry, control, record, actor)
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
            by: options.foreignNameOf(control),
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
