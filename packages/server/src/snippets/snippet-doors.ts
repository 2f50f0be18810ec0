// The doors to the snippets (protocol `snippets.ts`): what may be used where, and what its keepers do with it.
import { snippetFault, snippetVariables } from '@sotto/domain'
import type { Clock, Logger } from '@sotto/kernel'
import {
  mostOwnSnippets,
  mostSharedSnippets,
  type SnippetList,
  type SnippetSaved,
  type SnippetView,
  snippetChangeRequestSchema,
  snippetRequestSchema,
  snippetStepRequestSchema,
} from '@sotto/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { refusalFields } from '../commands/refused-answer.ts'
import { type BegunCommand, type CommandAnswer, runOnce } from '../commands/run-once.ts'
import { sendJson } from '../commands/send-json.ts'
import type { SnippetChange, SnippetStore, StoredSnippet } from '../database/snippet-store.ts'
import type { IdempotencyStore } from '../database/stores.ts'
import { ApiRefusal, badRequest, notFound } from '../http/api-refusal.ts'
import { requireSameOrigin, requireSession } from '../http/guards.ts'
import type { Counters } from '../live/counters.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import type { Supervisors } from '../live/supervisors/supervisors.ts'
import type { ActWitness } from '../observe/act-witness.ts'
import { alwaysMasked } from '../text/redaction-choices.ts'
import type { MaskedPiece, TextMasking } from '../text/text-masking.ts'
import { mayChange, mayKeepOwn, mayUseIn, requireKeeping, requireUse } from './snippet-rights.ts'

export interface SnippetDoorsOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly counters: Counters
  readonly witness: ActWitness
  readonly supervisors: Pick<Supervisors, 'of'>
  readonly masking: TextMasking
  readonly store: SnippetStore
  readonly idempotency: IdempotencyStore
}

const idSchema = z.object({ id: z.string().regex(/^[\w.:~-]{1,128}$/) })
const querySchema = z.strictObject({ queueId: z.string().min(1).max(128).exactOptional() })

interface Saved {
  readonly stored: StoredSnippet
  readonly masked: readonly MaskedPiece[]
}

type Command = (supervisor: Supervisor, body: unknown, id: string) => Promise<Saved>

