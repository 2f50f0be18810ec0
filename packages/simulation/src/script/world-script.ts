/** What happens in the contact centre by itself: the acts that change who is in a call, mostly where supervisors are. */
import type { Random } from '@sotto/kernel'
import type { Conversation, ConversationAction } from '@sotto/simulator'
import { pick, pickWeighted } from '../chance.ts'
import type { Scene } from '../scene.ts'

export interface WorldScript {
  step(stepMs: number): void
}

const sharedQueueId = 'queue-billing'
/** So many conversations that change only by these acts. */
const directedAtLeast = 4

export function createWorldScript(options: {
  readonly scene: Scene
  readonly random: Random
  /** The mean time between two acts. */
  readonly everyMs: number
}): WorldScript {
  const { random, scene } = options
  const { world } = scene.simulator

  function keepEnough(): void {
    const live = [...world.records.values()].filter(
      ({ conversation, directed }) => directed && isLive(conversation),
    )
    if (live.length >= directedAtLeast) return
    try {
      const scenario =
        pick(random, ['steady', 'steady', 'steady', 'busy', 'chat'] as const) ?? 'steady'
      world.startScenario({ scenario, queueId: sharedQueueId })
    } catch {
      // Every agent is taken: another time.
    }
  }

  function act(): void {
    const watched = scene.tabs.flatMap(({ model, shownId }) => [
      model.line.state.getState().conversationId,
      shownId ?? undefined,
    ])
    const ids =
      random.next() < 0.9
        ? watched.filter((id) => id !== undefined)
        : [...world.conversations.keys()]
    const conversation = world.conversations.get(pick(random, ids) ?? '')
    if (conversation === undefined) return
    const action = nextAct(conversation, random)
    if (action === undefined) return
    const outcome = world.act(conversation.id, action)
    scene.trace.note(`act ${outcome.ok}`, `${action} ${conversation.id}`)
  }

  return {
    step(stepMs) {
      keepEnough()
      if (random.next() < stepMs / options.everyMs) act()
    },
  }
}

function isLive({ state }: Conversation): boolean {
  return state !== 'ENDED' && state !== 'WRAPPED_UP' && state !== 'COMPLETED'
}

function nextAct(conversation: Conversation, random: Random): ConversationAction | undefined {
  if (conversation.recording.state === 'PAUSED' && random.next() < 0.6) return 'resume-recording'
  switch (conversation.state) {
    case 'ACTIVE':
      return pickWeighted(random, {
        hold: 10,
        transfer: 4,
        conference: 4,
        'pause-recording': 4,
        end: 1.5,
        'drop-agent': 1,
      })
    case 'HOLD':
      return pickWeighted(random, { retrieve: 10, end: 0.5, transfer: 1 })
    case 'IN_TRANSFER':
      return pickWeighted(random, { 'complete-transfer': 4, 'cancel-transfer': 6, end: 0.5 })
    case 'CONFERENCE':
      return pickWeighted(random, { 'leave-conference': 10, end: 0.5 })
    case 'ENDED':
      return 'wrap-up'
    default:
      return undefined
  }
}
