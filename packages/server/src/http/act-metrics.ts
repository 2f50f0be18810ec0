/** What of acts is counted for Prometheus: promised and confirmed, refused and why, and how long each word took. */
import { type ControlRecord, isFinalState } from '@sotto/domain'
import type { Clock } from '@sotto/kernel'
import { Counter, Histogram, type Registry } from 'prom-client'
import type { Observer } from '../observe/observer.ts'

const answerBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60]
const screenBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]
/** Reasons come from the platform as well; a series is made for so many different ones. */
const reasonsAtMost = 64

export function createActMetrics(registry: Registry, clock: Clock): Observer {
  const registers = [registry]
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers })
  const histogram = (name: string, help: string, buckets: number[], labelNames: string[] = []) =>
    new Histogram({ name, help, buckets, labelNames, registers })

  const promised = counter(
    'sotto_controls_promised_total',
    'Whispers and lines that were written down to be done, by kind.',
    ['kind'],
  )
  const confirmed = counter(
    'sotto_controls_confirmed_total',
    'Whispers and lines that the platform has called delivered or live, by kind and by which way its word came.',
    ['kind', 'evidence'],
  )
  const ended = counter(
    'sotto_controls_ended_total',
    'Whispers and lines that are over, by kind and how they ended.',
    ['kind', 'state'],
  )
  const unconfirmed = counter(
    'sotto_controls_unconfirmed_total',
    'Whispers and lines without a confirming word for five seconds, by kind.',
    ['kind'],
  )
  const refusals = counter(
    'sotto_acts_refused_total',
    'Acts that were refused, by whom (server or platform), what was asked, and why.',
    ['by', 'act', 'reason'],
  )
  const answers = histogram(
    'sotto_command_seconds',
    'From a command to our answer.',
    answerBuckets,
    ['command'],
  )
  const confirmations = histogram(
    'sotto_control_confirmation_seconds',
    'From the written whisper or line to the platform calling it delivered or live.',
    answerBuckets,
    ['kind'],
  )
  const screens = histogram(
    'sotto_event_to_panel_seconds',
    'From an event taken in to its change handed to a panel.',
    screenBuckets,
  )
  const reasonOf = atMost(reasonsAtMost)
  /** Confirmed once, however many words follow. */
  const waiting = new Set<string>()

  function noteConfirmation(record: ControlRecord): void {
    const { id, kind, state, submittedAt } = record
    if (state.name !== 'executing' && state.name !== 'completed') return
    if (!waiting.delete(id)) return
    confirmed.inc({ kind, evidence: state.evidence })
    confirmations.observe({ kind }, Math.max(0, clock.wallNow() - submittedAt) / 1_000)
  }

  return {
    beginCommand({ name: command }) {
      const begunAtMono = clock.monotonicNow()
      return ({ reason, status }) => {
        answers.observe({ command }, (clock.monotonicNow() - begunAtMono) / 1_000)
        if (status >= 400)
          refusals.inc({ by: 'server', act: command, reason: reasonOf(reason ?? String(status)) })
      }
    },
    control(record) {
      const { id, kind, state } = record
      if (state.name === 'submitted') {
        waiting.add(id)
        promised.inc({ kind })
      }
      noteConfirmation(record)
      if (state.name === 'pending-delivery') unconfirmed.inc({ kind })
      if (state.name === 'refused')
        refusals.inc({ by: 'platform', act: kind, reason: reasonOf(state.code) })
      if (!isFinalState(state.name)) return
      waiting.delete(id)
      ended.inc({ kind, state: state.name })
    },
    gate() {},
    told(afterMs) {
      screens.observe(afterMs / 1_000)
    },
  }
}

/** Lets so many different words through, and calls the rest `other`. */
function atMost(limit: number): (word: string) => string {
  const known = new Set<string>()
  return (word) => {
    if (known.size < limit) known.add(word)
    return known.has(word) ? word : 'other'
  }
}