export function registerSnippetDoors(app: FastifyInstance, options: SnippetDoorsOptions): void {
  const { store, supervisors } = options

  app.get('/api/snippets', async (request, reply): Promise<SnippetList> => {
    reply.header('cache-control', 'no-store')
    const supervisor = supervisors.of(await requireSession(request))
    await supervisor.ready()
    const { queueId } = parse(querySchema, request.query)
    requireUse(supervisor, queueId)
    const queueIds = [...supervisor.queueIds].filter((id) => mayUseIn(supervisor, id))
    const ownerId = supervisor.session.person.id
    const found = await store.list({ ownerId, queueIds })
    return {
      snippets: found
        .filter((one) => queueId === undefined || (one.queueId ?? queueId) === queueId)
        .map((stored) => viewOf(supervisor, stored)),
      mayKeepOwn: mayKeepOwn(supervisor),
      mayShareIn: [...supervisor.queueIds].filter((id) =>
        mayChange(supervisor, ownerId, { queueId: id }),
      ),
    }
  })

  hang('/api/snippets', 'add-snippet', async (supervisor, body, id) => {
    const request = parse(snippetRequestSchema, body)
    requireKeeping(supervisor, request.shelf, request.queueId)
    const { masked, ...words } = enter(request)
    const stored = await store.insert(
      {
        ...{ id, ...words, ...stampOf(supervisor) },
        ...(request.shelf === 'own' ? { ownerId: supervisor.session.person.id } : {}),
        ...(request.queueId === undefined ? {} : { queueId: request.queueId }),
      },
      limitOf(request.shelf),
    )
    if (stored === 'full') throw full()
    return { stored, masked }
  })

  hang('/api/snippets/:id', 'change-snippet', async (supervisor, body, id) => {
    const request = parse(snippetChangeRequestSchema, body)
    const before = await mine(supervisor, id)
    const isOwn = before.ownerId !== undefined
    const queueId = isOwn ? request.queueId : before.queueId
    requireKeeping(supervisor, isOwn ? 'own' : 'shared', queueId)
    const { masked, ...words } = enter({
      ...request,
      ...(queueId === undefined ? {} : { queueId }),
    })
    const stored = await save(supervisor, before, request.expectedVersion, {
      ...words,
      ...(queueId === undefined ? {} : { queueId }),
    })
    return { stored, masked }
  })

  hang('/api/snippets/:id/remove', 'remove-snippet', async (supervisor, body, id) => {
    const { expectedVersion } = parse(snippetStepRequestSchema, body)
    const before = await mine(supervisor, id)
    const removedAt = options.clock.wallNow()
    const stored = await save(supervisor, before, expectedVersion, {
      ...wordsOf(before),
      removedAt,
    })
    return { stored, masked: [] }
  })

  hang('/api/snippets/:id/restore', 'restore-snippet', async (supervisor, body, id) => {
    const { expectedVersion } = parse(snippetStepRequestSchema, body)
    const before = await mine(supervisor, id, 'removed')
    const stored = await save(supervisor, before, expectedVersion, wordsOf(before))
    return { stored, masked: [] }
  })

  function hang(path: string, name: string, command: Command): void {
    app.post(path, async (request, reply) => {
      requireSameOrigin(request)
      const supervisor = supervisors.of(await requireSession(request))
      const subjectId = path.includes(':id') ? idOf(request) : undefined
      const key = request.headers['idempotency-key']
      const answer = await runOnce(
        { ...options, store: options.idempotency },
        {
          supervisorId: supervisor.session.person.id,
          key: typeof key === 'string' ? key : undefined,
          command: [name, subjectId ?? null, request.body ?? null],
          contextId: request.id,
          recover: (begun) => wasAdded(supervisor, subjectId, begun),
        },
        async ({ commandId }) => {
          await supervisor.ready()
          return answerOf(
            supervisor,
            await command(supervisor, request.body, subjectId ?? commandId),
          )
        },
      )
      if (answer.status >= 400) options.counters.count('commands-refused')
      options.logger.info('command', {
        command: name,
        subjectId,
        supervisorId: supervisor.session.person.id,
        status: answer.status,
        ...refusalFields(answer),
        contextId: request.id,
      })
      return sendJson(reply, answer)
    })
  }

  /** Of a server that died between writing and answering; a change that is made again meets its own version, and is refused. */
  async function wasAdded(
    supervisor: Supervisor,
    subjectId: string | undefined,
    { commandId }: BegunCommand,
  ): Promise<CommandAnswer | undefined> {
    const stored = subjectId === undefined ? await store.byId(commandId) : undefined
    return stored && answerOf(supervisor, { stored, masked: [] })
  }

  /** As it may be kept: what must never lie about is left out, whoever writes it. */
  function enter({ queueId, text, title }: WrittenSnippet) {
    const written = { title: title.trim(), text: text.replaceAll('\r\n', '\n').trim() }
    requireKeepable(written)
    const about = {
      only: [...alwaysMasked, 'iban', 'national-id'] as const,
      ...(queueId === undefined ? {} : { queueId }),
    }
    const entered = {
      title: options.masking.mask(written.title, about),
      text: options.masking.mask(written.text, about),
    }
    requireKeepable({ title: entered.title.text, text: entered.text.text })
    return {
      title: entered.title.text,
      text: entered.text.text,
      masked: [...entered.title.masked, ...entered.text.masked],
    }
  }

  async function mine(
    supervisor: Supervisor,
    id: string,
    state: 'there' | 'removed' = 'there',
  ): Promise<StoredSnippet> {
    const stored = await store.byId(id)
    const personId = supervisor.session.person.id
    const isSeen = stored !== undefined && mayBeSeen(supervisor, stored)
    if (!isSeen) throw notFound()
    if (!mayChange(supervisor, personId, stored))
      requireKeeping(supervisor, stored.ownerId === undefined ? 'shared' : 'own', stored.queueId)
    if ((stored.removedAt === undefined) !== (state === 'there')) throw changed(stored)
    return stored
  }

  async function save(
    supervisor: Supervisor,
    before: StoredSnippet,
    expectedVersion: number,
    change: Omit<SnippetChange, 'changedAt' | 'changedBy' | 'changedByName'>,
  ): Promise<StoredSnippet> {
    const stored = await store.save(
      before.id,
      expectedVersion,
      { ...change, ...stampOf(supervisor) },
      limitOf(before.ownerId === undefined ? 'shared' : 'own'),
    )
    if (stored === 'full') throw full()
    if (stored === undefined) throw changed(await store.byId(before.id))
    return stored
  }

  function stampOf({ person, session }: Supervisor) {
    return {
      changedAt: options.clock.wallNow(),
      changedBy: session.person.id,
      changedByName: person.name,
    }
  }
}

