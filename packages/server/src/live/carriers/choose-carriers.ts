// Events of a queue are the same on every stream that may bring them, so of all streams of this server one does: its carrier.

export interface CarrierCandidate {
  readonly session: { readonly id: string }
  readonly queueIds: ReadonlySet<string>
  readonly link: { readonly state: string }
  mayView(queueId: string): boolean
}

/** Somebody looks through its panels; one that only lingers gives way. */
export interface Candidate {
  readonly carrier: CarrierCandidate
  readonly isWatched: boolean
}

/** By queue, the session whose stream brings it. */
export type Carriers = ReadonlyMap<string, string>

/**
 * Whoever brings a queue goes on as long as nobody is fitter: an open stream before one that is not, one whose person may see
 * conversations before one who may see agents only, one that somebody looks through before one that lingers.
 */
export function chooseCarriers(candidates: readonly Candidate[], before: Carriers): Carriers {
  const queueIds = new Set(candidates.flatMap(({ carrier }) => [...carrier.queueIds]))
  return new Map(
    [...queueIds].flatMap((queueId) => {
      const chosen = fittest(candidates, queueId, before.get(queueId))
      return chosen === undefined ? [] : [[queueId, chosen] as const]
    }),
  )
}

function fittest(
  candidates: readonly Candidate[],
  queueId: string,
  before: string | undefined,
): string | undefined {
  let best: { readonly id: string; readonly fitness: number } | undefined
  for (const candidate of candidates) {
    const { queueIds, session } = candidate.carrier
    if (!queueIds.has(queueId)) continue
    const fitness = fitnessOf(candidate, queueId) + (session.id === before ? 0.5 : 0)
    if (best === undefined || fitness > best.fitness) best = { id: session.id, fitness }
  }
  return best?.id
}

function fitnessOf({ carrier, isWatched }: Candidate, queueId: string): number {
  return (
    (carrier.link.state === 'open' ? 4 : 0) +
    (carrier.mayView(queueId) ? 2 : 0) +
    (isWatched ? 1 : 0)
  )
}
