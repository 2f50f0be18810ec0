/** A whole server without a network, on memory stores and a scripted platform, with every way out of it caught in a net. */
import type { Person } from '@sotto/domain'
import { seededRandom } from '@sotto/kernel'
import type { ServerMessage } from '@sotto/protocol'
import { createFakeClock } from '@sotto/testkit'
import { registerDraftDoors } from '../../src/auth/drafts/draft-doors.ts'
import { makeKey } from '../../src/auth/seal/key-file.ts'
import { readKeyRing } from '../../src/auth/seal/key-ring.ts'
import { createSeal } from '../../src/auth/seal/seal.ts'
import { createMemoryStores } from '../../src/database/memory/create-memory-stores.ts'
import { createHttpApp } from '../../src/http/create-http-app.ts'
import { registerHealthDoors } from '../../src/http/health-doors.ts'
import { createServerMetrics } from '../../src/http/metrics.ts'
import { createPublicAddress } from '../../src/http/public-address.ts'
import { registerPanel } from '../../src/http/static-panel.ts'
import { createCoaching } from '../../src/live/create-coaching.ts'
import type { RedactionChoices } from '../../src/text/redaction-choices.ts'
import { makeAgent, makeConversation, makeMember, makeSupervisor } from '../coaching/people.ts'
import { createScriptedPlatform, scriptedCredentials } from '../coaching/scripted-platform.ts'
import { createRecordingLogger } from '../support/recording-logger.ts'
import type { CanaryNet } from './canary-net.ts'

export interface CanaryInstallationOptions {
  readonly redactionChoices?: RedactionChoices
  /** A mistake on purpose: every body goes into the log. */
  readonly logsBodies?: boolean
}

export type CanaryInstallation = Awaited<ReturnType<typeof startCanaryInstallation>>

const origin = 'http://localhost:4400'
const sam = makeSupervisor('sam', {
  permissions: [
    'read-routing',
    'read-conversation',
    'whisper',
    'monitor',
    'read-transcript',
    'reveal-sensitive',
    'read-coaching',
    'write-coaching',
  ],
})
const rita = makeSupervisor('rita', { role: 'auditor', permissions: ['read-conversation'] })

