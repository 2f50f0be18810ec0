import type { Unsubscribe } from '@sotto/kernel'

/** One tab of the console, whichever of its sockets is meant. */
export interface SeatKey {
  readonly sessionId: string
  readonly tabId: string
}

/** A server that is there, and where other servers reach it. */
export interface SeatedAt {
  readonly serverId: string
  /** Such as `http://10.0.0.5:4400`. */
  readonly address: string
}

/**
 * At which server each tab sits: the one that has its live socket, and its lines. By the servers' heartbeats: what sits at one
 * that is gone, or that nobody can reach, sits nowhere.
 */
export interface SeatStore {
  /** Takes the seat, unless the tab sits at another server: then that one is answered. With `isForced` it is taken in any case. */
  claim(
    seat: SeatKey & { readonly serverId: string; readonly isForced: boolean },
  ): Promise<SeatedAt | undefined>
  /** At which other servers this tab sits, or without `tabId` any tab of the session. */
  elsewhere(
    asked: Pick<SeatKey, 'sessionId'> & { readonly tabId?: string; readonly serverId: string },
  ): Promise<readonly SeatedAt[]>
  /** Gives it free, unless another server has taken it meanwhile. */
  leave(seat: SeatKey & { readonly serverId: string }): Promise<void>
}

/** What is told of sessions, whichever server ended them. */
export interface SessionNews {
  onEnded(sessionId: string): void
  /** Nothing more is told. Once. */
  onLost(): void
}

/** From when it resolves every end is told of, until the answer is called. Rejects while nobody can tell. */
export type ListenToSessions = (news: SessionNews) => Promise<Unsubscribe>
