/** What is fetched when it is wanted: each of these is a file of its own beside the first screen. */

import { commonScreen } from '../../words/screens/common.ts'
import { latePagesScreen } from '../../words/screens/late-pages.ts'
import { WaitingPage } from '../sign-in/waiting-page.tsx'
import { createLatePage } from './late-page.tsx'

const connecting = <WaitingPage words={commonScreen.connecting} />

export const LateConsole = createLatePage({
  name: latePagesScreen.theConsole,
  waiting: connecting,
  load: async () => (await import('../shell/console.tsx')).Console,
})

export const LateAgentStrip = createLatePage({
  name: latePagesScreen.theAgentsPage,
  waiting: connecting,
  load: async () => (await import('../agent-strip/agent-strip-page.tsx')).AgentStripPage,
})

export const LateAudit = createLatePage({
  name: latePagesScreen.theAudit,
  waiting: connecting,
  load: async () => (await import('../audit/audit-page.tsx')).AuditPage,
})
