// Reads, again and again while somebody here speaks, what else speaks to the same agent: the events that would tell may be lost,
// and a holder who slept through the end of their lease wakes with a line on the platform.
//
//   a voice line of ours ─► every 0.8 s: controls of the agent's calls, each read once ─► judged together
//          ▲                                                                                 │
//          └──────────────── until none is left                overtaken: taken back · not ours: a holder
import { type ControlRecord, carriesVoice, isFinalState } from '@sotto/domain'
import type { Logger } from '@sotto/kernel'
import { PlatformError } from '@sotto/platform'
import type { ControlRegistry } from '../commands/registry/control-registry.ts'
import type { LiveWorld } from '../live/live-world.ts'
import { forEachBounded } from '../live/supervisors/persist.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import type { Supervisors } from '../live/supervisors/supervisors.ts'
import type { Timers } from '../live/timers.ts'
import type { ForeignCoaches } from './foreign-coaches.ts'

export interface VoiceWatchOptions {
  readonly registry: Pick<ControlRegistry, 'onChange'>
  readonly supervisors: Pick<Supervisors, 'byPerson'>
  readonly world: Pick<LiveWorld, 'conversation' | 'conversationIds'>
  readonly voices: Pick<ForeignCoaches, 'takeRead'>
  readonly timers: Timers
  readonly logger: Logger
  readonly voiceReadMs: number
  readonly onFailure: (failure: unknown) => void
}

const readsAtOnce = 4

/** Watches over all voice lines of this server from now on. */
export function watchVoices(options: VoiceWatchOptions): void {
  const { supervisors, timers, world } = options
  const lines = new Map<string, ControlRecord>()
  let isReading = false

  /** Which call is to be read in whose name: one reading of each, however many of ours speak in it. */
  function readings(): ReadonlyMap<string, Supervisor> {
    const wanted = new Map<string, Supervisor>()
    for (const line of lines.values()) {
      const actor = supervisors.byPerson(line.supervisorId)
      if (actor === undefined) continue
      wanted.set(line.conversationId, actor)
      for (const conversationId of otherCallsOf(line.agentUserId, actor))
        if (!wanted.has(conversationId)) wanted.set(conversationId, actor)
    }
    return wanted
  }

  function otherCallsOf(agentUserId: string, actor: Supervisor): readonly string[] {
    return [...actor.queueIds].flatMap((queueId) =>
      [...world.conversationIds(queueId)].filter((conversationId) => {
        const summary = world.conversation(conversationId)?.summary
        const isCall = summary?.media === 'voice' && summary.phase !== 'ended'
        return isCall && summary.agentUserId === agentUserId
      }),
    )
  }

  async function read(conversationId: string, actor: Supervisor): Promise<void> {
    try {
      const answer = await actor.platform.controls(conversationId)
      if (answer.ok) await options.voices.takeRead(answer.value, actor)
    } catch (failure) {
      if (!(failure instanceof PlatformError)) throw failure
      options.logger.warn('voices-not-read', { conversationId, code: failure.code })
    }
  }

  async function readAll(): Promise<void> {
    await forEachBounded([...readings()], readsAtOnce, ([conversationId, actor]) =>
      read(conversationId, actor),
    )
  }

  /** The next round is due from the last one's beginning; one that is still under way is not joined by another. */
  function readLater(): void {
    timers.replace('read voices', options.voiceReadMs, () => {
      if (lines.size === 0) return
      readLater()
      if (isReading) return
      isReading = true
      readAll()
        .catch(options.onFailure)
        .finally(() => {
          isReading = false
        })
    })
  }

  options.registry.onChange((record) => {
    if (!carriesVoice(record)) return
    if (isFinalState(record.state.name)) lines.delete(record.id)
    else lines.set(record.id, record)
    if (lines.size > 0 && !timers.has('read voices')) readLater()
  })
}
