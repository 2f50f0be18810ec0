// A whole platform on real sockets.
export {
  createSimulator,
  type Simulator,
  type SimulatorDeps,
  type SimulatorStage,
} from './create-simulator.ts'
// Its parts without sockets, for simulations and benches on a clock of their own.
export { createEventHub, type EventHub } from './event-stream/create-event-hub.ts'
export { createFaultBoard } from './faults/fault-board.ts'
export { type FaultBoard, type Faults, noFaults, type OneTimeFault } from './faults/faults.ts'
export { createMediaEngine } from './media/create-media-engine.ts'
export {
  type LineAttachment,
  type LineSink,
  type MediaEngine,
  type MediaEngineWithLines,
  type RecordingLeg,
  recordingLegs,
  type VoiceSource,
} from './media/media-engine.ts'
export { createRoomTone } from './media/voice/room-tone.ts'
export { createScriptedVoice } from './media/voice/scripted-voice.ts'
export { createVoiceSum } from './media/voice/voice-sum.ts'
export type { TokenAuthority, TokenVerdict } from './oauth/token-authority.ts'
export { type ScenarioName, scenarioNames } from './scenarios/scenario-catalogue.ts'
export {
  readSimulatorSettings,
  type SimulatorSettings,
  simulatorSettingTable,
} from './settings.ts'
export { createVoiceLibrary } from './voices/create-voice-library.ts'
export type { Dialogue, DialogueTurn, Speaker, VoiceLibrary } from './voices/voice-library.ts'
export { createWorld, type SimulatedWorld, type WorldDeps } from './world/create-world.ts'
export type { Control, Conversation, Person } from './world/shapes.ts'
export { loadVoiceBank, type VoiceBank } from './world/speech/voice-bank.ts'
export type { ConversationAction } from './world/world.ts'
