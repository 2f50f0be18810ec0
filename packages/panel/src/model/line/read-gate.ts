/** Gathers what the panel's gate looks at, from everything that knows a part of it. */
import type { AudioClient } from '../audio/audio-client.ts'
import type { LiveClient } from '../live/live-client.ts'
import type { LiveStore } from '../live/live-store.ts'
import { type Gate, microphoneGate } from '../talk/microphone-gate.ts'
import type { MicrophoneHolder } from '../talk/microphone-holder.ts'
import type { LineState } from './line-state.ts'

export function readGate(sources: {
  readonly line: Pick<LineState, 'conversationId' | 'asked'>
  readonly live: LiveClient
  readonly store: LiveStore
  readonly audio: AudioClient
  readonly microphone: Pick<MicrophoneHolder, 'state'>
}): Gate {
  const { audio, live, microphone, store } = sources
  const { conversationId, asked } = sources.line
  const shown = store.detail()
  const detail =
    shown.state === 'known' && shown.detail.id === conversationId ? shown.detail : undefined
  return microphoneGate({
    hasLine: conversationId !== undefined,
    lineIsShown: detail !== undefined,
    liveFresh: live.isFresh(),
    platformOpen: store.platformLink()?.state === 'open',
    changeAsked: asked !== undefined,
    mode: detail?.mode,
    truth: detail?.truth,
    recordingPaused: detail?.recording === 'paused',
    microphoneMayOpen: detail?.microphoneMayOpen ?? false,
    audioFresh: audio.isFresh(),
    serverGateOpen: conversationId !== undefined && audio.gate(conversationId).open,
    captureRunning: microphone.state() === 'on',
  })
}
