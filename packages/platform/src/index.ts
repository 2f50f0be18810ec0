export type {
  BackgroundAccess,
  BackgroundCredentials,
  BackgroundReader,
  BackgroundSignIn,
} from './background.ts'
export type {
  ConversationMetrics,
  EventStream,
  PlatformFact,
  StreamState,
  Subscription,
} from './facts.ts'
export type { MediaLine, MediaLineListener, MediaLineState, MediaPosition } from './media-line.ts'
export { mayCall, type OutboundPlace, onlyTo } from './outbound.ts'
export type {
  Capability,
  Credentials,
  PersonalPlatform,
  Platform,
  PlatformCapabilities,
  SignInSettings,
  StartControlRequest,
  StartedControl,
} from './platform.ts'
export { PlatformError, type PlatformErrorCode, type PlatformRefusal } from './platform-error.ts'
