/**
 * What a presented refresh token is worth.
 *
 *              first use                 once more, in time, successor unused
 *   unused ──────────────► used ───────────────────────────────────────────► used, accepted again
 *                            │ late, or successor used                          │ anything
 *                            └──────────────► reuse: the whole family ends ◄────┘
 *
 * The second acceptance answers the same successor as the first, so a family stays one chain: whoever comes later with
 * a token that is not the last link is a reuser, whichever of two parties that is.
 */
import { assertNever, type MonotonicMs } from '@sotto/kernel'

export type RefreshUse =
  | { readonly kind: 'unused' }
  | { readonly kind: 'used'; readonly usedAtMs: MonotonicMs }
  | { readonly kind: 'used-again' }

export type Presentation = 'first-use' | 'again' | 'reuse'

export interface PresentationInput {
  readonly token: RefreshUse
  /** The token that was answered for it; undefined while there is none. */
  readonly successor: RefreshUse | undefined
  readonly nowMs: MonotonicMs
  readonly graceMs: number
}

export function judgePresentation(input: PresentationInput): Presentation {
  const { token, successor } = input
  switch (token.kind) {
    case 'unused':
      return 'first-use'
    case 'used-again':
      return 'reuse'
    case 'used': {
      const inTime = input.nowMs - token.usedAtMs < input.graceMs
      const successorUnused = successor === undefined || successor.kind === 'unused'
      return inTime && successorUnused ? 'again' : 'reuse'
    }
    default:
      return assertNever(token)
  }
}
