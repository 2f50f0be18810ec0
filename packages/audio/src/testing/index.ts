export { createJitterTrace, type NetworkCharacter, networkCharacters } from './jitter-trace.ts'
export {
  runAdaptiveTrial,
  runFixedTrial,
  type TrialCounts,
  type TrialOptions,
} from './jitter-trial.ts'
export { type SpeechOptions, synthesizeSpeech } from './synthetic-speech.ts'
