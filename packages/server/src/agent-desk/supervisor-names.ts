// Who a supervisor's id is, for those who may not ask the platform: by whoever is, or was, signed in here.
export interface SupervisorNames {
  /** Undefined while it is not known; then it is looked for once, and `onFound` is told. */
  name(supervisorId: string): string | undefined
}

export interface SupervisorNamesOptions {
  readonly signedIn: (supervisorId: string) => string | undefined
  readonly lookUp: (supervisorId: string) => Promise<string | undefined>
  readonly onFound: () => void
  readonly onFailure: (failure: unknown) => void
}

/** More supervisors than this have not coached the agents of one server; the oldest are looked up again. */
const namesAtMost = 2_000

export function createSupervisorNames(options: SupervisorNamesOptions): SupervisorNames {
  const names = new Map<string, string | undefined>()

  async function lookUp(supervisorId: string): Promise<void> {
    const [oldest] = names.keys()
    if (names.size >= namesAtMost && oldest !== undefined) names.delete(oldest)
    names.set(supervisorId, undefined)
    const name = await options.lookUp(supervisorId)
    if (name === undefined) return
    names.set(supervisorId, name)
    options.onFound()
  }

  return {
    name(supervisorId) {
      const present = options.signedIn(supervisorId)
      if (present !== undefined) names.set(supervisorId, present)
      else if (!names.has(supervisorId)) void lookUp(supervisorId).catch(options.onFailure)
      return names.get(supervisorId)
    },
  }
}
