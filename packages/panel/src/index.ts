/** The panel without its screens: what a simulation drives. The screens begin in `main.tsx` and `start.tsx`. */
export type { LinePosition } from './model/audio/audio-client.ts'
export type { Player, Sound } from './model/audio/player.ts'
export type {
  CallFailure,
  FetchAnswer,
  FetchPort,
  FetchRequest,
} from './model/commands/server-calls.ts'
export type { Line } from './model/line/line.ts'
export type { AskedMode, LineProblem, LineState } from './model/line/line-state.ts'
export type { LiveClient } from './model/live/live-client.ts'
export type { LiveLink } from './model/live/live-link.ts'
export type { LiveStore, ShownDetail } from './model/live/live-store.ts'
export type { PlayClip, PlayingClip } from './model/microphone-test/clip-player.ts'
export { createPanelModel, type PanelModel, type PanelModelOptions } from './model/panel-model.ts'
export type { Session } from './model/session/session.ts'
export type { OpenSocket, Socket, SocketListener } from './model/socket.ts'
export { createMemoryStorage, type TextStorage } from './model/storage.ts'
export type {
  MicrophoneDevices,
  MicrophoneFacts,
  MicrophoneFailure,
  MicrophoneListener,
  MicrophoneProcessing,
  RunningMicrophone,
  StartMicrophone,
} from './model/talk/microphone.ts'
export type { Gate, ShutReason } from './model/talk/microphone-gate.ts'
export type { CutReason, Talk } from './model/talk/talk.ts'
export { type Doubt, doubtOf, shownTruth } from './model/truth/shown-truth.ts'
export type { Sending, Whispers } from './model/whispers/whispers.ts'
