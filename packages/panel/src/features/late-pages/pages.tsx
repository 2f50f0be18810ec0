/** What is fetched when it is wanted: each of these is a file of its own beside the first screen. */
import { WaitingPage } from '../sign-in/waiting-page.tsx'
import { createLatePage } from './late-page.tsx'

const connecting = <WaitingPage words="Connecting …" />

export const LateConsole = createLatePage({
  name: 'the console',
  waiting: connecting,
  load: async () => (await import('../shell/console.tsx')).Console,
})

export const LateAgentStrip = createLatePage({
  name: 'the agent’s page',
  waiting: connecting,
  load: async () => (await import('../agent-strip/agent-strip-page.tsx')).AgentStripPage,
})

export const LateAudit = createLatePage({
  name: 'the audit',
  waiting: connecting,
  load: async () => (await import('../audit/audit-page.tsx')).AuditPage,
})
