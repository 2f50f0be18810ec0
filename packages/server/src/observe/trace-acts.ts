// Acts as spans of OpenTelemetry: from the command at our door over the platform's answer to its confirming word.
//
//   command send-text        ├────┤
//   └ control whisper-text     ├───────────────────────┤   its states, and the gate, as events
//     ├ platform answers       ├────┤
//     └ platform confirms           ├──────────────────┤
//
// What goes in is listed here and nowhere else: fixed words, and ids that stand in our own log. Nobody's id, no text, no token.

import type * as Api from '@opentelemetry/api'
import { type ControlRecord, type ControlStateName, isFinalState } from '@sotto/domain'
import type { Clock } from '@sotto/kernel'
import { reasonOf } from '../commands/registry/control-reason.ts'
import type { ObservedCommand, Observer } from './observer.ts'

export interface ActTracesOptions {
  /** The library itself, so that nobody loads it who makes no traces. */
  readonly api: typeof Api
  readonly tracer: Api.Tracer
  readonly clock: Clock
}

interface ControlTrace {
  readonly span: Api.Span
  /** What is waited for now. */
  step: Api.Span | undefined
  waitsFor: 'answer' | 'confirmation' | 'nothing'
}

/** The oldest are ended when more go on at once than anybody would look at. */
const controlsAtMost = 5_000

export interface ActTraces extends Observer {
  /** Ends what still goes on: spans are sent when they end, and the server ends now. */
  end(): void
}

export function createActTraces({ api, clock, tracer }: ActTracesOptions): ActTraces {
  const commands = new Map<string, Api.Span>()
  const controls = new Map<string, ControlTrace>()
  const now = () => new Date(clock.wallNow())

  function startSpan(
    name: string,
    parent: Api.Span | undefined,
    attributes: Api.Attributes,
  ): Api.Span {
    const context =
      parent === undefined ? api.ROOT_CONTEXT : api.trace.setSpan(api.ROOT_CONTEXT, parent)
    return tracer.startSpan(name, { attributes, startTime: now() }, context)
  }

  function beginControl(record: ControlRecord, contextId: string | undefined): void {
    const parent = contextId === undefined ? undefined : commands.get(contextId)
    const span = startSpan(`control ${record.kind}`, parent, {
      'sotto.control_id': record.id,
      'sotto.conversation_id': record.conversationId,
      'sotto.kind': record.kind,
      ...(contextId === undefined ? {} : { 'sotto.context_id': contextId }),
    })
    const step = startSpan('platform answers', span, { 'sotto.control_id': record.id })
    controls.set(record.id, { span, step, waitsFor: 'answer' })
    const [oldest] = controls.keys()
    if (controls.size > controlsAtMost && oldest !== undefined) endControl(oldest)
  }

  function endControl(id: string): void {
    const trace = controls.get(id)
    trace?.step?.end(now())
    trace?.span.end(now())
    controls.delete(id)
  }

  function go(trace: ControlTrace, { id, state }: ControlRecord): void {
    const told = wordOf(state.name)
    if (told === 'nothing' || trace.waitsFor === 'nothing') return
    if (trace.waitsFor === 'answer') trace.step?.end(now())
    if (told === 'answer' && trace.waitsFor === 'answer') {
      trace.step = startSpan('platform confirms', trace.span, { 'sotto.control_id': id })
      trace.waitsFor = 'confirmation'
      return
    }
    if (told !== 'confirmation') return
    if (trace.waitsFor === 'confirmation' && 'evidence' in state) {
      trace.step?.setAttribute('sotto.evidence', state.evidence)
      trace.step?.end(now())
    }
    trace.step = undefined
    trace.waitsFor = 'nothing'
  }

  return {
    beginCommand(command: ObservedCommand) {
      const { contextId, name } = command
      const span = startSpan(`command ${name}`, undefined, {
        'sotto.command': name,
        'sotto.context_id': contextId,
      })
      commands.set(contextId, span)
      return ({ reason, status }) => {
        span.setAttribute('sotto.status', status)
        if (reason !== undefined) span.setAttribute('sotto.reason', wordOrOther(reason))
        if (status >= 500) span.setStatus({ code: api.SpanStatusCode.ERROR })
        span.end(now())
        commands.delete(contextId)
      }
    },
    control(record, contextId) {
      const { id, state } = record
      if (state.name === 'submitted') beginControl(record, contextId)
      const trace = controls.get(id)
      if (trace === undefined) return
      const reason = reasonOf(record)
      trace.span.addEvent(
        state.name,
        reason === undefined ? {} : { 'sotto.reason': wordOrOther(reason) },
        now(),
      )
      go(trace, record)
      if (state.name === 'failed') trace.span.setStatus({ code: api.SpanStatusCode.ERROR })
      if (isFinalState(state.name)) endControl(id)
    },
    gate(controlId, { open, reason }) {
      const trace = controls.get(controlId)
      const attributes = reason === undefined ? {} : { 'sotto.reason': wordOrOther(reason) }
      trace?.span.addEvent(open ? 'gate opened' : 'gate shut', attributes, now())
    },
    told() {},
    end() {
      for (const id of [...controls.keys()]) endControl(id)
    },
  }
}

/** What the platform has said when a control stands so. */
function wordOf(name: ControlStateName): 'nothing' | 'answer' | 'confirmation' {
  switch (name) {
    case 'held-back':
    case 'submitted':
    case 'pending-delivery':
    case 'cancelling':
      return 'nothing'
    case 'queued':
    case 'refused':
    case 'failed':
    case 'cancelled':
    case 'expired':
      return 'answer'
    case 'executing':
    case 'completed':
      return 'confirmation'
  }
}

/** A platform's code is a word; anything longer might be a sentence about somebody. */
function wordOrOther(reason: string): string {
  return /^[a-z0-9._-]{1,64}$/i.test(reason) ? reason : 'other'
}
