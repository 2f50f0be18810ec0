/** One subscription per thing that is shown: a row's change draws that row again and nothing else. */
import type {
  AgentRow,
  AgentStrip,
  ControlView,
  ConversationDetail,
  ConversationRow,
  Me,
  OwnQueues,
  PlatformLink,
} from '@sotto/protocol'
import { useCallback, useSyncExternalStore } from 'react'
import type { People } from '../model/list/people-index.ts'
import type { LiveLink } from '../model/live/live-link.ts'
import type { LiveTopic, ShownDetail } from '../model/live/live-store.ts'
import { type Freshness, freshnessOf } from '../model/truth/freshness.ts'
import { type Doubt, doubtOf, listDoubtOf } from '../model/truth/shown-truth.ts'
import { useModel } from './use-model.ts'
import { usePreferences } from './use-state-of.ts'

/** What is told at any moment, drawn once a frame. `subscribe` must be stable. */
function useDrawn<Value>(
  subscribe: (listener: () => void) => () => void,
  read: () => Value,
): Value {
  const { drawing } = useModel()
  const follow = useCallback(
    (listener: () => void) => drawing.follow(subscribe, listener),
    [drawing, subscribe],
  )
  return useSyncExternalStore(follow, read, read)
}

function useTopic<Value>(topic: LiveTopic, read: () => Value): Value {
  const { store } = useModel()
  const subscribe = useCallback(
    (listener: () => void) => store.subscribe(topic, listener),
    [store, topic],
  )
  return useDrawn(subscribe, read)
}

export function useConversation(id: string): ConversationRow | undefined {
  const { store } = useModel()
  return useTopic(`conversation:${id}`, () => store.conversation(id))
}

export function useAgent(id: string): AgentRow | undefined {
  const { store } = useModel()
  return useTopic(`agent:${id}`, () => store.agent(id))
}

export function useControls(conversationId: string): readonly ControlView[] {
  const { store } = useModel()
  return useTopic(`controls:${conversationId}`, () => store.controlsOf(conversationId))
}

export function useDetail(): ShownDetail {
  const { store } = useModel()
  return useTopic('detail', () => store.detail())
}

export function usePlatformLink(): PlatformLink | undefined {
  const { store } = useModel()
  return useTopic('platform-link', () => store.platformLink())
}

/** As the server knows them now; until it does, as they were at the sign-in. */
export function useOwnQueues(me: Me): OwnQueues {
  const { store } = useModel()
  return useTopic('queues', () => store.queues()) ?? me.queues
}

/** Undefined until the server's first word. */
export function useAgentStrip(): AgentStrip | undefined {
  const { store } = useModel()
  return useTopic('agent-strip', () => store.agentStrip())
}

export function useLiveLink(): LiveLink {
  const { live } = useModel()
  return useDrawn(live.subscribe, () => live.link())
}

/** Why nothing on screen can be relied on now. */
export function useDoubt(): Doubt | undefined {
  return doubtOf(useLiveLink(), usePlatformLink())
}

/** Why the list cannot be relied on now. */
export function useListDoubt(): Doubt | undefined {
  return listDoubtOf(useLiveLink(), usePlatformLink())
}

/** How old what is shown of this conversation is. Reads the server's last word anew whenever it is drawn. */
export function useFreshness({ knownAt, truth }: ConversationDetail): Freshness {
  const { live } = useModel()
  const doubt = useDoubt()
  const platformWasOpen = usePlatformLink()?.state === 'open'
  return freshnessOf({ knownAt, truth, doubt, platformWasOpen, serverWordAt: live.serverWordAt() })
}

/** The same object while nothing of it is different: an event of one row draws the lists not again. */
export function usePeople(search: string): People {
  const { people } = useModel()
  const { idleAgentsToo } = usePreferences()
  return useTopic('lists', () => people.people({ search, idleToo: idleAgentsToo }))
}

/** Rises with every change of who or what is listed, by name, presence or order. */
export function useListsVersion(): number {
  const { store } = useModel()
  return useTopic('lists', () => store.listsVersion)
}