export async function startCanaryInstallation(
  net: CanaryNet,
  options: CanaryInstallationOptions = {},
) {
  const clock = createFakeClock()
  const logger = createRecordingLogger()
  const platform = createScriptedPlatform(clock)
  const stores = createMemoryStores(clock)
  const people = new Map<string, Person>([sam, rita, makeAgent('ana')].map((one) => [one.id, one]))
  platform.addPerson(sam, ['q1'])
  platform.addPerson(rita, ['q1'])
  platform.addMember('q1', makeMember('ana'))
  const sessions = new Map(
    [...people].map(([id, person]) => [
      id,
      { id: `session-${id}`, person, credentials: scriptedCredentials(id) },
    ]),
  )
  const sessionOf = (personId: string) => {
    const session = sessions.get(personId)
    if (session === undefined) throw new Error(`nobody is ${personId}`)
    return session
  }
  const { redactionChoices } = options
  const coaching = createCoaching({
    clock,
    random: seededRandom(1),
    logger,
    platform,
    stores,
    sessions: { onEnded: () => () => {} },
    ...(redactionChoices === undefined ? {} : { redactionChoices }),
  })
  const metrics = createServerMetrics({
    heldSessions: () => sessions.size,
    refreshes: () => ({ done: 0, refused: 0, failed: 0 }),
    coaching: coaching.metrics,
    platform: () => [],
  })
  const { app, routes } = await createHttpApp({
    sessions: {
      authenticate: async ({ headers }) => sessions.get(String(headers.cookie)),
      onEnded: () => () => {},
    },
    address: createPublicAddress(origin),
    random: seededRandom(2),
    logger,
    metrics,
    trustedProxies: [],
  })
  if (options.logsBodies === true)
    app.addHook('preHandler', async (request) =>
      logger.info('body', { body: JSON.stringify(request.body) }),
    )
  await registerHealthDoors(app, {
    operators: { require: async () => {} },
    registry: metrics.registry,
    clock,
    databaseAnswers: () => stores.healthy(),
    platformAnswers: async () => true,
    isClosing: () => false,
  })
  const seal = createSeal(readKeyRing(makeKey(seededRandom(3))), seededRandom(4))
  await registerDraftDoors(app, { seal, clock, random: seededRandom(5), perMinute: 100_000 })
  await coaching.register(app)
  await registerPanel(app, routes, undefined)
  await app.ready()
  let keys = 0

  async function ask(personId: string, method: 'GET' | 'POST', url: string, payload?: unknown) {
    keys += 1
    const asking = app.inject({
      method,
      url,
      headers: {
        host: 'localhost:4400',
        origin,
        cookie: personId,
        'idempotency-key': `key-${keys}-0000`,
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(payload === undefined
        ? {}
        : { payload: typeof payload === 'string' ? payload : JSON.stringify(payload) }),
    })
    const answer = await asking
    return { status: answer.statusCode, text: answer.payload, headers: answer.headers }
  }

  /** A browser's socket: every frame goes into the net, but for names of people taking part, which are shown by design. */
  function socket(path: string) {
    const received: ServerMessage[] = []
    return {
      received,
      socket: {
        bufferedBytes: 0,
        send(text: string) {
          const message = JSON.parse(text) as ServerMessage
          received.push(message)
          net.catch(path, withoutNames(message))
        },
        close() {},
      },
    }
  }

  const panelSocket = socket('panel socket')
  const stripSocket = socket('agent socket')
  const { agents, gateway } = coaching.engines
  const panel = gateway.connect(sessionOf('sam'), 'tab-00000001', panelSocket.socket, undefined)
  agents.connect(sessionOf('ana'), 'tab-agent-01', stripSocket.socket, undefined)
  if (panel === undefined) throw new Error('no panel')
  await clock.advance(100)

  return {
    clock,
    platform,
    stores,
    panel,
    messages: panelSocket.received,
    /** As somebody asks, with everything of the answer in the net. */
    async ask(personId: string, method: 'GET' | 'POST', url: string, payload?: unknown) {
      const answer = await ask(personId, method, url, payload)
      net.catch(`${method} ${templateOf(url)} ${answer.status}`, answer)
      return answer
    },
    /** The one answer that holds the value by design. */
    reveal: (conversationId: string, payload: object) =>
      ask('sam', 'POST', `/api/conversations/${conversationId}/transcript/reveals`, payload),
    addConversation(id: string, customerName: string, media: 'voice' | 'chat') {
      const made = makeConversation(id, 'q1', 'ana', clock.wallNow(), { media })
      platform.addConversation({
        ...made,
        participants: made.participants.map((one) =>
          one.purpose === 'customer' ? { ...one, name: customerName } : one,
        ),
      })
    },
    /** What is left behind: log, metrics and database. */
    async catchTheRest() {
      for (const line of logger.lines) net.catch(`log ${line.event}`, line)
      await this.ask('nobody', 'GET', '/metrics')
      for (const id of this.conversationIds()) {
        net.catch('controls on record', await stores.controls.byConversation(id, 'sam', 1_000))
        net.catch('timeline on record', await stores.incidents.byConversation(id, 1_000))
        net.catch('looks on record', await stores.reveals.byConversation(id, 1_000))
      }
    },
    conversationIds: () => [...new Set(panelIds(panelSocket.received))],
    async close() {
      await app.close()
      await coaching.close()
    },
  }
}

function panelIds(messages: readonly ServerMessage[]): readonly string[] {
  return messages.flatMap((message) =>
    message.type === 'transcript' ? [message.conversationId] : [],
  )
}

/** A customer's name stands by design in two places: among those taking part, and in the agent's list of their own calls. */
function withoutNames(message: ServerMessage): unknown {
  if (message.type !== 'frame') return message
  const changes = message.changes.map((change) => {
    if (change.kind === 'detail')
      return { ...change, detail: { ...change.detail, participants: [] } }
    if (change.kind !== 'agent-strip') return change
    const { conversations, ...strip } = change.strip
    const nameless = conversations.map((own) => ({ ...own, customerName: undefined }))
    return { ...change, strip: { ...strip, conversations: nameless } }
  })
  return { ...message, changes }
}

function templateOf(url: string): string {
  return url
    .replace(/\?.*$/, '')
    .replace(/\/(conversations|coachings|nowhere)\/(?!search|export)[^/]+/, '/$1/:id')
}