interface WrittenSnippet {
  readonly title: string
  readonly text: string
  readonly queueId?: string
}

function wordsOf({ queueId, text, title }: StoredSnippet): WrittenSnippet {
  return { title, text, ...(queueId === undefined ? {} : { queueId }) }
}

function mayBeSeen(supervisor: Supervisor, { ownerId, queueId }: StoredSnippet): boolean {
  if (ownerId !== undefined) return ownerId === supervisor.session.person.id
  return queueId !== undefined && mayUseIn(supervisor, queueId)
}

function viewOf(supervisor: Supervisor, stored: StoredSnippet): SnippetView {
  const { changedAt, changedByName, id, ownerId, version } = stored
  return {
    ...{ id, version, changedAt, changedByName, ...wordsOf(stored) },
    shelf: ownerId === undefined ? 'shared' : 'own',
    mayChange: mayChange(supervisor, supervisor.session.person.id, stored),
  }
}

function answerOf(supervisor: Supervisor, { masked, stored }: Saved): CommandAnswer {
  const saved: SnippetSaved = { ...viewOf(supervisor, stored), masked: [...masked] }
  return { status: 200, body: JSON.stringify(saved) }
}

function limitOf(shelf: 'own' | 'shared'): number {
  return shelf === 'own' ? mostOwnSnippets : mostSharedSnippets
}

function requireKeepable(written: { readonly title: string; readonly text: string }): void {
  const found = snippetFault(written)
  if (found === undefined) return
  if (found.fault === 'unknown-variable')
    throw new ApiRefusal({
      status: 400,
      code: 'unknown-variable',
      message: 'This text names something that nothing stands for.',
      field: found.field,
      words: snippetVariables.map((name) => `{${name}}`).join(' '),
    })
  throw badRequest(found.field, `This field cannot be taken: ${found.fault}.`)
}

function idOf(request: FastifyRequest): string {
  const params = idSchema.safeParse(request.params)
  if (!params.success) throw notFound()
  return params.data.id
}

function parse<Schema extends z.ZodType>(schema: Schema, given: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const field = parsed.error.issues[0]?.path.join('.') ?? ''
  throw badRequest(field === '' ? 'body' : field, 'This field is missing or cannot be taken.')
}

/** Somebody else was faster, or it was taken away meanwhile. */
function changed(newest: StoredSnippet | undefined): ApiRefusal {
  if (newest === undefined) return notFound()
  return new ApiRefusal({
    status: 409,
    code: 'snippet-changed',
    message: 'Somebody has changed this snippet meanwhile.',
    by: newest.changedByName,
    since: newest.changedAt,
  })
}

function full(): ApiRefusal {
  return new ApiRefusal({
    status: 409,
    code: 'snippets-full',
    message: 'There is no room for one more snippet here.',
  })
}
