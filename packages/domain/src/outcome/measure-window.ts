/** One window of a conversation in figures, from the facts that were kept of it. Pure; the order of the facts does not matter. */
import type { WallMs } from '@sotto/kernel'
import { type ConversationFact, type MetricsFact, metricsSpanMs } from './conversation-fact.ts'
import { holdsOf } from './holds.ts'
import type { WindowFigures } from './intervention.ts'

interface Span {
  readonly fromAt: WallMs
  readonly toAt: WallMs
}

export interface WindowInput extends Span {
  readonly facts: readonly ConversationFact[]
  /** Absent when nobody learned of it. */
  readonly conversationStartedAt?: WallMs
}

export function measureWindow(input: WindowInput): WindowFigures {
  const { facts, fromAt, toAt } = input
  const holds = holdsOf(facts.filter((fact) => fact.kind === 'phase'))
  const inside = holds.flatMap((hold) => cut(hold, input) ?? [])
  const reports = facts
    .filter((fact) => fact.kind === 'metrics')
    .filter((fact) => looksInside(fact, input))
    .sort((one, other) => one.at - other.at)
  return {
    fromAt,
    toAt,
    reports: reports.length,
    ...talkShareOf(reports.filter((report) => !isWithin(report.at, holds))),
    ...silenceOf(reports, inside, input),
    ...negativeRunOf(reports),
    holds: {
      begun: holds.filter((hold) => hold.fromAt >= fromAt && hold.fromAt < toAt).length,
      totalMs: sum(inside.map(lengthOf)),
    },
  }
}

/** A report tells of the time behind it: one that looks back beyond the window tells of something else. */
function looksInside({ at }: MetricsFact, { conversationStartedAt, fromAt, toAt }: WindowInput) {
  const looksBackTo = Math.max(
    conversationStartedAt ?? Number.NEGATIVE_INFINITY,
    at - metricsSpanMs,
  )
  return at <= toAt && looksBackTo >= fromAt
}

function isWithin(at: WallMs, spans: readonly Span[]): boolean {
  return spans.some(({ fromAt, toAt }) => at > fromAt && at <= toAt)
}

function talkShareOf(reports: readonly MetricsFact[]): Pick<WindowFigures, 'talkShare'> {
  if (reports.length === 0) return {}
  const mean = (shares: readonly number[]) => roundShare(sum(shares) / shares.length)
  return {
    talkShare: {
      agent: mean(reports.map(({ figures }) => figures.agentShare)),
      customer: mean(reports.map(({ figures }) => figures.customerShare)),
    },
  }
}

/** Each report tells of one silence, the one up to it; together they are laid over each other and what is hold is taken out. */
function silenceOf(
  reports: readonly MetricsFact[],
  holds: readonly Span[],
  window: Span,
): Pick<WindowFigures, 'silence'> {
  if (reports.length === 0) return {}
  const told = reports.flatMap(
    ({ at, figures }) => cut({ fromAt: at - figures.silenceMs, toAt: at }, window) ?? [],
  )
  const silences = joined(told).flatMap((silence) => without(silence, holds))
  const lengths = silences.map(lengthOf)
  return { silence: { totalMs: sum(lengths), longestMs: Math.max(0, ...lengths) } }
}

function negativeRunOf(reports: readonly MetricsFact[]): Pick<WindowFigures, 'negativeRun'> {
  const last = reports.at(-1)
  if (last === undefined) return {}
  const runs = reports.map(({ figures }) => figures.negativeRun)
  return { negativeRun: { highest: Math.max(...runs), last: last.figures.negativeRun } }
}

function cut(span: Span, { fromAt, toAt }: Span): Span | undefined {
  const inside = { fromAt: Math.max(span.fromAt, fromAt), toAt: Math.min(span.toAt, toAt) }
  return inside.toAt > inside.fromAt ? inside : undefined
}

function joined(spans: readonly Span[]): readonly Span[] {
  const whole: Span[] = []
  for (const span of [...spans].sort((one, other) => one.fromAt - other.fromAt)) {
    const last = whole.at(-1)
    if (last === undefined || span.fromAt > last.toAt) whole.push(span)
    else whole.splice(-1, 1, { ...last, toAt: Math.max(last.toAt, span.toAt) })
  }
  return whole
}

function without(span: Span, others: readonly Span[]): readonly Span[] {
  return others.reduce<readonly Span[]>(
    (left, other) =>
      left.flatMap((part) =>
        [
          cut(part, { fromAt: part.fromAt, toAt: other.fromAt }),
          cut(part, { fromAt: other.toAt, toAt: part.toAt }),
        ].flatMap((rest) => rest ?? []),
      ),
    [span],
  )
}

function lengthOf({ fromAt, toAt }: Span): number {
  return toAt - fromAt
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Three digits: more would be noise. */
function roundShare(share: number): number {
  return Math.round(share * 1_000) / 1_000
}
