// Reads one whole conversation from the platform, with one supervisor's own rights (W4, S2).
import type { Conversation } from '@sotto/domain'
import type { Clock } from '@sotto/kernel'
import type { LiveWorld } from '../live-world.ts'
import type { Supervisor } from './supervisor.ts'

export interface ConversationReader {
  /**
   * Undefined when it is absent or not for this supervisor to see: the two are told apart for nobody. Readers of the same
   * conversation at the same moment share one call. Rejects with a `PlatformError`.
   */
  read(supervisor: Supervisor, conversationId: string): Promise<Conversation | undefined>
}

export function createConversationReader(input: {
  readonly clock: Clock
  readonly world: LiveWorld
}): ConversationReader {
  const { clock, world } = input
  const flights = new Map<string, Promise<Conversation | undefined>>()

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
      if (flying !== undefined) return flying
      const flight = readNow(supervisor, conversationId).finally(() => flights.delete(key))
      flights.set(key, flight)
      return flight
    },
  }
}
