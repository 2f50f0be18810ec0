/** Carries the world's events to everybody who may see them and asked for them. Knows no sockets: a transport is handed in. */
import type { Clock, Random } from '@sotto/kernel'
import { assertNever } from '@sotto/kernel'
import type { FaultBoard, OneTimeFault } from '../faults/faults.ts'
import type { Caller } from '../oauth/caller.ts'
import type { TokenAuthority } from '../oauth/token-authority.ts'
import type { Person, PlatformEvent } from '../world/shapes.ts'
import type { World } from '../world/world.ts'
import { closeCodes } from './close-codes.ts'
import { type PreparedMessage, prepareEvent } from './envelope.ts'
import {
  createEventConnection,
  type EventConnection,
  type EventTransport,
} from './event-connection.ts'
import { losesRights, mayViewEvent } from './visibility.ts'

export interface EventHubDeps {
  readonly world: Pick<World, 'onEvent' | 'onPersonChanged' | 'mayViewQueue'>
  readonly tokens: Pick<TokenAuthority, 'onExpired'>
  readonly faults: FaultBoard
  readonly clock: Clock
  readonly random: Random
  /** One client's failure; the others go on. */
  readonly onFailure: (failure: unknown) => void
}

export interface EventStreamOpening {
  readonly caller: Caller
  readonly transport: EventTransport
  /** The subscriptions named in the handshake; undefined when it named none. */
  readonly subscriptions?: readonly unknown[] | undefined
  /** Asked when tokens have ended before their time: does this one still hold? */
  readonly stillValid: () => Promise<boolean>
}

/** Since the last reset. `connections` counts those that were open at any moment since. */
export interface EventTraffic {
  readonly connections: number
  readonly bytes: number
  readonly tokenInUrl: number
}

export interface EventHub {
  /** Closes at once with 4429 when the person has twenty already. */
  open(opening: EventStreamOpening): Pick<EventConnection, 'receive' | 'lost' | 'end'>
  readonly openConnections: number
  readonly traffic: EventTraffic
  resetTraffic(): void
  countTokenInUrl(): void
  /** Closes every stream and stops listening. */
  close(): void
}

const connectionsPerPerson = 20

export function createEventHub(deps: EventHubDeps): EventHub {
  const { world, faults, clock, random, onFailure } = deps
  const connections = new Map<EventConnection, EventStreamOpening['stillValid']>()
  const idPrefix = random.id().slice(0, 8)
  let idCount = 0
  const traffic = { connections: 0, bytes: 0, tokenInUrl: 0 }

  const nextId = () => {
    idCount += 1
    return `${idPrefix}-${idCount.toString(36)}`
  }

  /** Each on its own: one client's broken transport is not the others' business. */
  function forEach(run: (connection: EventConnection) => void): void {
    for (const connection of connections.keys()) {
      try {
        run(connection)
      } catch (failure) {
        onFailure(failure)
        connection.drop()
      }
    }
  }

  function publish(event: PlatformEvent): void {
    let prepared: PreparedMessage | undefined
    forEach((connection) => {
      if (!connection.wants(event)) return
      if (!mayViewEvent(connection.caller, event, world.mayViewQueue)) return
      prepared ??= prepareEvent(event, { id: nextId(), wallMs: clock.wallNow() })
      connection.deliver(prepared)
    })
  }

  function applyPerson(person: Person): void {
    forEach((connection) => {
      const before = connection.caller.person
      if (before?.id !== person.id) return
      if (losesRights(before, person)) connection.end(closeCodes.rightRemoved, 'right removed')
      else connection.replacePerson(person)
    })
  }

  function strike(fault: OneTimeFault): void {
    switch (fault.type) {
      case 'drop-event-streams':
        forEach((connection) => connection.drop())
        break
      case 'rotate-event-streams':
        forEach((connection) => connection.rotate(fault.closesInMs))
        break
      case 'drop-media-sockets':
      case 'expire-tokens':
        break
      default:
        assertNever(fault)
    }
  }

  function checkTokens(): void {
    for (const [connection, stillValid] of connections) {
      stillValid()
        .then((valid) => {
          if (!valid) connection.end(closeCodes.tokenExpired, 'token expired')
        })
        .catch(onFailure)
    }
  }

  function countOf(caller: Caller): number {
    const whose = ({ person, clientId }: Caller) => person?.id ?? clientId
    return [...connections.keys()].filter(
      (connection) => whose(connection.caller) === whose(caller),
    ).length
  }

  const stops = [
    world.onEvent(publish),
    world.onPersonChanged(applyPerson),
    faults.onStrike(strike),
    deps.tokens.onExpired(checkTokens),
  ]

  return {
    open({ caller, transport, subscriptions, stillValid }) {
      const tooMany = countOf(caller) >= connectionsPerPerson
      const connection: EventConnection = createEventConnection({
        caller,
        transport,
        clock,
        random,
        faults: () => faults.current,
        nextId,
        onSent: (byteLength) => {
          traffic.bytes += byteLength
        },
        onOver: () => connections.delete(connection),
      })
      if (tooMany) {
        connection.end(closeCodes.tooManyConnections, 'too many connections')
        return connection
      }
      connections.set(connection, stillValid)
      traffic.connections += 1
      if (subscriptions !== undefined) connection.subscribeFirst(subscriptions)
      return connection
    },
    get openConnections() {
      return connections.size
    },
    get traffic() {
      return { ...traffic }
    },
    resetTraffic() {
      Object.assign(traffic, { connections: connections.size, bytes: 0, tokenInUrl: 0 })
    },
    countTokenInUrl() {
      traffic.tokenInUrl += 1
    },
    close() {
      for (const stop of stops) stop()
      forEach((connection) => connection.end(closeCodes.goingAway, 'the platform is stopping'))
    },
  }
}
