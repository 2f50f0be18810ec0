/** For whoever runs us: is the process alive, can it work, what does it count. */
import type { Clock, MonotonicMs } from '@sotto/kernel'
import type { FastifyInstance } from 'fastify'
import { Gauge, type Registry } from 'prom-client'
import type { OperatorAccess } from './operator-access.ts'

export interface HealthDoorsOptions {
  readonly registry: Registry
  readonly clock: Clock
  readonly operators: OperatorAccess
  readonly databaseAnswers: () => Promise<boolean>
  readonly platformAnswers: () => Promise<boolean>
  /** It is being ended: whoever sends others here sends them elsewhere. */
  readonly isClosing: () => boolean
}

/** Probes come often, from several places; the answer is this old at most. */
const rememberMs = 2_000
const patienceMs = 3_000

export async function registerHealthDoors(
  app: FastifyInstance,
  { registry, clock, operators, databaseAnswers, isClosing, platformAnswers }: HealthDoorsOptions,
): Promise<void> {
  const database = remembered(clock, () => withPatience(clock, databaseAnswers))
  const platform = remembered(clock, () => withPatience(clock, platformAnswers))

  const answers = new Gauge({
    name: 'sotto_dependency_answers',
    help: 'Whether the database and the platform answer: 1, or 0.',
    labelNames: ['dependency'],
    registers: [registry],
    async collect(): Promise<void> {
      answers.set({ dependency: 'database' }, (await database()) ? 1 : 0)
      answers.set({ dependency: 'platform' }, (await platform()) ? 1 : 0)
    },
  })

  app.get('/healthz', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    return { status: 'alive' }
  })

  app.get('/readyz', async (_request, reply) => {
    const checks = { database: await database(), platform: await platform() }
    const isReady = checks.database && checks.platform && !isClosing()
    return reply
      .status(isReady ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: isReady ? 'ready' : isClosing() ? 'closing' : 'not-ready', checks })
  })

  app.get('/metrics', async (request, reply) => {
    await operators.require(request)
    return reply
      .header('cache-control', 'no-store')
      .type(registry.contentType)
      .send(await registry.metrics())
  })
}

function remembered(clock: Clock, ask: () => Promise<boolean>): () => Promise<boolean> {
  let last: { readonly answer: Promise<boolean>; readonly until: MonotonicMs } | undefined
  return () => {
    const now = clock.monotonicNow()
    if (last === undefined || now >= last.until) last = { answer: ask(), until: now + rememberMs }
    return last.answer
  }
}

/** What does not answer in time does not answer. */
function withPatience(clock: Clock, ask: () => Promise<boolean>): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = clock.schedule(patienceMs, () => resolve(false))
    const settle = (answer: boolean): void => {
      cancel()
      resolve(answer)
    }
    ask().then(settle, () => settle(false))
  })
}
