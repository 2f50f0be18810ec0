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
  Credentials,
  PersonalPlatform,
  Platform,
  PlatformCapabilities,
  PlatformTraffic,
  RequestPurpose,
  SignInSettings,
  StartControlRequest,
  StartedControl,
} from './platform.ts'
export { PlatformError, type PlatformErrorCode, type PlatformRefusal } from './platform-error.ts'
