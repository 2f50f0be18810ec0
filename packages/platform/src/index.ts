export type {
  ConversationMetrics,
  EventStream,
  PlatformFact,
  StreamState,
  Subscription,
} from './facts.ts'
export type { MediaLine, MediaLineListener, MediaLineState, MediaPosition } from './media-line.ts'
export type {
  Capability,
  CoachingFilter,
  CreateCoachingRequest,
  Credentials,
  PersonalPlatform,
  Platform,
  PlatformCapabilities,
  SignInSettings,
  StartControlRequest,
  StartedControl,
} from './platform.ts'
export { PlatformError, type PlatformErrorCode, type PlatformRefusal } from './platform-error.ts'
