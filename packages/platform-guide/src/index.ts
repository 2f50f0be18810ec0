export { createGuidePlatform, type GuidePlatformOptions } from './create-guide-platform.ts'
export type {
  ClientSocket,
  ClientSocketListener,
  OpenSocket,
  OpenSocketInput,
  SocketEnd,
} from './http/client-socket.ts'
export type { Fetch } from './http/guide-http.ts'
export { type DoorAnswer, type PlatformProbe, probeGuidePlatform } from './probe-platform.ts'
