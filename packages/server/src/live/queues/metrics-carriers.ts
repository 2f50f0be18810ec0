// Metrics come every five seconds for every call and are the bulk of all events; they are the same on every stream, so of all
// streams of this server that could bring those of a queue, one does.

export interface Carrier {
  readonly session: { readonly id: string }
  readonly queueIds: ReadonlySet<string>
  readonly link: { readonly state: string }
}

/** By queue, the session whose stream brings its metrics. Whoever brings them goes on as long as they can. */
export type MetricsCarriers = ReadonlyMap<string, string>

export function chooseCarriers(
  carriers: readonly Carrier[],
  before: MetricsCarriers,
): MetricsCarriers {
  const open = carriers.filter(({ link }) => link.state === 'open')
  const queueIds = new Set(open.flatMap((carrier) => [...carrier.queueIds]))
  return new Map(
    [...queueIds].flatMap((queueId) => {
      const able = open.filter((carrier) => carrier.queueIds.has(queueId))
      const chosen = able.find(({ session }) => session.id === before.get(queueId)) ?? able[0]
      return chosen === undefined ? [] : [[queueId, chosen.session.id] as const]
    }),
  )
}

/** The queues whose metrics this session's stream brings. */
export function carriedBy(carriers: MetricsCarriers, sessionId: string): readonly string[] {
  return [...carriers].flatMap(([queueId, carrier]) => (carrier === sessionId ? [queueId] : []))
}
