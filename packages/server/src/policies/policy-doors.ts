// The doors of an administrator to the policies (protocol `policies.ts`): read them, lay down a new version, look back.
import { isDeepStrictEqual } from 'node:util'
import { judgeAct, judgeRights } from '@sotto/domain'
import type { Clock, Logger } from '@sotto/kernel'
import {
  type PolicyHistory,
  type PolicyList,
  type PolicyRequest,
  type PolicyVersion,
  policyRequestSchema,
} from '@sotto/protocol'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actionRefusal } from '../commands/permit.ts'
import { refusalFields } from '../commands/refused-answer.ts'
import { type CommandAnswer, runOnce } from '../commands/run-once.ts'
import { sendJson } from '../commands/send-json.ts'
import type { PolicyStore, StoredPolicy } from '../database/policy-store.ts'
import type { IdempotencyStore } from '../database/stores.ts'
import { ApiRefusal, badRequest, notFound } from '../http/api-refusal.ts'
import { requireSameOrigin, requireSession } from '../http/guards.ts'
import type { Counters } from '../live/counters.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import type { Supervisors } from '../live/supervisors/supervisors.ts'
import type { ActWitness } from '../observe/act-witness.ts'
import type { PolicyBook } from './policy-book.ts'

export interface PolicyDoorsOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly counters: Counters
  readonly witness: ActWitness
  readonly supervisors: Pick<Supervisors, 'of'>
  readonly policies: PolicyBook
  readonly store: Pick<PolicyStore, 'versions'>
  readonly idempotency: IdempotencyStore
  readonly queueName: (queueId: string) => string
}

const idSchema = z.object({ id: z.string().regex(/^[\w.:~-]{1,128}$/) })
const versionsAtMost = 200

export function registerPolicyDoors(app: FastifyInstance, options: PolicyDoorsOptions): void {
  const { policies, store } = options

  async function administratorOf(request: FastifyRequest, reply: FastifyReply) {
    reply.header('cache-control', 'no-store')
    const supervisor = options.supervisors.of(await requireSession(request))
    await supervisor.ready()
    await policies.ready()
    return supervisor
  }

  app.get('/api/policies', async (request, reply): Promise<PolicyList> => {
    const administrator = await administratorOf(request, reply)
    requireRight(administrator)
    const queues = [...administrator.queueIds].map((id) => ({
      id,
      name: options.queueName(id),
      policy: versionView(policies.newest(id)),
    }))
    return {
      revision: policies.revision,
      forAll: versionView(policies.newest(undefined)),
      queues: queues.sort((one, other) => one.name.localeCompare(other.name, 'en')),
    }
  })

  hangChange('/api/policies/default', async () => undefined)
  hangChange('/api/policies/queues/:id', async (request) => queueOf(request))
  hangHistory('/api/policies/default/versions', async () => undefined)
  hangHistory('/api/policies/queues/:id/versions', async (request) => queueOf(request))

  type QueueOf = (request: FastifyRequest) => Promise<string | undefined>

  function hangHistory(path: string, queueIdOf: QueueOf): void {
    app.get(path, async (request, reply): Promise<PolicyHistory> => {
      const administrator = await administratorOf(request, reply)
      const queueId = await queueIdOf(request)
      requireQueue(administrator, queueId)
      const versions = await store.versions(queueId, versionsAtMost)
      return { versions: versions.map(versionView) }
    })
  }

  function hangChange(path: string, queueIdOf: QueueOf): void {
    app.post(path, async (request, reply) => {
      requireSameOrigin(request)
      const administrator = await administratorOf(request, reply)
      const queueId = await queueIdOf(request)
      const key = request.headers['idempotency-key']
      const answer = await runOnce(
        { ...options, store: options.idempotency },
        {
          supervisorId: administrator.session.person.id,
          key: typeof key === 'string' ? key : undefined,
          command: ['change-policy', queueId ?? null, request.body ?? null],
          contextId: request.id,
          recover: async () => wasWritten(administrator, queueId, parseBody(request.body)),
        },
        () => change(administrator, queueId, request.body),
      )
      options.logger.info('policy', {
        queueId,
        administratorId: administrator.session.person.id,
        status: answer.status,
        ...refusalFields(answer),
        contextId: request.id,
      })
      return sendJson(reply, answer)
    })
  }

  async function change(
    { person, session, queueIds }: Supervisor,
    queueId: string | undefined,
    body: unknown,
  ): Promise<CommandAnswer> {
    requireQueue({ person, queueIds }, queueId)
    const { expectedVersion, restoredFrom, rules } = parseBody(body)
    const stored = await policies.add(
      {
        ...(queueId === undefined ? {} : { queueId }),
        ...(restoredFrom === undefined ? {} : { restoredFrom }),
        rules,
        changedAt: options.clock.wallNow(),
        changedBy: session.person.id,
        changedByName: person.name,
      },
      expectedVersion,
    )
    if (stored === undefined) throw policyChanged(policies.newest(queueId))
    options.counters.count('policies-changed')
    return answerOf(stored)
  }

  /** Of a server that died between writing and answering. */
  async function wasWritten(
    { session }: Supervisor,
    queueId: string | undefined,
    { expectedVersion, rules }: PolicyRequest,
  ): Promise<CommandAnswer | undefined> {
    const versions = await store.versions(queueId, versionsAtMost)
    const written = versions.find(({ version }) => version === expectedVersion + 1)
    const isOurs =
      written?.changedBy === session.person.id && isDeepStrictEqual(written.rules, rules)
    return isOurs ? answerOf(written) : undefined
  }
}

function answerOf(stored: StoredPolicy): CommandAnswer {
  return { status: 200, body: JSON.stringify(versionView(stored)) }
}

function versionView(stored: StoredPolicy | undefined): PolicyVersion {
  if (stored === undefined) return { version: 0, rules: {} }
  const { changedAt, changedByName, restoredFrom, rules, version } = stored
  return {
    version,
    rules: policyRequestSchema.shape.rules.parse(rules),
    changed: { at: changedAt, byName: changedByName },
    ...(restoredFrom === undefined ? {} : { restoredFrom }),
  }
}

type Administrator = Pick<Supervisor, 'person' | 'queueIds'>

/** For what is nobody's queue. */
function requireRight({ person }: Administrator): void {
  const verdict = judgeRights(person, 'manage-policies')
  if (verdict.kind === 'refused') throw actionRefusal(verdict.reason, verdict.missing)
}

function requireQueue(administrator: Administrator, queueId: string | undefined): void {
  if (queueId === undefined) return requireRight(administrator)
  const verdict = judgeAct(administrator, 'manage-policies', queueId)
  if (verdict.kind === 'absent') throw notFound()
  if (verdict.kind === 'refused') throw actionRefusal(verdict.reason, verdict.missing)
}

function queueOf(request: FastifyRequest): string {
  const params = idSchema.safeParse(request.params)
  if (!params.success) throw notFound()
  return params.data.id
}

function parseBody(body: unknown): PolicyRequest {
  const parsed = policyRequestSchema.safeParse(body)
  if (parsed.success) return parsed.data
  const field = parsed.error.issues[0]?.path.join('.') ?? ''
  throw badRequest(field === '' ? 'body' : field, 'This field is missing or cannot be taken.')
}

/** Somebody else was faster; or the version named was never there. */
function policyChanged(newest: StoredPolicy | undefined): ApiRefusal {
  return new ApiRefusal({
    status: 409,
    code: 'policy-changed',
    message: 'Another version is in force by now.',
    ...(newest === undefined ? {} : { by: newest.changedByName, since: newest.changedAt }),
  })
}
