/**
 * How the panel stands with the server.
 *
 * ```
 *            ┌────────────── retry (back-off, full jitter) ──────────────┐
 *            ▼                                                           │
 *   connecting ──welcome──► live ◄──any word──┐                          │
 *       │                    │ silence        │                          │
 *       │                    ▼                │                          │
 *       │                  stale ─────────────┘                          │
 *       │                    │ longer silence, cut, hole in the sequence │
 *       └────────────────────┴──────────────► waiting ───────────────────┘
 *   any ──4401──► signed-out    any ──4409──► replaced    any ──4403──► forbidden    any ──close()──► closed
 * ```
 *
 * The last four end it: nothing is tried again until somebody asks.
 */
export type LiveLink =
  /** `attempt` 0 is the first connection of all, or the first after a good one. */
  | { readonly state: 'connecting'; readonly attempt: number }
  | { readonly state: 'waiting'; readonly attempt: number }
  | { readonly state: 'live' }
  | { readonly state: 'stale' }
  | { readonly state: 'signed-out' }
  | { readonly state: 'replaced' }
  | { readonly state: 'forbidden' }
  | { readonly state: 'closed' }

export interface LiveTimings {
  readonly pingMs: number
  /** Without a word for this long, nothing on screen is certain any more. */
  readonly staleAfterMs: number
}

/** While nothing but the list is shown. */
export const calmTimings: LiveTimings = { pingMs: 5_000, staleAfterMs: 7_500 }

/** While a line stands: the microphone must not outlive a dead connection. */
export const vigilantTimings: LiveTimings = { pingMs: 1_000, staleAfterMs: 2_500 }

/** Silent for this long, a socket is given up for a new one. */
export const deadAfterMs = 12_000
export const connectTimeoutMs = 10_000
export const reconnectMinMs = 250
export const reconnectMaxMs = 10_000
