// Reads one whole conversation from the platform, with one supervisor's own rights (W4, S2), and never twice for nothing (S3).
import type { Conversation } from '@sotto/domain'
import type { Clock, MonotonicMs } from '@sotto/kernel'
import { PlatformError, type RequestPurpose, requestPurposes } from '@sotto/platform'
import type { Counters } from '../counters.ts'
import type { LiveWorld } from '../live-world.ts'
import type { Supervisor } from './supervisor.ts'

export interface ConversationReader {
  /**
   * Undefined when it is absent or not for this supervisor to see: the two are told apart for nobody. Readers of the same
   * conversation at the same moment share one call, whoever they are, as long as each may see its queue; `act` is always asked
   * in the supervisor's own name. What somebody opens (`detail`, unless told otherwise) is not asked for at all while events
   * have told everything since the platform's last word on it. Rejects with a `PlatformError`.
   */
  read(
    supervisor: Supervisor,
    conversationId: string,
    purpose?: RequestPurpose,
  ): Promise<Conversation | undefined>
}

interface Flight {
  readonly supervisor: Supervisor
  readonly purpose: RequestPurpose
  readonly answer: Promise<Conversation | undefined>
  readonly beganAtMono: MonotonicMs
}

export function createConversationReader(input: {
  readonly clock: Clock
  readonly world: LiveWorld
  readonly counters: Counters
}): ConversationReader {
  const { clock, counters, world } = input
  const flights = new Map<string, readonly Flight[]>()

  async function readNow(
    supervisor: Supervisor,
    conversationId: string,
    purpose: RequestPurpose,
  ): Promise<Conversation | undefined> {
    const askedAtMono = clock.monotonicNow()
    const answer = await supervisor.platform.conversation(conversationId, purpose)
    if (!answer.ok || !supervisor.mayView(answer.value.queueId)) {
      // It may be their right to it that is gone.
      await supervisor.ready()
      // Gone for somebody who may see its queue is gone for all who may.
      if (!answer.ok && mayViewKnown(supervisor, conversationId))
        world.dropConversation(conversationId)
      return undefined
    }
    world.takeConversation(answer.value, { by: 'reading', atMono: askedAtMono })
    // An event may have overtaken the answer.
    return world.conversation(conversationId)?.full ?? answer.value
  }

  function mayViewKnown(supervisor: Supervisor, conversationId: string): boolean {
    const known = world.conversation(conversationId)
    return known !== undefined && supervisor.mayView(known.summary.queueId)
  }

  /** What events have kept true since the platform's last word on it, however long ago: as good as asking again. */
  function keptTrue(supervisor: Supervisor, conversationId: string): Conversation | undefined {
    const known = world.conversation(conversationId)
    if (known?.full === undefined || !supervisor.mayView(known.full.queueId)) return undefined
    return supervisor.isKeptTrue(conversationId, known.knownAtMono) ? known.full : undefined
  }

  function begin(
    supervisor: Supervisor,
    conversationId: string,
    purpose: RequestPurpose,
  ): Promise<Conversation | undefined> {
    const answer = readNow(supervisor, conversationId, purpose)
    const flight: Flight = { supervisor, purpose, answer, beganAtMono: clock.monotonicNow() }
    flights.set(conversationId, [...(flights.get(conversationId) ?? []), flight])
    const land = () => {
      const left = (flights.get(conversationId) ?? []).filter((other) => other !== flight)
      if (left.length === 0) flights.delete(conversationId)
      else flights.set(conversationId, left)
    }
    answer.then(land, land)
    return answer
  }

  function findFlight(
    supervisor: Supervisor,
    conversationId: string,
    purpose: RequestPurpose,
  ): Flight | undefined {
    const known = world.conversation(conversationId)?.summary
    const mayShare = ({ supervisor: reader }: Flight) =>
      purpose !== 'act' &&
      known !== undefined &&
      [reader, supervisor].every((one) => one.mayView(known.queueId))
    return flights
      .get(conversationId)
      ?.find(
        (flight) =>
          isAsUrgent(flight.purpose, purpose) &&
          !isOutdated(supervisor, conversationId, flight) &&
          (flight.supervisor === supervisor || mayShare(flight)),
      )
  }

  /** Undefined when it has to be read in this supervisor's own name. */
  async function theirAnswer(
    flight: Flight,
    supervisor: Supervisor,
    conversationId: string,
  ): Promise<{ readonly conversation: Conversation | undefined } | undefined> {
    try {
      await flight.answer
    } catch (failure) {
      // Their sign-in may have ended; a platform that is away is away for all.
      if (failure instanceof PlatformError && !isAboutToken(failure)) throw failure
      return undefined
    }
    const known = world.conversation(conversationId)
    if (known === undefined) return { conversation: undefined }
    const { full } = known
    return full !== undefined && supervisor.mayView(full.queueId)
      ? { conversation: full }
      : undefined
  }

  return {
    async read(supervisor, conversationId, purpose = 'detail') {
      await supervisor.ready()
      const kept = purpose === 'detail' ? keptTrue(supervisor, conversationId) : undefined
      if (kept !== undefined) {
        counters.count('reads-saved')
        return kept
      }
      const flying = findFlight(supervisor, conversationId, purpose)
      if (flying === undefined) return begin(supervisor, conversationId, purpose)
      if (flying.supervisor === supervisor) return flying.answer
      const theirs = await theirAnswer(flying, supervisor, conversationId)
      if (theirs === undefined) return begin(supervisor, conversationId, purpose)
      counters.count('reads-shared')
      return theirs.conversation
    },
  }
}

function isAsUrgent(flying: RequestPurpose, wanted: RequestPurpose): boolean {
  return requestPurposes.indexOf(flying) <= requestPurposes.indexOf(wanted)
}

/** One that began before events were lost would answer with what may be over. */
function isOutdated(supervisor: Supervisor, conversationId: string, flight: Flight): boolean {
  return supervisor.link.state === 'open' && !supervisor.isFresh(conversationId, flight.beganAtMono)
}

function isAboutToken({ code }: PlatformError): boolean {
  return code === 'token-expired' || code === 'token-invalid'
}
