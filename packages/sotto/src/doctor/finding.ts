/** What `sotto doctor` has to say about one thing. */
export interface Finding {
  readonly check: 'settings' | 'data folder' | 'port' | 'keys' | 'database' | 'clocks' | 'platform'
  readonly level: 'ok' | 'warn' | 'fail'
  /** One sentence, without anything secret. */
  readonly says: string
  /** What to do about it; absent where nothing is to be done. */
  readonly todo?: string
}

export type Check = Finding['check']

export function fine(check: Check, says: string): Finding {
  return { check, level: 'ok', says }
}

export function warning(check: Check, says: string, todo: string): Finding {
  return { check, level: 'warn', says, todo }
}

export function failure(check: Check, says: string, todo: string): Finding {
  return { check, level: 'fail', says, todo }
}

/** The system's or the driver's code; never the message, which may quote an address with its password. */
export function codeOf(problem: unknown): string {
  if (problem instanceof Error && 'code' in problem) return String(problem.code)
  return problem instanceof Error ? problem.name : typeof problem
}
