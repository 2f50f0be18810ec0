/** Opens and shuts the microphone as the table of `talk.ts` says, and watches over it while it is open. */
import { createSilenceWatch } from '@sotto/audio'
import type { Cancel, Clock } from '@sotto/kernel'
import type { AudioClient } from '../audio/audio-client.ts'
import type { WhoTalks } from '../audio/who-talks.ts'
import { createCaptureWatch } from './capture-watch.ts'
import type { Gate } from './microphone-gate.ts'
import type { MicrophoneHolder } from './microphone-holder.ts'
import { longestWaitMs, nextTalk, type Talk, type TalkFact } from './talk.ts'

export interface SpeakingOptions {
  readonly clock: Clock
  readonly audio: Pick<AudioClient, 'talk' | 'send'>
  readonly microphone: Pick<MicrophoneHolder, 'open' | 'shut'>
  readonly whoTalks: WhoTalks
  /** The person's own wish. */
  readonly waitsForGap: () => boolean
  readonly gate: () => Gate
  readonly read: () => { readonly talk: Talk; readonly conversationId: string | undefined }
  readonly onTalk: (talk: Talk) => void
  /** The gate was found shut by a frame, before anything told of it. */
  readonly onShut: () => void
}

export interface Speaking {
  learn(fact: TalkFact): void
  /** The talk key goes down. */
  press(): void
  /** "Keep talking" is pressed. */
  toggleLatch(): void
  hearFrame(samples: Int16Array, captureTimeMs: number, frameBurst: number): void
  close(): void
}

/** The dead-man's switch: an open microphone nobody speaks into closes after this long. */
const silentMicrophoneMs = 60_000

export function createSpeaking(options: SpeakingOptions): Speaking {
  const { audio, clock, gate, microphone, read, whoTalks } = options
  const silence = createSilenceWatch({ limitMs: silentMicrophoneMs })
  const capture = createCaptureWatch(clock, () => learn({ type: 'capture-stalled' }))
  let burst = 0
  let cancelWait: Cancel = () => {}

  function open(conversationId: string): void {
    burst += 1
    silence.begin(clock.monotonicNow())
    capture.begin()
    audio.talk(conversationId, true)
    microphone.open(burst)
  }

  function shut(conversationId: string | undefined): void {
    microphone.shut()
    capture.end()
    if (conversationId !== undefined) audio.talk(conversationId, false)
  }

  function learn(fact: TalkFact): void {
    const { conversationId, talk: before } = read()
    const talk = nextTalk(before, fact)
    if (talk === before) return
    // A press that only changes who holds it open interrupts nothing.
    const wasOpen = before.state === 'talking'
    const isOpen = talk.state === 'talking'
    if (isOpen && !wasOpen && conversationId !== undefined) open(conversationId)
    else if (wasOpen && !isOpen) shut(conversationId)
    if (talk.state !== 'waiting') cancelWait()
    else if (before.state !== 'waiting')
      cancelWait = clock.schedule(longestWaitMs, () =>
        learn({ type: 'wait-elapsed', gate: gate() }),
      )
    options.onTalk(talk)
  }

  const pressed = () => ({
    gate: gate(),
    mustWait: options.waitsForGap() && whoTalks.now() === 'busy',
  })

  const unsubscribe = whoTalks.state.subscribe(() => {
    if (whoTalks.now() === 'free') learn({ type: 'gap-found', gate: gate() })
  })

  return {
    learn,
    press: () => learn({ type: 'key-pressed', ...pressed() }),
    toggleLatch: () => learn({ type: 'latch-pressed', ...pressed() }),
    hearFrame(samples, captureTimeMs, frameBurst) {
      if (read().talk.state !== 'talking' || frameBurst !== burst) return
      if (!capture.hear()) return
      if (silence.hear(samples, clock.monotonicNow())) return learn({ type: 'quiet-elapsed' })
      if (gate().open) audio.send(samples, captureTimeMs)
      else options.onShut()
    },
    close() {
      unsubscribe()
      cancelWait()
    },
  }
}
