// Reads, again and again while somebody here speaks, what else speaks to the same agent: the events that would tell may be lost,
// and a holder who slept through the end of their lease wakes with a line on the platform.
//
//   a voice line of ours ─► every 0.8 s: controls of the agent's calls, each read once ─► judged together
//          ▲                                                                                 │
//          └──────────────── until none is left                overtaken: taken back · not ours: a holder
import { type ControlRecord, carriesVoice, isFinalState, type PlatformControl } from '@sotto/domain'
import type { Logger } from '@sotto/kernel'
import { type PersonalPlatform, PlatformError } from '@sotto/platform'
import type { ControlRegistry } from '../commands/registry/control-registry.ts'
import type { LiveWorld } from '../live/live-world.ts'
import { forEachBounded } from '../live/supervisors/persist.ts'
import type { Timers } from '../live/timers.ts'

/** In whose name a call is read: a supervisor. */
export interface VoiceReader {
  readonly queueIds: Iterable<string>
  readonly platform: Pick<PersonalPlatform, 'controls'>
}

export interface VoiceWatchOptions<Reader extends VoiceReader> {
  readonly registry: Pick<ControlRegistry, 'onChange'>
  readonly supervisors: { byPerson(supervisorId: string): Reader | undefined }
  readonly world: Pick<LiveWorld, 'conversation' | 'conversationIds'>
  readonly voices: { takeRead(controls: readonly PlatformControl[], reader: Reader): Promise<void> }
  readonly timers: Timers
  readonly logger: Logger
  readonly voiceReadMs: number
  readonly onFailure: (failure: unknown) => void
}

const readsAtOnce = 4
/** At most, and each with a pause of its own. */
const sharesOfRound = 20

/** One reading of each call, however many of ours speak in it. */
interface Round {
  readonly taken: Set<string>
  /** Calls with a line of their own, in whose name they are read. */
  readonly spokenIn: ReadonlySet<string>
}

/** Watches over all voice lines of this server from now on. */
export function watchVoices<Reader extends VoiceReader>(options: VoiceWatchOptions<Reader>): void {
  const { supervisors, timers, world } = options
  const lines = new Map<string, ControlRecord>()
  let isReading = false

  function otherCallsOf(agentUserId: string, actor: Reader): readonly string[] {
    return [...actor.queueIds].flatMap((queueId) =>
      [...world.conversationIds(queueId)].filter((conversationId) => {
        const summary = world.conversation(conversationId)?.summary
        const isCall = summary?.media === 'voice' && summary.phase !== 'ended'
        return isCall && summary.agentUserId === agentUserId
      }),
    )
  }

  async function read(conversationId: string, actor: Reader): Promise<void> {
    try {
      const answer = await actor.platform.controls(conversationId)
      if (answer.ok) await options.voices.takeRead(answer.value, actor)
    } catch (failure) {
      if (!(failure instanceof PlatformError)) throw failure
      options.logger.warn('voices-not-read', { conversationId, code: failure.code })
    }
  }

  /** Each call that has to do with this line, and has not been read in this round, in whose name it is to be read. */
  function readingsFor(line: ControlRecord, round: Round): readonly (readonly [string, Reader])[] {
    const actor = supervisors.byPerson(line.supervisorId)
    if (actor === undefined) return []
    const others = otherCallsOf(line.agentUserId, actor).filter((id) => !round.spokenIn.has(id))
    const wanted = [line.conversationId, ...others].filter((id) => !round.taken.has(id))
    for (const conversationId of wanted) round.taken.add(conversationId)
    return wanted.map((conversationId) => [conversationId, actor])
  }

  /**
   * Hundreds of lines are read one small share after the other, done in half of the time there is: all at once they would
   * hold up everybody's sound. A line that comes meanwhile is read in this round, so none waits longer than a round.
   */
  async function readAll(): Promise<void> {
    const speaking = [...lines.values()]
    const share = Math.max(readsAtOnce, Math.ceil(speaking.length / sharesOfRound))
    const round: Round = {
      taken: new Set(),
      spokenIn: new Set(speaking.map(({ conversationId }) => conversationId)),
    }
    let due: (readonly [string, Reader])[] = []
    let seen = 0
    for (const line of lines.values()) {
      if (seen > 0 && seen % share === 0) {
        await readShare(due)
        due = []
        await pause(options.voiceReadMs / 2 / sharesOfRound)
      }
      due.push(...readingsFor(line, round))
      seen += 1
    }
    await readShare(due)
  }

  const readShare = (due: readonly (readonly [string, Reader])[]) =>
    forEachBounded(due, readsAtOnce, ([conversationId, actor]) => read(conversationId, actor))

  const pause = (durationMs: number) =>
    new Promise<void>((resolve) => {
      timers.schedule(durationMs, resolve)
    })

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
