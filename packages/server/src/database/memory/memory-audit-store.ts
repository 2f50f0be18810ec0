/** The audit in memory, for the simulation and unit tests; held to the same rules as the database. */
import {
  appendLeaf,
  emptyFrontier,
  type Frontier,
  hashOfLeaf,
  rootOf,
  type SignedTreeHead,
} from '@sotto/audit'
import type { AuditAct, SealAct } from '../../audit/audit-act.ts'
import type { AuditFilter, AuditRow, AuditStore } from '../audit-store.ts'
import type { MemoryForget } from './memory-retention-store.ts'

interface Entry extends AuditRow {
  readonly act: AuditAct
}

export interface MemoryAuditStore extends AuditStore {
  /** Called with an act that is being written, as in one transaction. */
  readonly keep: (act: AuditAct) => void
  /** Entries without a place stay. */
  readonly forget: MemoryForget
}

export function createMemoryAuditStore(sealAct: SealAct): MemoryAuditStore {
  let entries: Entry[] = []
  const nodes = new Map<string, string>()
  const heads = new Map<number, SignedTreeHead>()
  let frontier: Frontier = emptyFrontier
  let latest: SignedTreeHead | undefined
  let secret: string | undefined
  let written = 0
  /** Where the first entry without a place may be: everything before has one. */
  let firstUnplaced = 0

  function keep(act: AuditAct): void {
    const { id, leaf, personal: values, salt } = sealAct(act)
    written += 1
    entries.push({
      position: String(written),
      at: act.at,
      id,
      leaf,
      personal: { values, salt },
      act,
    })
  }

  function placeOne(entry: Entry): Entry {
    const grown = appendLeaf(frontier, hashOfLeaf(entry.leaf))
    const index = frontier.size
    frontier = grown.frontier
    for (const node of grown.nodes) nodes.set(`${node.level}/${node.index}`, node.hash)
    return { ...entry, index }
  }

  return {
    keep,
    append: async (act) => keep(act),
    async page(filter, limit, after) {
      return entries
        .filter((entry) => isWanted(entry, filter))
        .sort(newestFirst)
        .filter((entry) => after === undefined || newestFirst(entry, { ...entry, ...after }) > 0)
        .slice(0, limit)
        .map(rowOf)
    },
    async inTreeOrder(filter, { index: first, size }, limit) {
      return entries
        .flatMap((entry) => {
          const { index } = entry
          const isThere = index !== undefined && index >= first && index < size
          return isThere && isWanted(entry, filter) ? [{ ...rowOf(entry), index }] : []
        })
        .sort((left, right) => left.index - right.index)
        .slice(0, limit)
    },
    async nodes(places) {
      return places.map(({ index, level }) => {
        const hash = nodes.get(`${level}/${index}`)
        if (hash === undefined) throw new Error('this subtree is not in the tree')
        return hash
      })
    },
    latestHead: async () => latest,
    headOfSize: async (size) => heads.get(size),
    async place({ limit, sign }) {
      const unplaced = entries.slice(firstUnplaced, firstUnplaced + limit)
      if (unplaced.length === 0) return { placed: 0 }
      entries.splice(firstUnplaced, unplaced.length, ...unplaced.map(placeOne))
      firstUnplaced += unplaced.length
      const head = sign({ size: frontier.size, root: rootOf(frontier) })
      heads.set(head.size, head)
      latest = head
      return { placed: unplaced.length, head }
    },
    async waiting() {
      const unplaced = entries.slice(firstUnplaced, firstUnplaced + 10_000)
      const times = unplaced.map(({ at }) => at)
      return {
        count: unplaced.length,
        ...(times.length === 0 ? {} : { oldestAt: Math.min(...times) }),
      }
    },
    async sealedSecret(candidate) {
      secret ??= candidate
      return secret
    },
    async resealSecret(change) {
      if (secret !== undefined) secret = change(secret) ?? secret
    },
    async prepareMonths() {},
    async erasePerson(personId) {
      const isAbout = ({ act, personal }: Entry) =>
        personal !== undefined && peopleIn(act).includes(personId)
      const erased = entries.filter(isAbout).length
      entries = entries.map((entry) => {
        if (!isAbout(entry)) return entry
        const { personal: _, ...rest } = entry
        return rest
      })
      return erased
    },
    forget(at, limit) {
      const isOld = (entry: Entry) => entry.index !== undefined && entry.at < at
      const old = new Set(entries.filter(isOld).slice(0, limit))
      entries = entries.filter((entry) => !old.has(entry))
      firstUnplaced -= old.size
      return old.size
    },
  }
}

function isWanted({ act, personal }: Entry, filter: AuditFilter): boolean {
  const { acts, agentUserId, conversationId, controlId, controlIds, from, until } = filter
  const { mode, personId, supervisorId, toSupervisorId } = filter
  return (
    (personId === undefined || (personal !== undefined && peopleIn(act).includes(personId))) &&
    (toSupervisorId === undefined ||
      (personal !== undefined && act.toSupervisorId === toSupervisorId)) &&
    (controlIds === undefined || controlIds.includes(act.controlId ?? '')) &&
    (mode === undefined || act.mode === mode) &&
    (supervisorId === undefined || (personal !== undefined && act.supervisorId === supervisorId)) &&
    (agentUserId === undefined || (personal !== undefined && act.agentUserId === agentUserId)) &&
    (conversationId === undefined || act.conversationId === conversationId) &&
    (controlId === undefined || act.controlId === controlId) &&
    (acts === undefined || acts.includes(act.act)) &&
    (from === undefined || act.at >= from) &&
    (until === undefined || act.at < until)
  )
}

function peopleIn({ agentUserId, supervisorId, toSupervisorId }: AuditAct) {
  return [supervisorId, toSupervisorId, agentUserId]
}

function newestFirst(
  left: Pick<AuditRow, 'at' | 'position'>,
  right: Pick<AuditRow, 'at' | 'position'>,
): number {
  return right.at - left.at || Number(right.position) - Number(left.position)
}

function rowOf({ act: _, ...row }: Entry): AuditRow {
  return row
}
