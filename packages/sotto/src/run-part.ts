/** Runs one part of Sotto to its end, alone at a terminal or as a child of the demonstration. */
import type { Clock, Logger } from '@sotto/kernel'
import { type FromChild, toChildSchema } from './demo/child-messages.ts'
import { peopleLines } from './demo/ready-lines.ts'
import { exitCodes } from './exit-codes.ts'
import type { Log } from './log.ts'
import type { Part, RunningPart } from './parts/part.ts'
import { describeStartFailure } from './start-refusal.ts'
import { listenForStop } from './stop-signal.ts'
import type { Terminal } from './terminal.ts'

export interface RunPartInput {
  readonly part: Part
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly log: Log
  readonly terminal: Terminal
  readonly clock: Clock
}

/** How the one who started us is told things. */
interface Reporter {
  ready(running: RunningPart): void
  failed(line: string): void
  notice(line: string): void
  /** Resolves when we are to end. */
  readonly stopAsked: Promise<void>
  release(): void
}

/** A close that takes longer than this is cut off: whoever asked has waited long enough. */
const closeWithinMs = 8_000

/** Resolves to the exit code when the part has ended. */
export async function runPart(input: RunPartInput): Promise<number> {
  const isChild = process.send !== undefined
  const reporter = isChild ? reportToParent() : reportToTerminal(input)
  logCrashes(input, reporter)
  const cutOff = cutOffAfterStop(input, reporter)
  try {
    return await startAndWait(input, reporter)
  } finally {
    cutOff.cancel()
    reporter.release()
    input.log.flush()
    // The channel to the parent would keep us alive.
    if (isChild && process.connected) process.disconnect()
  }
}

/** Once asked to end we do end: also in the middle of a start, and when closing hangs. */
function cutOffAfterStop({ clock, log }: RunPartInput, reporter: Reporter): { cancel(): void } {
  let cancel = () => {}
  let isCancelled = false
  void reporter.stopAsked.then(() => {
    if (isCancelled) return
    cancel = clock.schedule(closeWithinMs, () => {
      log.logger.error('close-cut-off', { afterMs: closeWithinMs })
      log.flush()
      process.exit(exitCodes.failed)
    })
  })
  return {
    cancel() {
      isCancelled = true
      cancel()
    },
  }
}

async function startAndWait(input: RunPartInput, reporter: Reporter): Promise<number> {
  const { part, environment } = input
  const { logger } = input.log
  let running: RunningPart
  try {
    running = await part.start({ environment, logger, tell: reporter.notice })
  } catch (failure) {
    return reportFailedStart(failure, part, logger, reporter)
  }
  reporter.ready(running)
  const asked = reporter.stopAsked.then(() => undefined)
  const brokenLine = await Promise.race([running.broken, asked])
  if (brokenLine !== undefined) reporter.failed(brokenLine)
  await running.close().catch((failure: unknown) => {
    logger.error('close-failed', { reason: stackOf(failure) })
  })
  return brokenLine === undefined ? exitCodes.ok : exitCodes.failed
}

function reportFailedStart(
  failure: unknown,
  part: Part,
  logger: Logger,
  reporter: Reporter,
): number {
  const line = describeStartFailure(failure, part.names)
  logger.error('start-failed', { reason: line ?? stackOf(failure) })
  const fallback = `The ${part.name} could not start: ${firstLine(failure)}`
  reporter.failed(line ?? fallback)
  return exitCodes.failed
}

function reportToTerminal({ part, terminal, clock }: RunPartInput): Reporter {
  const stop = listenForStop(clock)
  // Somebody loses patience.
  void stop.insisted.then(() => process.exit(exitCodes.failed))
  return {
    ready(running) {
      if (running.people.length > 0)
        for (const line of peopleLines(running.people)) terminal.say(line)
      terminal.say(`ready ${running.address}`)
    },
    failed: (line) => terminal.complain(line),
    notice: (line) => terminal.complain(`${part.name}: ${line}`),
    stopAsked: stop.asked,
    release: stop.release,
  }
}

/**
 * A child ends when its parent says so or is gone. Signals from the terminal reach the parent too, which ends us in
 * the right order; only a request to end sent to this very process is obeyed directly.
 */
function reportToParent(): Reporter {
  const send = (message: FromChild) => {
    if (process.connected) process.send?.(message)
  }
  const ignore = () => {}
  process.on('SIGINT', ignore)
  process.on('SIGHUP', ignore)
  let onStop = () => {}
  const stopAsked = new Promise<void>((resolve) => {
    onStop = resolve
  })
  process.once('SIGTERM', onStop)
  process.once('disconnect', onStop)
  process.on('message', (raw) => {
    if (toChildSchema.safeParse(raw).success) onStop()
  })
  return {
    ready: ({ address, people }) => send({ type: 'ready', address, people: [...people] }),
    failed: (line) => send({ type: 'failed', line }),
    notice: (line) => send({ type: 'notice', line }),
    stopAsked,
    release() {
      process.removeListener('SIGINT', ignore)
      process.removeListener('SIGHUP', ignore)
    },
  }
}

/** A defect nobody caught: written down, told in one line, and the end of this process. */
function logCrashes({ log, part }: RunPartInput, reporter: Reporter): void {
  process.on('uncaughtException', (failure) => {
    log.logger.error('crashed', { reason: stackOf(failure) })
    log.flush()
    reporter.failed(`The ${part.name} ended because of a defect: ${firstLine(failure)}`)
    process.exit(exitCodes.failed)
  })
}

function stackOf(failure: unknown): string {
  return failure instanceof Error ? (failure.stack ?? failure.message) : String(failure)
}

function firstLine(failure: unknown): string {
  const text = failure instanceof Error ? failure.message : String(failure)
  return text.split('\n')[0] ?? ''
}
