export type {
  BackgroundAccess,
  BackgroundCredentials,
  BackgroundReader,
  BackgroundSignIn,
} from './background.ts'
export type {
  ConversationMetrics,
  EventFamily,
  EventStream,
  PlatformFact,
  StreamState,
  Subscription,
} from './facts.ts'
export type { MediaLine, MediaLineListener, MediaLineState, MediaPosition } from './media-line.ts'
export { mayCall, type OutboundPlace, onlyTo } from './outbound.ts'
export {
  type Capability,
  type CoachingFilter,
  type CreateCoachingRequest,
  type Credentials,
  type PersonalPlatform,
  type Platform,
  type PlatformCapabilities,
  type PlatformTraffic,
  type RequestPurpose,
  requestPurposes,
  type SignInSettings,
  type StartControlRequest,
  type StartedControl,
} from './platform.ts'
export { PlatformError, type PlatformErrorCode, type PlatformRefusal } from './platform-error.ts'
