/** Puts on a conversation that was asked for by name: it then changes only by acts. */
import type { Random } from '@sotto/kernel'
import { badRequest, conflict } from '../api/refusal.ts'
import { homeRegion, sharedQueueId } from '../world/cast/cast.ts'
import type { ConversationRecord } from '../world/conversations/conversation-record.ts'
import { startConversation } from '../world/conversations/start-conversation.ts'
import { forkRandom } from '../world/fork-random.ts'
import type { Conversation, ConversationMedia, Person } from '../world/shapes.ts'
import { chooseDialogue, choosePersonalDialogue } from './choose-dialogue.ts'
import { type ScenarioName, type ScenarioTraits, scenarios } from './scenario-catalogue.ts'
import type { Stage } from './stage.ts'

/** Directed conversations nobody ends are ended after this long, so that a forgotten one does not keep its agent for ever. */
const endsAfterMs = 4 * 60 * 60_000

export interface ScenarioRequest {
  readonly scenario: ScenarioName
  readonly agentUserId?: string | undefined
  readonly queueId?: string | undefined
  readonly region?: string | undefined
}

/** Throws `Refusal`: 400 naming the field, 409 when the agent (or every agent of the queue) is taken. */
export function startScenario(
  stage: Stage,
  random: Random,
  request: ScenarioRequest,
): Conversation {
  const traits: ScenarioTraits = scenarios[request.scenario]
  const { queueId, agent } = findPlace(stage, request, traits.mediaType)
  const own = forkRandom(random)
  const choose = traits.personalData ? choosePersonalDialogue : chooseDialogue
  const queueName = stage.core.cast.queues.get(queueId)?.name ?? ''
  const record = startConversation(stage.core, stage.book, stage.roster, {
    scenario: request.scenario,
    directed: true,
    mediaType: traits.mediaType,
    queueId,
    region: request.region ?? traits.region ?? homeRegion,
    agent,
    dialogue: choose(stage.core.bank.dialogues, queueName, own),
    dialogueStartMs: 0,
    loops: true,
    customerSpeaks: traits.customerSpeaks,
    agentChannel: traits.agentChannel,
    loadedMediaQueue: traits.loadedMediaQueue,
    random: own,
  })
  record.timers.after(endsAfterMs, () => stage.acts.act(record.conversation.id, 'end'))
  return record.conversation
}

function findPlace(
  stage: Stage,
  request: ScenarioRequest,
  mediaType: ConversationMedia,
): { readonly queueId: string; readonly agent: Person } {
  if (request.queueId !== undefined && !stage.core.cast.queues.has(request.queueId))
    throw badRequest('queueId', 'There is no such queue.')
  if (request.agentUserId === undefined) {
    const queueId = request.queueId ?? sharedQueueId
    return { queueId, agent: findFreeAgent(stage, queueId, mediaType) }
  }
  const agent = stage.core.people.get(request.agentUserId)
  if (agent?.role !== 'agent') throw badRequest('agentUserId', 'There is no such agent.')
  const queueId = request.queueId ?? ownQueue(agent)
  if (queueId === undefined || !agent.queueIds.includes(queueId))
    throw conflict('agent.not.available', `${agent.name} does not work in this queue.`)
  if (!stage.roster.canTake(agent, mediaType))
    throw conflict('agent.not.available', `${agent.name} cannot take this conversation now.`)
  return { queueId, agent }
}

function ownQueue({ queueIds }: Person): string | undefined {
  return queueIds.includes(sharedQueueId) ? sharedQueueId : queueIds[0]
}

/** One who takes voice and text, so that every way of coaching can be tried; another only when there is none. */
function findFreeAgent(stage: Stage, queueId: string, mediaType: ConversationMedia): Person {
  const free = stage.roster.free(queueId, mediaType)
  const found =
    free.find(takesEverything) ??
    endBackgroundCall(stage, queueId, mediaType, takesEverything) ??
    free[0] ??
    endBackgroundCall(stage, queueId, mediaType, () => true)
  if (found === undefined)
    throw conflict('agent.not.available', 'No agent of this queue can take it now.')
  return found
}

function takesEverything({ telephony, engagement }: Person): boolean {
  return telephony && engagement
}

/** Background callers hang up for a conversation that was asked for. */
function endBackgroundCall(
  stage: Stage,
  queueId: string,
  mediaType: ConversationMedia,
  isWanted: (agent: Person) => boolean,
): Person | undefined {
  for (const agent of stage.roster.members(queueId).filter(isWanted)) {
    const background = stage.roster.liveOf(agent.id).filter((record) => givesWay(record, mediaType))
    for (const record of background) {
      stage.acts.act(record.conversation.id, 'end')
      const freed = stage.core.people.get(agent.id)
      if (freed !== undefined && stage.roster.canTake(freed, mediaType)) return freed
    }
  }
  return undefined
}

function givesWay(record: ConversationRecord, mediaType: ConversationMedia): boolean {
  const { conversation, directed } = record
  return !directed && (conversation.mediaType === 'VOICE') === (mediaType === 'VOICE')
}
