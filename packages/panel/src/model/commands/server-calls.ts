/** HTTP calls to our own server: parsed answers, coded refusals, repeated only where repeating is safe. */
import { backoff, type Clock, err, ok, type Random, type Result, sleep } from '@sotto/kernel'
import { type Refusal, refusalSchema } from '@sotto/protocol'

/** As much of `fetch` as is needed; the composition root passes the browser's. */
export type FetchPort = (path: string, request: FetchRequest) => Promise<FetchAnswer>

export interface FetchRequest {
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal?: AbortSignal
}

export interface FetchAnswer {
  readonly status: number
  text(): Promise<string>
  /** Of a file: all of it, or a failure. */
  blob?(): Promise<Blob>
  readonly headers?: { get(name: string): string | null }
}

export type CallFailure =
  /** The server said no, and why. */
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** No answer, after all tries: it may or may not have been done. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'unreadable'; readonly status: number }
  /** Given up because something newer was asked for. */
  | { readonly kind: 'superseded' }

export interface CallInput<Answer> {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: unknown
  /** The same for every try of one intent, so that the server does it once. */
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
  /** Changes nothing, though what is asked for stands in a body: it waits its turn as a view does. */
  readonly isView?: true
  /** Reads the body of a 2xx answer; undefined when it cannot be read. */
  readonly read: (body: unknown) => Answer | undefined
}

export interface ServerCallsOptions {
  readonly clock: Clock
  readonly random: Random
  readonly fetch: FetchPort
  /** Of several servers the one at which this tab sits answers, whichever is asked. */
  readonly tabId?: () => string
  /** A 401 was seen: the session is over, whoever asked. */
  readonly onSignedOut: () => void
}

export const mostTries = 4
const retryMinMs = 200
const retryMaxMs = 2_000
/** Nobody looks at an empty place for longer. */
const longestWaitMs = 15_000

export type CallServer = <Answer>(input: CallInput<Answer>) => Promise<Result<Answer, CallFailure>>

export function createServerCalls({
  clock,
  random,
  fetch,
  onSignedOut,
  tabId,
}: ServerCallsOptions): CallServer {
  async function once<Answer>(input: CallInput<Answer>): Promise<Result<Answer, CallFailure>> {
    try {
      const answer = await fetch(input.path, toRequest(input, tabId?.()))
      const body = parseJson(await answer.text())
      return readAnswer(input, answer.status, body)
    } catch {
      return err({ kind: input.signal?.aborted === true ? 'superseded' : 'unreachable' })
    }
  }

  return async (input) => {
    for (let attempt = 0; ; attempt += 1) {
      const result = await once(input)
      if (result.ok) return result
      if (isSignedOut(result.error)) onSignedOut()
      if (!mayTryAgain(input, result.error) || attempt + 1 >= mostTries) return result
      const pauseMs = backoff({ attempt, minMs: retryMinMs, maxMs: retryMaxMs, random })
      await sleep(clock, pauseMs + toldToWait(result.error))
      if (input.signal?.aborted === true) return err({ kind: 'superseded' })
    }
  }
}

export function toRequest(
  input: Pick<CallInput<unknown>, 'method' | 'body' | 'idempotencyKey' | 'signal'>,
  tabId: string | undefined,
): FetchRequest {
  const { method, body, idempotencyKey, signal } = input
  return {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      ...(tabId === undefined ? {} : { 'x-sotto-tab': tabId }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  }
}

function readAnswer<Answer>(
  input: CallInput<Answer>,
  status: number,
  body: unknown,
): Result<Answer, CallFailure> {
  if (status >= 200 && status < 300) {
    const value = input.read(body)
    return value === undefined ? err({ kind: 'unreadable', status }) : ok(value)
  }
  return err(readFailure(status, body))
}

/** What an answer says that is none of the 2xx. */
export function readFailure(status: number, body: unknown): CallFailure {
  const refusal = refusalSchema.safeParse(body)
  if (refusal.success) return { kind: 'refused', refusal: refusal.data }
  // A proxy's own page, or a server that is just going down.
  return status >= 502 && status <= 504 ? { kind: 'unreachable' } : { kind: 'unreadable', status }
}

export function isSignedOut(failure: CallFailure): boolean {
  if (failure.kind === 'refused') return failure.refusal.status === 401
  return failure.kind === 'unreadable' && failure.status === 401
}

/**
 * Only what the server may not have seen, or says it is still doing under this very key. Asked too much, a view waits its turn; an
 * act does not, since it would be done at a moment nobody chose.
 */
function mayTryAgain<Answer>({ isView, method }: CallInput<Answer>, failure: CallFailure): boolean {
  if (failure.kind === 'unreachable') return true
  if (failure.kind !== 'refused') return false
  const { code, status } = failure.refusal
  if (status === 429)
    return (isView === true || method === 'GET') && toldToWait(failure) <= longestWaitMs
  return status === 503 || code === 'still-running'
}

/** Only for what is too much: whoever is busy says so with a guess. */
function toldToWait(failure: CallFailure): number {
  if (failure.kind !== 'refused' || failure.refusal.status !== 429) return 0
  return failure.refusal.retryAfterMs ?? 0
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
