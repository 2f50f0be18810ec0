// Makes a command safe to repeat: same key same answer, same key with another body 422, still running 409.
//
//   begin ─► new ─────────────────────► run ─► finish: the answer is kept
//     │                                  ▲ └─► release: nothing was done, the key is free
//     ├──► abandoned ─► what is known? ──┘ no
//     │    (its server is gone)    └─► yes: that is the answer, kept from now on
//     ├──► answered: the same answer once more
//     └──► in-flight, other-body: refused
import { createHash } from 'node:crypto'
import {
  type Cancel,
  type Clock,
  type Logger,
  nameOfFailure,
  repeat,
  type WallMs,
} from '@sotto/kernel'
import type { IdempotencyStore } from '../database/stores.ts'
import { ApiRefusal, badRequest, refusalBody } from '../http/api-refusal.ts'
import { refusalOf } from '../http/error-handler.ts'
import type { ActWitness } from '../observe/act-witness.ts'
import type { CommandAnswer } from './command-answer.ts'
import { refusalFields } from './refused-answer.ts'

export type { CommandAnswer }

export interface OnceOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly store: IdempotencyStore
  readonly witness: ActWitness
}

export interface OnceInput {
  readonly supervisorId: string
  /** The `Idempotency-Key` header. */
  readonly key: string | undefined
  /** What is asked: everything that makes two commands the same. */
  readonly command: readonly unknown[]
  readonly contextId: string
  /** What is known of a command that was begun by a server now gone; undefined: nothing was done. */
  readonly recover?: (begun: BegunCommand) => Promise<CommandAnswer | undefined>
}

/** One command, from its key's first use on. */
export interface BegunCommand {
  /** The same for whoever goes on with it: what it writes is found by it. */
  readonly commandId: string
  readonly begunAt: WallMs
}

const heartbeatMs = 1_500
/** No command takes this long; one that hangs must not keep its key for a day. */
const heartbeatsAtMost = 40
const keyPattern = /^[A-Za-z0-9-]{8,64}$/

/**
 * Runs the command unless it has run already. A refusal is an answer and is kept; where we or the platform failed before
 * anything was done, the key is free again and the failure goes on to the caller.
 */
export async function runOnce(
  options: OnceOptions,
  input: OnceInput,
  run: (begun: BegunCommand) => Promise<CommandAnswer>,
): Promise<CommandAnswer> {
  const { contextId, supervisorId } = input
  const [name, subject] = input.command
  const end = options.witness.beginCommand({
    name: String(name),
    personId: supervisorId,
    subjectId: String(subject),
    contextId,
  })
  try {
    const answer = await runUnlessRun(options, input, run)
    end({ status: answer.status, reason: refusalFields(answer).reason })
    return answer
  } catch (failure) {
    const { code, status } = refusalOf(failure)
    end({ status, reason: code })
    throw failure
  }
}

async function runUnlessRun(
  { clock, logger, store }: OnceOptions,
  input: OnceInput,
  run: (begun: BegunCommand) => Promise<CommandAnswer>,
): Promise<CommandAnswer> {
  const { key, supervisorId } = input
  if (key === undefined || !keyPattern.test(key))
    throw badRequest('Idempotency-Key', 'Send an Idempotency-Key of 8 to 64 of A-Z a-z 0-9 -.')
  const bodyHash = createHash('sha256').update(JSON.stringify(input.command)).digest('hex')
  const at = clock.wallNow()
  const outcome = await store.begin({ supervisorId, key, bodyHash, at })
  if (outcome.kind === 'answered') return { status: outcome.status, body: outcome.body }
  if (outcome.kind === 'in-flight') throw inFlight()
  if (outcome.kind === 'other-body') throw otherBody()
  const begunAt = outcome.kind === 'abandoned' ? outcome.begunAt : at
  const begun = { commandId: commandIdOf(supervisorId, key, begunAt), begunAt }
  const stopHeartbeat = keepAlive(clock, () => store.renew(supervisorId, key))
  let answer: CommandAnswer
  try {
    const known = outcome.kind === 'abandoned' ? await input.recover?.(begun) : undefined
    if (outcome.kind === 'abandoned')
      logger.warn('command-inherited', { contextId: input.contextId, done: known !== undefined })
    answer = known ?? (await run(begun))
  } catch (failure) {
    const refusal = refusalOf(failure)
    if (refusal.status >= 500 || refusal.status === 401) {
      await store.release(supervisorId, key)
      throw failure
    }
    answer = {
      status: refusal.status,
      body: JSON.stringify(refusalBody(refusal, input.contextId)),
    }
  } finally {
    stopHeartbeat()
  }
  try {
    await store.finish({ supervisorId, key, ...answer })
  } catch (failure) {
    // The command has been done; an answer that cannot be remembered is still the answer.
    logger.error('answer-not-remembered', {
      contextId: input.contextId,
      error: nameOfFailure(failure),
    })
  }
  return answer
}

/** A heartbeat that fails is made good by the next; without any the key is somebody else's to take over. */
function keepAlive(clock: Clock, renew: () => Promise<void>): Cancel {
  let left = heartbeatsAtMost
  const stop = repeat(clock, heartbeatMs, () => {
    left -= 1
    if (left <= 0) stop()
    renew().catch(() => {})
  })
  return stop
}

/** In the form of a UUID. A key that is used again after a day is another command. */
function commandIdOf(supervisorId: string, key: string, begunAt: WallMs): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([supervisorId, key, begunAt]))
    .digest('hex')
  return [8, 12, 16, 20, 32]
    .map((end, place, ends) => hex.slice(place === 0 ? 0 : ends[place - 1], end))
    .join('-')
}

function inFlight(): ApiRefusal {
  return new ApiRefusal({
    status: 409,
    code: 'still-running',
    message: 'A command with this key is still running.',
    retryAfterMs: 1_000,
  })
}

function otherBody(): ApiRefusal {
  return new ApiRefusal({
    status: 422,
    code: 'key-used',
    message: 'This key was used for another command.',
    field: 'Idempotency-Key',
  })
}
