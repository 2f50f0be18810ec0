/**
 * A part of the program that is fetched when somebody wants it, and asked for again when it could not be had.
 *
 * ```
 *   unasked ──ask──► waiting ──came──► here
 *                     ▲   └──failed──► missing
 *                     └─────ask───────────┘
 * ```
 */
import { createListeners, type Unsubscribe } from '@sotto/kernel'

export type LatePartState<Value> =
  | { readonly state: 'unasked' }
  | { readonly state: 'waiting' }
  | { readonly state: 'here'; readonly value: Value }
  | { readonly state: 'missing'; readonly failure: unknown }

export interface LatePart<Value> {
  state(): LatePartState<Value>
  subscribe(listener: () => void): Unsubscribe
  /** Fetches it unless it is here or on its way. */
  ask(): void
}

export function createLatePart<Value>(load: () => Promise<Value>): LatePart<Value> {
  // A listener of a page only draws it again; what it throws is the page's.
  const listeners = createListeners<void>((failure) => {
    throw failure
  })
  let now: LatePartState<Value> = { state: 'unasked' }
  function move(next: LatePartState<Value>): void {
    now = next
    listeners.emit()
  }
  return {
    state: () => now,
    subscribe: (listener) => listeners.subscribe(listener),
    ask() {
      if (now.state === 'waiting' || now.state === 'here') return
      move({ state: 'waiting' })
      load().then(
        (value) => move({ state: 'here', value }),
        (failure: unknown) => move({ state: 'missing', failure }),
      )
    },
  }
}
