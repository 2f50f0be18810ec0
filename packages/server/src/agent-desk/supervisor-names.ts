/**
 * Who a supervisor's id is, for those who may not ask the platform: by whoever is, or was, signed in here. Kept for as long as a
 * whisper of theirs may stand on a strip, and no longer than they are kept themselves.
 *
 *   asked for ─► signed in here? ─► their name
 *                     └─ no ─► known from before? ─► that
 *                                  └─ no ─► looked for, once a minute at most ─► found: told ─► known
 *   known ── not asked for in 12 h · erased · nobody could tell who was erased ──► forgotten
 */
import { type Clock, type MonotonicMs, repeat, type Scope } from '@sotto/kernel'

export interface SupervisorNames {
  /** Undefined while it is not known; then it is looked for, and `onFound` is told. */
  name(supervisorId: string): string | undefined
  /** They were erased. Whoever is signed in is named still, until that ends. */
  forget(supervisorId: string): void
  /** Nobody knows who was erased meanwhile. */
  forgetAll(): void
}

export interface SupervisorNamesOptions {
  readonly clock: Clock
  readonly scope: Scope
  readonly signedIn: (supervisorId: string) => string | undefined
  readonly lookUp: (supervisorId: string) => Promise<string | undefined>
  readonly onFound: () => void
  readonly onFailure: (failure: unknown) => void
}

interface Known {
  name: string | undefined
  readonly lookedForAtMono: MonotonicMs
  askedForAtMono: MonotonicMs
}

/** More supervisors than this have not coached the agents of one server; the oldest are looked up again. */
export const namesAtMost = 2_000
/** As long as a whisper stands on a strip (AS1). */
export const keptForMs = 12 * 3_600_000
const sweepEveryMs = 3_600_000
export const lookAgainMs = 60_000

export function createSupervisorNames(options: SupervisorNamesOptions): SupervisorNames {
  const { clock, scope } = options
  /** Asked for longest ago first. */
  const names = new Map<string, Known>()

  function keep(supervisorId: string, known: Known): void {
    names.delete(supervisorId)
    names.set(supervisorId, known)
    const [oldest] = names.keys()
    if (names.size > namesAtMost && oldest !== undefined) names.delete(oldest)
  }

  async function lookUp(supervisorId: string): Promise<void> {
    const now = clock.monotonicNow()
    const known: Known = { name: undefined, lookedForAtMono: now, askedForAtMono: now }
    keep(supervisorId, known)
    const name = await options.lookUp(supervisorId)
    // Forgotten meanwhile, it stays so.
    if (name === undefined || names.get(supervisorId) !== known) return
    known.name = name
    options.onFound()
  }

  function sweep(): void {
    const before = clock.monotonicNow() - keptForMs
    for (const [supervisorId, { askedForAtMono }] of names) {
      if (askedForAtMono > before) return
      names.delete(supervisorId)
    }
  }

  scope.onClose(repeat(clock, sweepEveryMs, sweep))

  return {
    name(supervisorId) {
      const now = clock.monotonicNow()
      const present = options.signedIn(supervisorId)
      if (present !== undefined) {
        keep(supervisorId, { name: present, lookedForAtMono: now, askedForAtMono: now })
        return present
      }
      const known = names.get(supervisorId)
      const isUnknown = known?.name === undefined
      if (isUnknown && now >= (known?.lookedForAtMono ?? Number.NEGATIVE_INFINITY) + lookAgainMs)
        void lookUp(supervisorId).catch(options.onFailure)
      else if (known !== undefined) {
        known.askedForAtMono = now
        keep(supervisorId, known)
      }
      return known?.name
    },
    forget: (supervisorId) => void names.delete(supervisorId),
    forgetAll: () => names.clear(),
  }
}
