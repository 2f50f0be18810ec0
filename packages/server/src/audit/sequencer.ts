/** Gives entries their places in the tree, and hands out signed heads. Runs on every server; one at a time does the work. */
import type { HeadSigner, SignedTreeHead } from '@sotto/audit'
import { type Clock, type Logger, nameOfFailure, type Random } from '@sotto/kernel'
import type { Seal } from '../auth/seal/seal.ts'
import type { AuditStore } from '../database/audit-store.ts'
import { readHeadSigner } from './signing-secret.ts'

export interface SequencerOptions {
  readonly store: AuditStore
  readonly seal: Seal
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  /** Whose tree it is, as heads say it. */
  readonly installation: string
  /** Puts a head where nobody who can change the database can change it. */
  readonly keepHead?: ((head: SignedTreeHead) => Promise<void>) | undefined
}

export interface Sequencer {
  /** Finishes the turn that runs, and keeps the last head. */
  close(): Promise<void>
}

const turnMs = 500
/** After a turn that found something: where one act was, more are coming. */
const busyTurnMs = 150
const placedAtOnce = 2_000
const headsMs = 60_000
const monthsMs = 6 * 3_600_000

export function startSequencer(options: SequencerOptions): Sequencer {
  const { clock, logger, store } = options
  let signer: HeadSigner | undefined
  let newest: SignedTreeHead | undefined
  let kept: { readonly head: SignedTreeHead; readonly at: number } | undefined
  let monthsReadyUntil = Number.NEGATIVE_INFINITY
  let isClosed = false
  let running: Promise<void> = Promise.resolve()
  let cancel = clock.schedule(turnMs, run)

  function run(): void {
    running = turn().then((placed) => {
      if (!isClosed) cancel = clock.schedule(pauseAfter(placed), run)
    })
  }

  /** Answers how many entries it gave their places. */
  async function turn(): Promise<number> {
    try {
      await prepareMonths()
      signer ??= await readHeadSigner(store, options.seal, options.random)
      if (signer === undefined) {
        logger.error('audit-secret-unreadable')
        return 0
      }
      const answer = await store.place({ limit: placedAtOnce, sign: signWith(signer) })
      newest = answer?.head ?? newest
      await keepNewest(headsMs)
      return answer?.placed ?? 0
    } catch (failure) {
      logger.warn('audit-turn-failed', { errorName: nameOfFailure(failure) })
      return 0
    }
  }

  function signWith({ sign }: HeadSigner) {
    return (tree: { readonly size: number; readonly root: string }) =>
      sign({ ...tree, installation: options.installation, at: Math.floor(clock.wallNow()) })
  }

  async function prepareMonths(): Promise<void> {
    if (clock.monotonicNow() < monthsReadyUntil) return
    monthsReadyUntil = clock.monotonicNow() + monthsMs
    // Acts are kept without it as well, only less tidily.
    await store.prepareMonths(clock.wallNow()).catch((failure: unknown) => {
      logger.warn('audit-months-not-prepared', { errorName: nameOfFailure(failure) })
    })
  }

  /** Unless one was kept less than `everyMs` ago. */
  async function keepNewest(everyMs: number): Promise<void> {
    const head = newest
    if (head === undefined || head === kept?.head) return
    if (kept !== undefined && clock.monotonicNow() - kept.at < everyMs) return
    kept = { head, at: clock.monotonicNow() }
    logger.info('audit-head', { ...head })
    await options.keepHead?.(head).catch((failure: unknown) => {
      logger.error('audit-head-not-kept', { errorName: nameOfFailure(failure) })
    })
  }

  return {
    async close() {
      isClosed = true
      cancel()
      await running
      await keepNewest(0)
    },
  }
}

function pauseAfter(placed: number): number {
  if (placed === placedAtOnce) return 0
  return placed > 0 ? busyTurnMs : turnMs
}
