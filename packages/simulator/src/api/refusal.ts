/** What the platform says when it says no: one shape for every door. */

/** The codes a client may switch on. The first ones are the contract's, the last line is ours where it is silent. */
export type RefusalCode =
  | 'bad.request'
  | 'token.invalid'
  | 'token.expired'
  | 'missing.permission'
  | 'missing.scope'
  | 'missing.licence'
  | 'not.found'
  | 'transcript.not.ready'
  | 'conversation.not.active'
  | 'coaching.exists'
  | 'interaction.invalid'
  | 'rate.limit'
  | 'service.unavailable'
  | 'body.too.large'
  | 'method.not.allowed'
  | 'unsupported.media.type'
  | 'control.final'
  | 'control.not.delivered'
  | 'agent.not.available'
  | 'action.not.allowed'
  | 'help.exists'
  | 'internal.error'

export interface RefusalInput {
  readonly status: number
  readonly code: RefusalCode
  readonly message: string
  /** Further facts of the answer, such as `missing`, `field` or `coachingId`. */
  readonly details?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

/** Thrown by any door; the error handler prints it as `{ status, code, message, contextId, ...details }`. */
export class Refusal extends Error {
  readonly status: number
  readonly code: RefusalCode
  readonly details: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>

  constructor({ status, code, message, details = {}, headers = {} }: RefusalInput) {
    super(message)
    this.name = 'Refusal'
    this.status = status
    this.code = code
    this.details = details
    this.headers = headers
  }
}

export function badRequest(field: string, message: string): Refusal {
  return new Refusal({ status: 400, code: 'bad.request', message, details: { field } })
}

/** Also for what this person may not see: the two must not be told apart. */
export function notFound(what: string): Refusal {
  return new Refusal({ status: 404, code: 'not.found', message: `There is no such ${what}.` })
}

export function missingRight(kind: 'permission' | 'scope' | 'licence', missing: string): Refusal {
  return new Refusal({
    status: 403,
    code: `missing.${kind}`,
    message: `This needs the ${kind} ${missing}.`,
    details: { missing },
  })
}

export function conflict(
  code: RefusalCode,
  message: string,
  details: Readonly<Record<string, string>> = {},
): Refusal {
  return new Refusal({ status: 409, code, message, details })
}

/** The body of a refusal as it goes over the wire. */
export function refusalBody(refusal: Refusal, contextId: string): Record<string, string | number> {
  return {
    status: refusal.status,
    code: refusal.code,
    message: refusal.message,
    contextId,
    ...refusal.details,
  }
}
