/**
 * Who sits here.
 *
 * ```
 *   asking ──Me──► signed-in ──401 · 4401──► ended (what is on screen and what was typed stays)
 *     │  ▲ retry
 *     │  └─ unreachable
 *     └──401──► signed-out
 * ```
 */
import { backoff, type Clock, type Random, sleep } from '@sotto/kernel'
import type { Me } from '@sotto/protocol'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Commands } from '../commands/commands.ts'
import type { CallFailure } from '../commands/server-calls.ts'

export type Session =
  | { readonly state: 'asking' }
  | { readonly state: 'unreachable' }
  | { readonly state: 'signed-out' }
  | { readonly state: 'signed-in'; readonly me: Me }
  | { readonly state: 'ended'; readonly me: Me }

export type SessionStore = StoreApi<Session>

export function createSession(): SessionStore {
  return createStore<Session>(() => ({ state: 'asking' }))
}

/** A 401 from anywhere. */
export function endSession(session: SessionStore): void {
  const now = session.getState()
  if (now.state === 'signed-in') session.setState({ state: 'ended', me: now.me }, true)
  else if (now.state !== 'ended') session.setState({ state: 'signed-out' }, true)
}

const retryMinMs = 500
const retryMaxMs = 10_000

/** Asks who is signed in, until the server answers one way or the other. */
export async function askWhoIsSignedIn(input: {
  readonly session: SessionStore
  readonly commands: Commands
  readonly clock: Clock
  readonly random: Random
  readonly isClosed: () => boolean
}): Promise<void> {
  const { session, commands, clock, random } = input
  for (let attempt = 0; !input.isClosed(); attempt += 1) {
    const answer = await commands.me()
    if (answer.ok) {
      session.setState({ state: 'signed-in', me: answer.value }, true)
      return
    }
    if (isFinal(answer.error)) {
      endSession(session)
      return
    }
    session.setState({ state: 'unreachable' }, true)
    await sleep(clock, backoff({ attempt, minMs: retryMinMs, maxMs: retryMaxMs, random }))
  }
}

function isFinal(failure: CallFailure): boolean {
  if (failure.kind === 'refused') return failure.refusal.status === 401
  return failure.kind === 'unreadable' && failure.status === 401
}
