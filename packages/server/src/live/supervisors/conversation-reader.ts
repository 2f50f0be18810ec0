// Reads one whole conversation from the platform, with one supervisor's own rights (W4, S2).
import type { Conversation } from '@sotto/domain'
import type { Clock, MonotonicMs } from '@sotto/kernel'
import type { LiveWorld } from '../live-world.ts'
import type { Supervisor } from './supervisor.ts'

export interface ConversationReader {
  /**
   * Undefined when it is absent or not for this supervisor to see: the two are told apart for nobody. Readers of the same
   * conversation at the same moment share one call. Rejects with a `PlatformError`.
   */
  read(supervisor: Supervisor, conversationId: string): Promise<Conversation | undefined>
}

interface Flight {
  readonly answer: Promise<Conversation | undefined>
  readonly beganAtMono: MonotonicMs
}

function isOutdated(supervisor: Supervisor, flight: Flight): boolean {
  return supervisor.link.state === 'open' && !supervisor.isFresh(flight.beganAtMono)
}

export function createConversationReader(input: {
  readonly clock: Clock
  readonly world: LiveWorld
}): ConversationReader {
  const { clock, world } = input
  const flights = new Map<string, Flight>()

  async function readNow(
    supervisor: Supervisor,
    conversationId: string,
  ): Promise<Conversation | undefined> {
    await supervisor.ready()
    const askedAtMono = clock.monotonicNow()
    const answer = await supervisor.platform.conversation(conversationId)
    if (!answer.ok || !supervisor.mayView(answer.value.queueId)) {
      const known = world.conversation(conversationId)
      // Gone for somebody who may see its queue is gone for all who may.
      if (known !== undefined && supervisor.mayView(known.summary.queueId) && !answer.ok)
        world.dropConversation(conversationId)
      return undefined
    }
    world.takeConversation(answer.value, { by: 'reading', atMono: askedAtMono })
    // An event may have overtaken the answer.
    return world.conversation(conversationId)?.full ?? answer.value
  }

  return {
    read(supervisor, conversationId) {
      const key = `${supervisor.session.id} ${conversationId}`
      const flying = flights.get(key)
      // One that began before events were lost would answer with what may be over.
      if (flying !== undefined && !isOutdated(supervisor, flying)) return flying.answer
      const answer = readNow(supervisor, conversationId)
      const flight: Flight = { answer, beganAtMono: clock.monotonicNow() }
      flights.set(key, flight)
      const land = () => {
        if (flights.get(key) === flight) flights.delete(key)
      }
      answer.then(land, land)
      return answer
    },
  }
}
