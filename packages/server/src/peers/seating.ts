// At which server a tab sits, so that its sockets and commands find each other, whichever server a balancer sends them to.
//
//   hello ─► claim ─► free, or its server is gone: it sits here ─► welcome
//              └────► it sits at another server that is there: that one is asked
//   socket gone ─► the seat is kept for as long as the panel may resume ─► given free
import { type Clock, type Logger, nameOfFailure, type Unsubscribe } from '@sotto/kernel'
import type { SeatedAt, SeatKey, SeatStore } from '../database/seat-store.ts'
import type { Counters } from '../live/counters.ts'
import type { Timers } from '../live/timers.ts'
import type { PeerWay } from './peer-way.ts'
import { within } from './within.ts'

export interface Seating {
  /** How to the servers that are told of here. */
  readonly way: PeerWay
  /** The server at which this tab sits already; undefined: it sits here from now on. Never waits for long. */
  claim(tab: SeatKey): Promise<SeatedAt | undefined>
  /** It sits here, wherever it sat: that server cannot be reached. */
  takeOver(tab: SeatKey): void
  /** Other servers at which this tab sits, or any tab of the session. Rejects when the database does not answer in time. */
  homesOf(asked: {
    readonly sessionId: string
    readonly tabId?: string
  }): Promise<readonly SeatedAt[]>
}

export interface SeatingOptions {
  readonly clock: Clock
  readonly timers: Timers
  readonly logger: Logger
  readonly counters: Counters
  readonly store: SeatStore
  readonly way: PeerWay
  readonly serverId: string
  readonly isPresent: (tab: SeatKey) => boolean
  readonly onPresence: (
    listener: (presence: SeatKey & { readonly present: boolean }) => void,
  ) => Unsubscribe
  /** How long a panel that is gone may come back to what it had here. */
  readonly resumeWindowMs: number
}

/** A panel waits for its welcome, and a person for their command. */
const patienceMs = 1_000
const againMs = 1_000

export function createSeating(options: SeatingOptions): Seating {
  const { clock, serverId, store, timers } = options
  const nameOf = ({ sessionId, tabId }: SeatKey) => `${sessionId} ${tabId}`

  /** Whose live socket is here sits here, also when the database could not be told at once. */
  function sitHere(tab: SeatKey): void {
    store.claim({ ...tab, serverId, isForced: true }).catch((failure: unknown) => {
      noteFailure(failure)
      sitLater(tab)
    })
  }

  function sitLater({ sessionId, tabId }: SeatKey): void {
    const tab = { sessionId, tabId }
    timers.replace(`sit ${nameOf(tab)}`, againMs, () => {
      if (options.isPresent(tab)) sitHere(tab)
    })
  }

  function noteFailure(failure: unknown): void {
    options.counters.count('store-failures')
    options.logger.warn('seating-failed', {
      error: nameOfFailure(failure),
    })
  }

  options.onPresence(({ present, sessionId, tabId }) => {
    const tab = { sessionId, tabId }
    const name = `leave seat ${nameOf(tab)}`
    if (present) timers.cancel(name)
    else
      timers.replace(name, options.resumeWindowMs, () => {
        store.leave({ ...tab, serverId }).catch(noteFailure)
      })
  })

  return {
    way: options.way,
    async claim({ sessionId, tabId }) {
      const tab = { sessionId, tabId }
      try {
        return await within(clock, patienceMs, store.claim({ ...tab, serverId, isForced: false }))
      } catch (failure) {
        noteFailure(failure)
        sitLater(tab)
        return undefined
      }
    },
    takeOver: ({ sessionId, tabId }) => sitHere({ sessionId, tabId }),
    homesOf: (asked) => within(clock, patienceMs, store.elsewhere({ ...asked, serverId })),
  }
}
