export {
  createPlayoutBuffer,
  type PlayoutBuffer,
  type PlayoutBufferOptions,
  type PlayoutOutcome,
  type PushOutcome,
} from './buffer/playout-buffer.ts'
export type { PlayoutCounts } from './buffer/playout-counts.ts'
export {
  decodeALaw,
  decodeALawSample,
  decodeMuLaw,
  decodeMuLawSample,
  encodeALaw,
  encodeALawSample,
  encodeMuLaw,
  encodeMuLawSample,
} from './codec/g711.ts'
export {
  decodeWav,
  encodeWav,
  type WavError,
  type WavErrorCode,
  type WavSound,
  wavHeader,
  wavHeaderBytes,
} from './codec/wav.ts'
export {
  deinterleave,
  floatToInt16,
  int16ToFloat,
  interleave,
  stereoToMono,
  toInt16,
} from './convert.ts'
export {
  bytesPerSample,
  frameMs,
  frameSamples,
  type SampleBlock,
  sampleRateHz,
} from './frame/audio-format.ts'
export {
  type AudioFrame,
  type AudioFrameError,
  type AudioFrameErrorCode,
  type AudioFrameKind,
  type AudioFrameSlot,
  audioFrameBytes,
  audioFrameHeaderBytes,
  audioFrameSamples,
  audioFrameVersion,
  createAudioFrameSlot,
  decodeAudioFrame,
  encodeAudioFrame,
  readAudioFrame,
  writeAudioFrame,
} from './frame/audio-frame.ts'
export { createFrame, createFramer, type Framer, type FramerOptions } from './frame/framer.ts'
export { createFrameLimiter, type FrameLimiter } from './frame-limiter.ts'
export { createLimiter, type Limiter, type LimiterOptions } from './limiter.ts'
export {
  blockRmsDbfs,
  createLevelMeter,
  fromDbfs,
  type LevelMeter,
  silenceDbfs,
  toDbfs,
} from './meter/level.ts'
export {
  createSilenceWatch,
  type SilenceWatch,
  type SilenceWatchOptions,
} from './meter/silence-watch.ts'
export { createTalkBalance, type TalkBalance } from './meter/talk-balance.ts'
export {
  createVoiceActivity,
  type VoiceActivity,
  type VoiceActivityOptions,
} from './meter/voice-activity.ts'
export { resampleClip } from './resample/resample-clip.ts'
export { createResampler, type Resampler, type ResamplerOptions } from './resample/resampler.ts'
