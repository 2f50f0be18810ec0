/** What the media engine offers to the world, to the desk and to the media socket. */
import type { ControlType, Conversation, ConversationState } from '../world/shapes.ts'

/** One voice as a function of its position: the same position always gives the same samples, so calls can be rendered late. */
export interface VoiceSource {
  /** Fills `frame` (16 kHz mono) with the samples that start `offsetSamples` after the call's start. */
  read(offsetSamples: number, frame: Int16Array): void
}

export const parties = ['agent', 'customer', 'external', 'second-agent'] as const

export type Party = (typeof parties)[number]

export const recordingLegs = [
  'agent-ear',
  'customer-ear',
  'external-ear',
  'second-agent-ear',
  'supervisor-ear',
  'agent-channel',
  'customer-channel',
  'external-channel',
  'whisper-channel',
  'supervisor-channel',
] as const

export type RecordingLeg = (typeof recordingLegs)[number]

/** Who is in the call and in which state it stands, from now on. */
export interface CallChange {
  readonly conversationId: string
  readonly state: ConversationState
  readonly voices: Readonly<Partial<Record<Party, VoiceSource>>>
  /** While the platform pauses recording, `*-channel` legs record silence; `*-ear` legs stay what was handed to the ear. */
  readonly recordingPaused: boolean
  /** Who holds the agent's place. Lines and seats opened for one agent fall silent when another takes it. Absent: not checked. */
  readonly agentUserId?: string
}

export interface LineOpening {
  readonly controlId: string
  readonly conversationId: string
  readonly controlType: ControlType
  /** 0–1; only a whisper has one. */
  readonly mixLevel: number
}

/** What the ear was given through one line, in samples since it opened. For MONITOR: `mixed` was handed to the supervisor, `underrun` was not. */
export interface LinePosition {
  readonly receivedSamples: number
  readonly mixedSamples: number
  readonly underrunSamples: number
  readonly clippedSamples: number
}

/** The client's side of a line, as the engine sees it. */
export interface LineSink {
  /** The path is open: audio flows from now on. May be called before `attach` returns. */
  opened(): void
  /** False while the reader is too slow for one more frame; the frame is then not handed over. */
  ready(): boolean
  /** MONITOR: 1,280 bytes, customer left, agent right. The bytes are never written again. */
  deliver(frame: Uint8Array): void
  /** Every 500 ms while open. */
  position(position: LinePosition): void
  /** The platform closed the path; nothing follows. */
  closed(): void
  /** A newer client has taken this one's place; nothing follows. */
  replaced(): void
}

/** `not-open`: ignored, the path is not open yet or not any more. `wrong-size` and `receive-only` (MONITOR sends nothing) break the line. */
export type ReceiveOutcome = 'received' | 'not-open' | 'wrong-size' | 'receive-only'

export interface LineAttachment {
  /** 20 ms from the client: 640 bytes, little-endian. */
  receive(frame: Uint8Array): ReceiveOutcome
  /** Where the line stands, or undefined while it is not open. */
  position(): LinePosition | undefined
  /** The client is gone. What it had sent still plays; the line stays open for another to attach. */
  detach(): void
}

/** Added sample by sample, and saturated, both are the agent's ear, unless the others alone do not fit into 16 bits. */
export interface CoachApart {
  /** Everybody the agent hears but whispers, who barges in included: they are a party of the call then. */
  readonly others: Int16Array
  /** All whispers, each at its level. */
  readonly coach: Int16Array
}

/**
 * 20 ms of the agent's ear, the listener's own to keep. While a whisper sounds in it, also its two parts, which are shared and
 * only to be read.
 */
export type SeatListener = (ear: Int16Array, apart: CoachApart | undefined) => void

export interface DeskSeat {
  /** 20 ms (320 samples) from the agent's microphone. From the first frame that plays the scripted voice is mute, until `leave`. */
  speak(frame: Int16Array): void
  leave(): void
}

export interface MediaEngine {
  /** A voice call begins; sample 0 is now. Throws when the conversation already has one. */
  startCall(change: CallChange): void
  /** Ignored for a call that is over or was never a voice call. A state past ENDED ends the call. */
  changeCall(change: CallChange): void
  /** The call is over; its recordings stay readable for ten minutes. */
  endCall(conversationId: string): void
  /** The platform's path for this control is open from now on (EXECUTING), whether or not a socket is attached. Throws when there is no such call, or the line is open already. */
  openLine(line: LineOpening): void
  /** The path is severed or finished, or the control ended before it opened: nothing more is mixed, the socket is closed. */
  closeLine(controlId: string): void
  /** Somebody sits at the agent's desk and listens (and may speak). */
  sitAtDesk(conversationId: string, hear: SeatListener): DeskSeat
  /** A WAV file (16 kHz, 16 bit, mono) of that leg, or undefined when there is no such call or leg. `toMs` past now gives a shorter file. */
  recording(
    conversationId: string,
    leg: RecordingLeg,
    fromMs: number,
    toMs: number | undefined,
  ): Promise<Buffer | undefined>
  close(): Promise<void>
}

/** The engine as the media socket needs it. */
export interface MediaEngineWithLines extends MediaEngine {
  /**
   * Binds a client to a control, open or not yet. The newest holds it: who comes back after a cut cable must not wait for
   * the platform to notice that its old socket is dead.
   */
  attach(controlId: string, sink: LineSink): LineAttachment
  /** What was measured over the last 5 to 10 s, or undefined while nobody listens, coaches or sits at the call. */
  audioQuality(conversationId: string): Conversation['audioQuality'] | undefined
}
