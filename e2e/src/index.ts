export { type ContactCentre, freePort, startContactCentre, supervisorOf } from './contact-centre.ts'
export { type HttpSession, signInByHttp } from './http-session.ts'
export { createSimulatorClient, type SimulatorClient } from './simulator-client.ts'
