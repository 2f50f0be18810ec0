export {
  type Allowed,
  type AllowedActions,
  allowedActions,
  type CoachInPlace,
  type RefusalReason,
} from './actions/allowed-actions.ts'
export {
  type Act,
  type Authority,
  type AuthorityReason,
  type AuthorityVerdict,
  hasAuthority,
  hasRights,
  judgeAct,
  judgeRights,
  type RightsHolder,
  type RightsVerdict,
} from './actions/authority.ts'
export { judgeAudit, judgeErasure, judgeOwnAudit } from './actions/judge-audit.ts'
export { type Offer, offersAfter } from './actions/offers-after.ts'
export {
  type AgentQuiet,
  endsWith,
  isQuiet,
  longestQuietMs,
} from './agent/agent-quiet.ts'
export {
  type CoachingAction,
  type CoachingStart,
  type CoachingStartRefusal,
  type CoachingTarget,
  coachingActionNames,
  coachingActions,
  mayAct,
  mayStartCoaching,
} from './coaching/coaching-actions.ts'
export {
  type CoachingLicence,
  coachingLicence,
  fullCoachingLicence,
} from './coaching/coaching-licence.ts'
export {
  type CoachingMetadata,
  longestMetadataBytes,
  metadataBytes,
} from './coaching/coaching-metadata.ts'
export {
  type CoachingDetails,
  type CoachingKind,
  type CoachingMoment,
  type CoachingRecord,
  type CoachingState,
  type CoachingStateName,
  emptyCoachingDetails,
  type PlatformCoaching,
  type PlatformCoachingStatus,
} from './coaching/coaching-record.ts'
export {
  type CoachingFactName,
  coachingFactNames,
  coachingTransitions,
  isCoachingOver,
} from './coaching/coaching-transitions.ts'
export { type CoachingFact, decideCoaching } from './coaching/decide-coaching.ts'
export type {
  CancelReason,
  ControlRecord,
  ControlState,
  ControlStateName,
  Evidence,
} from './controls/control-record.ts'
export {
  type ControlFactName,
  controlFactNames,
  controlTransitions,
  isFinalState,
} from './controls/control-transitions.ts'
export {
  type ControlDecision,
  type ControlEffect,
  type ControlFact,
  type ControlTimings,
  decideControl,
  defaultControlTimings,
  expiryMs,
} from './controls/decide-control.ts'
export type {
  ControlFailure,
  PlatformControl,
  PlatformControlStatus,
  WhisperAnswer,
} from './controls/platform-control.ts'
export {
  type AudioQuality,
  activeAgent,
  audioChannel,
  type ControlKind,
  type Conversation,
  type ConversationMedia,
  type ConversationPhase,
  type ConversationSummary,
  carriesVoice,
  isMonitoredOnly,
  type MediaChannel,
  type Participant,
  type ParticipantPurpose,
  textChannel,
} from './conversation/conversation.ts'
export type {
  LicenceTier,
  Member,
  Permission,
  Person,
  Queue,
  Role,
} from './conversation/people.ts'
export { type FoundVoice, judgeVoices, type VoicesVerdict } from './lease/judge-voices.ts'
export {
  acquireLease,
  askForLease,
  handOverLease,
  isHeld,
  isSameTab,
  type Lease,
  type LeaseHolder,
  type LeaseOutcome,
  type LeaseTab,
  type LeaseWish,
  leaseMarginMs,
  mayCarrySound,
  releaseLease,
  renewLease,
  withdrawWish,
} from './lease/lease.ts'
export {
  confirmedMode,
  type LineStage,
  type LineStep,
  lineStage,
  modeState,
  planLines,
  type SpeakingLine,
  speakingKind,
  wantedAfterLoss,
} from './modes/lines.ts'
export type { ConfirmedMode, ModeReason, ModeState, WantedMode } from './modes/mode.ts'
export {
  type ConversationFact,
  type MetricsFact,
  type MetricsFigures,
  metricsSpanMs,
  type PhaseFact,
} from './outcome/conversation-fact.ts'
export { type HoldsSoFar, holdsSoFar } from './outcome/holds.ts'
export type {
  Intervention,
  InterventionKind,
  Outcome,
  OutcomeWindows,
  WindowFigures,
} from './outcome/intervention.ts'
export { factsNeeded, measureOutcome } from './outcome/measure-outcome.ts'
export { measureWindow, type WindowInput } from './outcome/measure-window.ts'
export {
  judgePolicy,
  judgeReason,
  modesThatNeedReason,
  type PolicyReason,
  type PolicySubject,
  type PolicyVerdict,
  type RunningModes,
} from './policy/judge-policy.ts'
export {
  effectivePolicy,
  type KeepableKind,
  type ModeRules,
  type Policy,
  type PolicyRules,
  type ProtectedAgent,
  type ProtectedCustomer,
  type SupervisedMode,
  supervisedModes,
} from './policy/policy.ts'
export { isNewer } from './reconcile/newer.ts'
export {
  type FoundVariable,
  fillSnippet,
  longestSnippet,
  longestSnippetTitle,
  type SnippetFault,
  type SnippetValues,
  type SnippetVariable,
  snippetFault,
  snippetVariables,
  unfilledVariables,
} from './snippets/snippet-text.ts'
export {
  type HeardSound,
  type HearingCause,
  type HearingJudgement,
  hearingCauses,
  hearingCausesOf,
  judgeHearing,
} from './sound/judge-hearing.ts'
export {
  causesOf,
  judgeSound,
  type LineSound,
  relievedMixLevel,
  type SoundCause,
  type SoundFacts,
  type SoundJudgement,
  soundCauses,
} from './sound/judge-sound.ts'
export { compareSegments, placeOf, supersedes } from './transcript/merge-segments.ts'
export { type PinnedWhispers, pinWhispers } from './transcript/pin-whispers.ts'
export {
  isSaidInPause,
  pausesAfter,
  type RecordingPause,
} from './transcript/recording-pauses.ts'
export {
  crossRegionSchedule,
  decideTranscriptRead,
  firstReading,
  isCrossRegion,
  scheduleFor,
  type TranscriptRead,
  type TranscriptReadFact,
  type TranscriptSchedule,
  transcriptReadTransitions,
  usualSchedule,
} from './transcript/transcript-read.ts'
export type { TranscriptSegment } from './transcript/transcript-segment.ts'
export { computeTruthLine, type TruthInput } from './truth/compute-truth-line.ts'
export type { Certainty, HearingState, TruthLine } from './truth/truth-line.ts'
