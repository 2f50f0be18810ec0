export { createFakeClock, type FakeClock } from './fake-clock.ts'
export {
  type AlignedCorrelation,
  type AlignedCorrelationInput,
  type AlignedWindow,
  alignedCorrelation,
} from './measure/aligned-correlation.ts'
export { findLeak, type LeakFinding, type LeakInput } from './measure/find-leak.ts'
export { createMarker, type MarkerInput } from './measure/marker.ts'
export { median, rmsDbfs, type Samples } from './measure/samples.ts'
