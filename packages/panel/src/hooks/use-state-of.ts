import { useSyncExternalStore } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { AgentStripState } from '../model/agent-strip/agent-strip.ts'
import type { Announcement } from '../model/announcements/announcer.ts'
import type { Talkers } from '../model/audio/who-talks.ts'
import type { AwayReport } from '../model/away/away-watch.ts'
import type { Complaint } from '../model/complaints.ts'
import type { LineState } from '../model/line/line-state.ts'
import type { AgentCardState } from '../model/list/agent-card.ts'
import type { QueueNews } from '../model/list/queue-news.ts'
import type { ListeningState } from '../model/listening/listening.ts'
import type { Preferences } from '../model/preferences.ts'
import type { Session } from '../model/session/session.ts'
import type { MicrophoneDevice } from '../model/talk/microphone.ts'
import type { WhisperFinds } from '../model/whispers/whisper-checks.ts'
import type { Sending } from '../model/whispers/whispers.ts'
import { useModel } from './use-model.ts'

/** `read` must answer the same value for the same state. */
function useValue<State, Value>(store: StoreApi<State>, read: (state: State) => Value): Value {
  const readNow = () => read(store.getState())
  return useSyncExternalStore(store.subscribe, readNow, readNow)
}

const whole = <State>(state: State) => state

export function useSession(): Session {
  return useValue(useModel().session, whole)
}

/** What the platform cannot do at all, by the names of `Me.unsupported`. */
export type Ability = 'monitor' | 'audioWhisper' | 'barge' | 'textWhisper' | 'mixLevel' | 'coaching'

/** Why the platform cannot do this; undefined when it can. */
export function useUnsupported(ability: Ability): string | undefined {
  const session = useSession()
  return 'me' in session ? session.me.unsupported[ability] : undefined
}

/** One fact of this tab's line, so that a meter's news does not draw the page again. */
export function useLine<Value>(read: (state: LineState) => Value): Value {
  return useValue(useModel().line.state, read)
}

export function useTalkers(): Talkers {
  return useValue(useModel().line.talkers, whole)
}

/** What is plugged in, as far as the browser tells. */
export function useMicrophones(): readonly MicrophoneDevice[] {
  return useValue(useModel().line.microphones, whole)
}

/** Whether the microphone test stands on the page. */
export function useMicrophoneTestShown(): boolean {
  return useValue(useModel().microphoneTestShown, whole)
}

export function usePreferences(): Preferences {
  return useValue(useModel().preferences, whole)
}

/** What a screen reader is told now. */
export function useAnnouncement(): Announcement {
  return useValue(useModel().announcer.state, whole)
}

export function useAgentCard(): AgentCardState {
  return useValue(useModel().agentCard.state, whole)
}

export function useQueueNews(): readonly QueueNews[] {
  return useValue(useModel().queueNews.state, whole)
}

/** What could not be done at this person's request. */
export function useComplaints(): readonly Complaint[] {
  return useValue(useModel().complaints.state, whole)
}

export function useListening<Value>(read: (state: ListeningState) => Value): Value {
  return useValue(useModel().listening.state, read)
}

export function useSending(conversationId: string): Sending | undefined {
  return useValue(useModel().whispers.state, (state) => state[conversationId])
}

/** What of the whisper being written would be left out of it. */
export function useWhisperFinds(conversationId: string): WhisperFinds | undefined {
  return useValue(useModel().whisperChecks.state, (state) => state[conversationId])
}

/** What is going on with the agent's own whispers in this tab. */
export function useStripState<Value>(read: (state: AgentStripState) => Value): Value {
  return useValue(useModel().agentStrip.state, read)
}

export function useAwayReport(): AwayReport | undefined {
  return useValue(useModel().away.report, (state) => state.shown)
}
