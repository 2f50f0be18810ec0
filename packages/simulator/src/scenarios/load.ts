/** Background load: events of queues that nobody but the director sees. */
import type { Random } from '@sotto/kernel'
import { homeRegion } from '../world/cast/cast.ts'
import type { ConversationRecord } from '../world/conversations/conversation-record.ts'
import { isLive } from '../world/conversations/conversation-transitions.ts'
import { ordinaryChannel } from '../world/conversations/participants.ts'
import { startConversation } from '../world/conversations/start-conversation.ts'
import { forkRandom } from '../world/fork-random.ts'
import { measureConversation } from '../world/speech/metrics.ts'
import { chooseDialogue } from './choose-dialogue.ts'
import type { Stage } from './stage.ts'

const tickMs = 20
/** One event in five carries metrics, the others a conversation whose line quality wobbles. */
const metricsEvery = 5

/** Starts one endless call per agent of the load queues and `eventsPerSecond` events on them. */
export function startLoad(stage: Stage, random: Random, eventsPerSecond: number): void {
  const { core, book } = stage
  const calls = core.cast.loadQueueIds.flatMap((queueId) => startCalls(stage, random, queueId))
  const startedAt = core.clock.monotonicNow()
  let sent = 0
  core.timers.every(tickMs, () => {
    // Owed by the clock, so that a late tick catches up.
    const owed = Math.floor(((core.clock.monotonicNow() - startedAt) / 1_000) * eventsPerSecond)
    for (; sent < owed; sent += 1) {
      const record = calls[sent % calls.length]
      if (record !== undefined && isLive(record.conversation.state)) emitOne(record)
    }
  })

  function emitOne(record: ConversationRecord): void {
    const { conversation, agentUserId, script } = record
    if (sent % metricsEvery === 0) {
      core.events.emit({
        type: 'conversation',
        name: 'conversation.metrics',
        conversationId: conversation.id,
        userId: agentUserId,
        queueId: conversation.queueId,
        data: { ...measureConversation(script, book.elapsedMs(record)) },
      })
      return
    }
    const { audioQuality } = conversation
    const jitterMs = 4 + (conversation.version % 4)
    book.commit(record, {
      audioQuality: { ...audioQuality, agent: { ...audioQuality.agent, jitterMs } },
    })
  }
}

function startCalls(stage: Stage, random: Random, queueId: string): readonly ConversationRecord[] {
  return stage.roster.free(queueId, 'VOICE').map((agent) => {
    const own = forkRandom(random)
    return startConversation(stage.core, stage.book, stage.roster, {
      scenario: 'load',
      directed: true,
      mediaType: 'VOICE',
      queueId,
      region: homeRegion,
      agent,
      dialogue: chooseDialogue(stage.core.bank.dialogues, '', own),
      dialogueStartMs: 0,
      loops: true,
      customerSpeaks: true,
      agentChannel: ordinaryChannel,
      loadedMediaQueue: false,
      random: own,
    })
  })
}
