/** The guides' adapter on the real simulator, with real sockets on a free port, for the port's contract suite. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  createScope,
  type Secret,
  secret,
  silentLogger,
  systemClock,
  systemRandom,
} from '@sotto/kernel'
import type { ContractRole, PlatformUnderTest } from '@sotto/platform/contract'
import { createSimulator, readSimulatorSettings, type Simulator } from '@sotto/simulator'
import { z } from 'zod'
import { createGuidePlatform } from '../src/create-guide-platform.ts'
import { signInByHand } from './oauth-flow.ts'
import { quietVoices } from './quiet-voices.ts'

const people: Readonly<Record<ContractRole, string>> = {
  supervisor: 'user-maren-brandt',
  outsider: 'user-priya-raman',
  listener: 'user-tobias-keller',
}

const scopes = [
  'login:read',
  'routing:read',
  'conversation:read',
  'conversation:control:write',
  'coaching:read',
  'coaching:write',
]

const startedSchema = z.object({
  id: z.string(),
  queueId: z.string(),
  participants: z.array(z.object({ purpose: z.string(), userId: z.string().optional() })),
})

export interface RunningSimulator {
  readonly simulator: Simulator
  readonly baseUrl: string
  readonly readClientSecret: () => Promise<Secret<string>>
  close(): Promise<void>
}

export async function startSimulator(
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningSimulator> {
  const scope = createScope()
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'sotto-guide-'))
  scope.onClose(() => rm(dataDirectory, { recursive: true, force: true }))
  const settings = readSimulatorSettings(
    { SIM_PORT: '0', SIM_CALLS_PER_MINUTE: '0', SIM_AGENTS: '200', ...environment },
    { dataDirectory, panelUrl: 'http://localhost:4400' },
  )
  if (!settings.ok) throw new Error(settings.error)
  const simulator = await createSimulator({
    clock: systemClock,
    random: systemRandom,
    settings: settings.value,
    logger: silentLogger,
    voices: quietVoices,
  })
  scope.onClose(() => simulator.close())
  return {
    simulator,
    baseUrl: await simulator.listen(),
    readClientSecret: async () =>
      secret(
        (await readFile(path.join(dataDirectory, 'oauth-client-sotto.secret'), 'utf8')).trim(),
      ),
    close: () => scope.close(),
  }
}

export async function startGuideOnSimulator(): Promise<PlatformUnderTest> {
  const { baseUrl, readClientSecret, close } = await startSimulator()
  const platform = createGuidePlatform({
    baseUrl,
    clientId: 'sotto',
    readClientSecret,
    clock: systemClock,
    random: systemRandom,
    logger: silentLogger,
    fetch,
  })

  async function door(method: string, address: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${baseUrl}/_simulator${address}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${address} answered ${response.status}: ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }

  const fault = (change: object) => door('POST', '/faults', change).then(() => {})

  async function signInAs(personId: string) {
    const flow = await signInByHand({
      baseUrl,
      clientSecret: await readClientSecret(),
      redirectUri: 'http://localhost:4400/auth/callback',
      personId,
      scopes,
    })
    return { personId, ...flow }
  }

  return {
    platform,
    signIn: (role) => signInAs(people[role]),
    signInAgent: signInAs,
    async startConversation(kind, where) {
      const queueId = where === 'outside' ? 'queue-support' : 'queue-billing'
      const scenario = kind === 'voice' ? 'steady' : 'chat'
      const started = startedSchema.parse(
        await door('POST', '/conversations', { scenario, queueId }),
      )
      const agent = started.participants.find(({ purpose }) => purpose === 'agent')
      return {
        conversationId: started.id,
        queueId: started.queueId,
        agentUserId: agent?.userId ?? '',
      }
    },
    async act(conversationId, action) {
      await door('POST', `/conversations/${conversationId}/act`, { action })
    },
    expireTokens: () => fault({ expireTokens: true }),
    dropEventStreams: () => fault({ dropEventStreams: true }),
    dropMediaSockets: () => fault({ dropMediaSockets: true }),
    rotateEventStreams: (closesInMs) => fault({ rotateEventStreams: { closesInMs } }),
    loseEvents: (loseEvents) => fault({ loseEvents }),
    limitRequests: (rateLimit) => fault({ rateLimit }),
    delayControls: (mediaQueueDelayMs) => fault({ mediaQueueDelayMs }),
    async close() {
      await platform.close()
      await close()
    },
  }
}
