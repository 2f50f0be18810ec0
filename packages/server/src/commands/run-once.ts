// Makes a command safe to repeat: same key same answer, same key with another body 422, still running 409.
import { createHash } from 'node:crypto'
import type { Clock, Logger } from '@sotto/kernel'
import type { IdempotencyStore } from '../database/stores.ts'
import { ApiRefusal, badRequest, refusalBody } from '../http/api-refusal.ts'
import { refusalOf } from '../http/error-handler.ts'

export interface CommandAnswer {
  readonly status: number
  /** JSON. */
  readonly body: string
}

export interface OnceOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly store: IdempotencyStore
}

export interface OnceInput {
  readonly supervisorId: string
  /** The `Idempotency-Key` header. */
  readonly key: string | undefined
  /** What is asked: everything that makes two commands the same. */
  readonly command: readonly unknown[]
  readonly contextId: string
}

const keyPattern = /^[A-Za-z0-9-]{8,64}$/

/**
 * Runs the command unless it has run already. A refusal is an answer and is kept; where we or the platform failed before
 * anything was done, the key is free again and the failure goes on to the caller.
 */
export async function runOnce(
  { clock, logger, store }: OnceOptions,
  input: OnceInput,
  run: () => Promise<CommandAnswer>,
): Promise<CommandAnswer> {
  const { key, supervisorId } = input
  if (key === undefined || !keyPattern.test(key))
    throw badRequest('Idempotency-Key', 'Send an Idempotency-Key of 8 to 64 of A-Z a-z 0-9 -.')
  const bodyHash = createHash('sha256').update(JSON.stringify(input.command)).digest('hex')
  const begun = await store.begin({ supervisorId, key, bodyHash, at: clock.wallNow() })
  if (begun.kind === 'answered') return { status: begun.status, body: begun.body }
  if (begun.kind === 'in-flight') throw inFlight()
  if (begun.kind === 'other-body') throw otherBody()
  let answer: CommandAnswer
  try {
    answer = await run()
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
  }
  try {
    await store.finish({ supervisorId, key, ...answer })
  } catch (failure) {
    // The command has been done; an answer that cannot be remembered is still the answer.
    logger.error('answer-not-remembered', {
      contextId: input.contextId,
      error: failure instanceof Error ? failure.name : typeof failure,
    })
  }
  return answer
}

function inFlight(): ApiRefusal {
  return new ApiRefusal({
    status: 409,
    code: 'still-running',
    message: 'A command with this key is still running.',
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
