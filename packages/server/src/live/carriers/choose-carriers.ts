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

/** Open, with the right to see, and looked through: nobody is fitter. */
const fittest = 7

/**
 * Whoever brings a queue (`before`, the session of its carrier) goes on as long as nobody is fitter: an open stream before one
 * that is not, one whose person may see conversations before one who may see agents only, one that somebody looks through
 * before one that lingers. Answers the session of the one that brings it now.
 */
export function chooseCarrier(
  candidates: Iterable<Candidate>,
  queueId: string,
  before: Candidate | undefined,
): string | undefined {
  let best: string | undefined
  let bestFitness = -1
  function weigh(candidate: Candidate): void {
    const { queueIds, session } = candidate.carrier
    const fitness = queueIds.has(queueId) ? fitnessOf(candidate, queueId) : -1
    if (fitness <= bestFitness) return
    best = session.id
    bestFitness = fitness
  }
  if (before !== undefined) weigh(before)
  if (bestFitness === fittest) return best
  for (const candidate of candidates) weigh(candidate)
  return best
}

function fitnessOf({ carrier, isWatched }: Candidate, queueId: string): number {
  return (
    (carrier.link.state === 'open' ? 4 : 0) +
    (carrier.mayView(queueId) ? 2 : 0) +
    (isWatched ? 1 : 0)
  )
}
