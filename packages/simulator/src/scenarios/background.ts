/** The contact centre's everyday life: conversations that come by themselves, ring, are led and end. */
import type { Random } from '@sotto/kernel'
import { homeRegion, sharedQueueId } from '../world/cast/cast.ts'
import type { ConversationRecord } from '../world/conversations/conversation-record.ts'
import { ordinaryChannel } from '../world/conversations/participants.ts'
import { startConversation } from '../world/conversations/start-conversation.ts'
import { between, forkRandom, pick } from '../world/fork-random.ts'
import type { ConversationMedia, Person } from '../world/shapes.ts'
import { dialogueIn } from '../world/speech/written-messages.ts'
import { chooseDialogue } from './choose-dialogue.ts'
import { leadLife } from './lead-life.ts'
import { planLife } from './plan-life.ts'
import type { Stage } from './stage.ts'

const ringMs = [2_000, 6_000] as const
const unansweredChance = 0.03
const notRespondingMs = 20_000
/** At "ready" this share of all agents is in a call, and never fewer calls than this. */
const startingShare = 0.4
const fewestCalls = 10
/** This share of a queue's agents is left free for conversations that are asked for. */
const reservedShare = 0.25

export interface Background {
  /** Puts on the conversations of "ready" and lets new ones come. */
  start(): void
}

export function createBackground(stage: Stage, random: Random, callsPerMinute: number): Background {
  const { core, book, roster } = stage
  const queueIds = [...core.cast.queues.keys()].filter((id) => !core.cast.loadQueueIds.includes(id))
  const agents = [...core.people.values()].filter(
    ({ role, queueIds: own }) => role === 'agent' && own.some((id) => queueIds.includes(id)),
  ).length
  const startingCalls = Math.max(fewestCalls, Math.round(agents * startingShare))
  let ringing = 0

  function answer(agent: Person, queueId: string, mediaType: ConversationMedia, fresh: boolean) {
    const own = forkRandom(random)
    const queueName = core.cast.queues.get(queueId)?.name ?? ''
    const dialogue = chooseDialogue(core.bank.dialogues, queueName, own)
    const spoken = dialogueIn(mediaType, dialogue)
    // At "ready" every call is somewhere else in its talk.
    const early = spoken.turns.filter(({ startMs }) => startMs < spoken.durationMs * 0.6)
    const dialogueStartMs = fresh ? 0 : (pick(own, early)?.startMs ?? 0)
    const record = startConversation(core, book, roster, {
      scenario: 'background',
      directed: false,
      mediaType,
      queueId,
      region: homeRegion,
      agent,
      dialogue,
      dialogueStartMs,
      loops: false,
      customerSpeaks: true,
      agentChannel: ordinaryChannel,
      loadedMediaQueue: false,
      random: own,
    })
    leadLife(stage, record, planLife(own, mediaType, spoken, dialogueStartMs))
  }

  function findAgent(queueId: string, mediaType: ConversationMedia): Person | undefined {
    const members = roster.members(queueId).filter((agent) => agent.routingStatus !== 'OFF_QUEUE')
    const idle = members.filter((agent) => roster.canTake(agent, 'VOICE')).length
    const free = roster.free(queueId, mediaType)
    if (mediaType === 'VOICE' && idle <= members.length * reservedShare) return undefined
    return free[0]
  }

  /** A caller whom nobody can take hangs up. */
  function ring(mediaType: ConversationMedia): void {
    const queueId = pickQueue()
    const agent = findAgent(queueId, mediaType) ?? findAgent(sharedQueueId, mediaType)
    if (agent === undefined) return
    const chosenQueueId = agent.queueIds.includes(queueId) ? queueId : sharedQueueId
    const release = roster.reserve(agent.id)
    const unanswered = random.next() < unansweredChance
    ringing += 1
    core.timers.after(between(random, ...ringMs), () => {
      ringing -= 1
      release()
      const current = core.people.get(agent.id)
      if (current === undefined || !roster.canTake(current, mediaType)) return
      if (unanswered) letPhoneRing(current.id)
      else answer(current, chosenQueueId, mediaType, true)
    })
  }

  function letPhoneRing(userId: string): void {
    roster.setResponding(userId, false)
    core.timers.after(notRespondingMs, () => roster.setResponding(userId, true))
  }

  function pickQueue(): string {
    if (random.next() < 0.5) return sharedQueueId
    return pick(random, queueIds) ?? sharedQueueId
  }

  function planArrival(): void {
    const meanMs = 60_000 / callsPerMinute
    core.timers.after(-Math.log(1 - random.next()) * meanMs, () => {
      const chance = random.next()
      ring(chance < 0.75 ? 'VOICE' : chance < 0.9 ? 'CHAT' : 'EMAIL')
      planArrival()
    })
  }

  /** Between arrivals the centre never falls so quiet that there is nobody to listen to. */
  function refill(ended: ConversationRecord): void {
    if (ended.conversation.state !== 'ENDED' || ended.conversation.mediaType !== 'VOICE') return
    const calls = [...book.live].filter(
      ({ conversation, scenario }) => conversation.mediaType === 'VOICE' && scenario !== 'load',
    ).length
    if (calls + ringing < startingCalls) ring('VOICE')
  }

  function startInitial(queueId: string, mediaType: ConversationMedia): void {
    const [agent] = roster.free(queueId, mediaType)
    if (agent !== undefined) answer(agent, queueId, mediaType, false)
  }

  return {
    start() {
      for (let count = 0; count < startingCalls; count += 1) {
        // Three of five in the shared queue, the others around the rest.
        const others = queueIds.filter((id) => id !== sharedQueueId)
        const other = others[count % others.length] ?? sharedQueueId
        startInitial(count % 5 < 3 ? sharedQueueId : other, 'VOICE')
      }
      for (const queueId of [sharedQueueId, sharedQueueId, ...queueIds])
        startInitial(queueId, 'CHAT')
      for (const queueId of queueIds.slice(0, 2)) startInitial(queueId, 'EMAIL')
      if (callsPerMinute === 0) return
      stage.acts.onActed(refill)
      planArrival()
    },
  }
}
