export { openBrowser } from './browser.ts'
export {
  type ContactCentre,
  startContactCentre,
  supervisorOf,
  supervisorsOf,
} from './contact-centre.ts'
export { type HttpSession, signInByHttp } from './http-session.ts'
export { processingOff } from './panel.ts'
export { type HeardSnapshot, putEars, takeHeard } from './player-ear.ts'
export { freePort, type Program, startProgram } from './program.ts'
export { positionMs } from './recordings.ts'
export { type Relay, startRelay } from './relay.ts'
export { setScene } from './scene.ts'
export { type SeveralServers, startSeveralServers } from './several-servers/several-servers.ts'
export { createSimulatorClient, type SimulatorClient } from './simulator-client.ts'
export { type SplitCentre, startSplitCentre } from './split-centre.ts'
export { startTokenTap, type TokenTap } from './token-tap.ts'
