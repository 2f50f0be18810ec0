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
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { listPeople, type PeopleList } from '../model/list/conversation-list.ts'
import type { LiveLink } from '../model/live/live-link.ts'
import type { LiveTopic, ShownDetail } from '../model/live/live-store.ts'
import { type Freshness, freshnessOf } from '../model/truth/freshness.ts'
import { type Doubt, doubtOf, listDoubtOf } from '../model/truth/shown-truth.ts'
import { useModel } from './use-model.ts'
import { usePreferences } from './use-state-of.ts'

function useTopic<Value>(topic: LiveTopic, read: () => Value): Value {
  const { store } = useModel()
  const subscribe = useCallback(
    (listener: () => void) => store.subscribe(topic, listener),
    [store, topic],
  )
  return useSyncExternalStore(subscribe, read, read)
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
  const read = () => live.link()
  return useSyncExternalStore(live.subscribe, read, read)
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

export interface People extends PeopleList {
  /** False until the first snapshot. */
  readonly filled: boolean
}

export function usePeople(search: string): People {
  const { store } = useModel()
  const version = useTopic('lists', () => store.listsVersion)
  const { idleAgentsToo } = usePreferences()
  return useMemo(() => {
    // `version` stands for the tables, which are changed in place.
    void version
    const list = listPeople({
      conversations: store.conversations(),
      agents: store.agents(),
      search,
      idleToo: idleAgentsToo,
    })
    return { ...list, filled: store.filled }
  }, [store, version, search, idleAgentsToo])
}
