/** Personal data masked in what people say and write, before anybody reads it. */
export {
  createRedactor,
  holdMs,
  type Redactor,
  type RedactorOptions,
  type TranscriptSegment,
} from './conversation/create-redactor.ts'
export type { RedactedSegment } from './conversation/redact-segment.ts'
export { redactUtterances, type Utterance } from './conversation/redact-utterances.ts'
export { type MaskKind, type PersonalKind, type PersonalSpan, personalKinds } from './kinds.ts'
export { type RedactedPiece, type RedactedText, redactedTextToString } from './redacted-text.ts'
