/** The stores as one server process sees them: a way away, now and then failing, and never answering a process that has died. */
import type { Random } from '@sotto/kernel'
import type { Stores } from '@sotto/server'
import type { Machine } from '../time/machine.ts'
import type { WorldClock } from '../time/world-clock.ts'
import type { EffectMeter } from './effect-meter.ts'

export interface StoreConditions {
  /** Shares of all calls, 0–1: refused before anything is done, and done without an answer. */
  readonly failures: number
  readonly lostAnswers: number
  readonly slowMs: number
}

export const calmStore: StoreConditions = { failures: 0, lostAnswers: 0, slowMs: 0 }

export interface MortalStoresOptions {
  readonly stores: Stores
  readonly clock: WorldClock
  readonly random: Random
  readonly machine: Machine
  readonly meter: EffectMeter
  readonly conditions: () => StoreConditions
}

type CoachingNews = Parameters<Stores['coachings']['listen']>[0]

/** As a database driver throws when the connection is lost. */
class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost'
  readonly code = '08006'
}

export function createMortalStores(options: MortalStoresOptions): Stores {
  const { clock, machine, meter, random, stores } = options
  const {
    audit,
    coachings,
    controls,
    idempotency,
    incidents,
    leases,
    retention,
    reveals,
    servers,
    sessions,
  } = stores

  function through<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      if (!meter.pass(`${name} asked`)) return
      const { failures, lostAnswers, slowMs } = options.conditions()
      const chance = random.next()
      const perform = () => {
        if (chance < failures) {
          machine.run(() => reject(new ConnectionLost('the database is away')))
          return
        }
        work().then(
          (value) =>
            machine.run(() => {
              if (!meter.pass(`${name} done`)) return
              if (chance < failures + lostAnswers) reject(new ConnectionLost('no answer'))
              else resolve(value)
            }),
          (failure: unknown) => machine.run(() => reject(failure)),
        )
      }
      // Mostly at once; now and then a moment later, so that others come in between.
      const delayMs = slowMs * random.next() + (random.next() < 0.2 ? 1 + random.next() * 4 : 0)
      if (delayMs === 0) perform()
      else clock.schedule(delayMs, perform)
    })
  }

  /** A connection of its own: it ends with the process, and now and then with what is wrong with the way. */
  async function listen(news: CoachingNews): Promise<() => void> {
    const stop = await coachings.listen({
      onSaved(saved) {
        if (machine.isDead) stop()
        else if (random.next() >= options.conditions().failures)
          machine.run(() => news.onSaved(saved))
        else {
          stop()
          machine.run(() => news.onLost())
        }
      },
      onLost: () => {},
    })
    return stop
  }

  return {
    audit: {
      append: (act) => through('append act', () => audit.append(act)),
      page: (filter, limit, after) => through('page audit', () => audit.page(filter, limit, after)),
      inTreeOrder: (filter, range, limit) =>
        through('export audit', () => audit.inTreeOrder(filter, range, limit)),
      nodes: (places) => through('read tree', () => audit.nodes(places)),
      latestHead: () => through('read head', () => audit.latestHead()),
      headOfSize: (size) => through('read head', () => audit.headOfSize(size)),
      place: (request) => through('place acts', () => audit.place(request)),
      sealedSecret: (candidate) => through('read secret', () => audit.sealedSecret(candidate)),
      waiting: () => through('read audit lag', () => audit.waiting()),
      resealSecret: (change) => audit.resealSecret(change),
      prepareMonths: (at) => through('prepare months', () => audit.prepareMonths(at)),
      erasePerson: (id) => through('erase person', () => audit.erasePerson(id)),
    },
    controls: {
      insert: (record, act, ownerId) =>
        through('insert control', () => controls.insert(record, act, ownerId)),
      save: (record, revision, act) =>
        through(`save ${record.state.name}`, () => controls.save(record, revision, act)),
      byId: (id) => through('read control', () => controls.byId(id)),
      byIds: (ids) => through('read controls', () => controls.byIds(ids)),
      byPlatformId: (id) => through('read control', () => controls.byPlatformId(id)),
      byConversation: (conversationId, supervisorId, limit) =>
        through('list controls', () =>
          controls.byConversation(conversationId, supervisorId, limit),
        ),
      deliveredTexts: (agentUserId, since, limit) =>
        through('list texts', () => controls.deliveredTexts(agentUserId, since, limit)),
      takeOver: (request) => through('take over', () => controls.takeOver(request)),
      acts: (id) => through('list acts', () => controls.acts(id)),
    },
    leases: {
      acquire: (request) => through('acquire lease', () => leases.acquire(request)),
      renew: (request) => through('renew lease', () => leases.renew(request)),
      release: (request) => through('release lease', () => leases.release(request)),
      handOver: (request) => through('hand over lease', () => leases.handOver(request)),
      ask: (request) => through('ask for lease', () => leases.ask(request)),
      withdraw: (request) => through('withdraw wish', () => leases.withdraw(request)),
      byAgents: (ids) => through('read leases', () => leases.byAgents(ids)),
    },
    idempotency: {
      begin: (input) => through('begin command', () => idempotency.begin(input)),
      finish: (input) => through('finish command', () => idempotency.finish(input)),
      renew: (supervisorId, key) =>
        through('renew command', () => idempotency.renew(supervisorId, key)),
      release: (supervisorId, key) =>
        through('release command', () => idempotency.release(supervisorId, key)),
      removeBegunBefore: (at) =>
        through('forget commands', () => idempotency.removeBegunBefore(at)),
    },
    sessions: {
      insert: (row) => through('insert session', () => sessions.insert(row)),
      byCookieHash: (hash) => through('read session', () => sessions.byCookieHash(hash)),
      byId: (id) => through('read session', () => sessions.byId(id)),
      byPerson: (id) => through('read session', () => sessions.byPerson(id)),
      // The lock of a process that dies goes with its connection.
      withLockedTokens: (id, refresh) =>
        through('lock session', () =>
          sessions.withLockedTokens(id, (row) =>
            Promise.race([
              refresh(row),
              new Promise<undefined>((resolve) => machine.onDeath(() => resolve(undefined))),
            ]),
          ),
        ),
      // Keys are never rotated here: no fault can meet it.
      sealedOtherwise: (keyId) => sessions.sealedOtherwise(keyId),
      reseal: (id, change) => sessions.reseal(id, change),
      touch: (id, at) => through('touch session', () => sessions.touch(id, at)),
      search: (search) => through('list sessions', () => sessions.search(search)),
      updatePerson: (id, person) => through('save person', () => sessions.updatePerson(id, person)),
      remove: (id, act, at) => through('remove session', () => sessions.remove(id, act, at)),
      removeExpired: (idleBefore, createdBefore, at) =>
        through('remove sessions', () => sessions.removeExpired(idleBefore, createdBefore, at)),
      async listen(news) {
        const stop = await sessions.listen({
          onEnded: (id) => machine.run(() => news.onEnded(id)),
          onLost: () => {},
        })
        machine.onDeath(() => void stop())
        return stop
      },
    },
    reveals: {
      insert: (row) => through('put on record', () => reveals.insert(row)),
      byConversation: (id, limit) =>
        through('list reveals', () => reveals.byConversation(id, limit)),
      search: (query) => through('list reveals', () => reveals.search(query)),
      people: () => through('list reveals', () => reveals.people()),
    },
    retention: {
      forget: (kind, before, limit) =>
        through('forget', () => retention.forget(kind, before, limit)),
    },
    incidents: {
      append: (facts) => through('append facts', () => incidents.append(facts)),
      byConversation: (id, limit) =>
        through('list facts', () => incidents.byConversation(id, limit)),
      byAgents: (ids, from, limit) =>
        through('list facts', () => incidents.byAgents(ids, from, limit)),
    },
    servers: {
      beat: (...asked) => through('beat', () => servers.beat(...asked)),
      sealingKeys: () => servers.sealingKeys(),
      end: (serverId) => through('leave', () => servers.end(serverId)),
    },
    coachings: {
      insert: (record, facts) => through('insert coaching', () => coachings.insert(record, facts)),
      saveState: (record, revision, facts) =>
        through(`save coaching ${record.state.name}`, () =>
          coachings.saveState(record, revision, facts),
        ),
      saveDetails: (id, details, revision, at) =>
        through('save coaching details', () => coachings.saveDetails(id, details, revision, at)),
      byId: (id) => through('read coaching', () => coachings.byId(id)),
      byIds: (ids) => through('list coachings', () => coachings.byIds(ids)),
      byPlatformId: (id) => through('read coaching', () => coachings.byPlatformId(id)),
      byConversation: (id, limit) =>
        through('list coachings', () => coachings.byConversation(id, limit)),
      unfinishedOf: (id) => through('list coachings', () => coachings.unfinishedOf(id)),
      unfinishedOfAgent: (id) => through('list coachings', () => coachings.unfinishedOfAgent(id)),
      search: (query) => through('list coachings', () => coachings.search(query)),
      removeOver: (...asked) => coachings.removeOver(...asked),
      listen: (news) => through('listen', () => listen(news)),
    },
    // Written behind everybody's back and never decided by: as crash points they would only thin out those that matter.
    facts: stores.facts,
    interventions: stores.interventions,
    // These servers have no addresses: no tab of one is another's.
    seats: stores.seats,
    // Nobody changes a policy here.
    policies: stores.policies,
    // No agent chooses anything, and nobody keeps texts for later.
    agentSettings: stores.agentSettings,
    snippets: stores.snippets,
    healthy: () => through('look', () => stores.healthy()),
    close: async () => {},
  }
}
