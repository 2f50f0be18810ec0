/**
 * A person is taken out of everything that is kept: found, looked at, erased. Nothing is changed before the last step.
 *
 * ```
 *   finding ──choose──► chosen ──erase──► erasing ──answer──► done
 *      ▲                 │ ▲ └─ look ─┐      │ failure          │
 *      │                 │ └──────────┘      ▼                  │
 *      └──── leave ──────┴──────────────── chosen, with why     │
 *      └───────────────────────── leave ────────────────────────┘
 * ```
 */

import type { Random } from '@sotto/kernel'
import type { ErasureCountsView, ErasurePeople, ErasurePerson } from '@sotto/protocol'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CallFailure } from '../commands/server-calls.ts'
import { lateModel } from '../late-parts/late-model.ts'
import { createErasureCalls, type ErasureCalls } from './erasure-calls.ts'

interface Finding {
  readonly step: 'finding'
  /** Undefined until somebody was looked for. */
  readonly found: ErasurePeople | undefined
  readonly isLoading: boolean
  readonly failure: CallFailure | undefined
}

interface Chosen {
  readonly step: 'chosen' | 'erasing'
  readonly person: ErasurePerson
  /** What would be changed; undefined until it is known. */
  readonly counts: ErasureCountsView | undefined
  readonly failure: CallFailure | undefined
}

export type ErasureState =
  | Finding
  | Chosen
  | { readonly step: 'done'; readonly counts: ErasureCountsView }

export interface Erasure {
  readonly state: StoreApi<ErasureState>
  find(text: string): Promise<void>
  /** Also looks at what would be changed. */
  choose(person: ErasurePerson): Promise<void>
  /** Looks again. */
  look(): Promise<void>
  erase(reason: string, confirmation: string): Promise<void>
  /** Back to the beginning; what was found is forgotten. */
  leave(): void
}

/** As many as the server takes for a reason. */
export const longestErasureReason = 200

const beginning: Finding = {
  ...{ step: 'finding', found: undefined, isLoading: false, failure: undefined },
}

export function totalOf(counts: ErasureCountsView): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

/** What is typed is enough to erase. */
export function isConfirmed(person: ErasurePerson, reason: string, confirmation: string): boolean {
  const { length } = [...reason.trim()]
  return confirmation.trim() === person.id && length >= 3 && length <= longestErasureReason
}

/** What is still being worked on, or was lost, may yet be done. */
function isAnswered(failure: CallFailure): boolean {
  return failure.kind === 'refused' && failure.refusal.code !== 'still-running'
}

export function createErasure(calls: ErasureCalls, random: Random): Erasure {
  const state = createStore<ErasureState>(() => beginning)
  const show = (next: ErasureState) => state.setState(next, true)
  /** Which question is meant: the answer to an older one is not shown. */
  let question = 0
  /** An answer that was lost is asked for again under the same key: it is done once. */
  let unanswered: { readonly about: string; readonly key: string } | undefined

  async function look(): Promise<void> {
    const before = state.getState()
    if (before.step !== 'chosen') return
    const { person } = before
    question += 1
    const mine = question
    show({ step: 'chosen', person, counts: undefined, failure: undefined })
    const answer = await calls.tryOut(person.id)
    if (mine !== question) return
    if (answer.ok) show({ step: 'chosen', person, counts: answer.value, failure: undefined })
    else show({ step: 'chosen', person, counts: undefined, failure: answer.error })
  }

  return {
    state,
    async find(text) {
      question += 1
      const mine = question
      show({ ...beginning, isLoading: true })
      const answer = await calls.people(text.trim())
      if (mine !== question) return
      if (answer.ok) show({ ...beginning, found: answer.value })
      else show({ ...beginning, failure: answer.error })
    },
    async choose(person) {
      show({ step: 'chosen', person, counts: undefined, failure: undefined })
      await look()
    },
    look,
    async erase(reason, confirmation) {
      const before = state.getState()
      if (before.step !== 'chosen' || before.counts === undefined) return
      const { counts, person } = before
      if (!isConfirmed(person, reason, confirmation)) return
      question += 1
      const mine = question
      const about = `${person.id} ${reason.trim()}`
      const key = unanswered?.about === about ? unanswered.key : random.id()
      unanswered = { about, key }
      show({ step: 'erasing', person, counts, failure: undefined })
      const request = { personId: person.id, confirmation: person.id, reason: reason.trim() }
      const answer = await calls.erase(request, key)
      if (answer.ok || isAnswered(answer.error)) unanswered = undefined
      if (mine !== question) return
      if (answer.ok) show({ step: 'done', counts: answer.value })
      else show({ step: 'chosen', person, counts, failure: answer.error })
    },
    leave() {
      question += 1
      show(beginning)
    },
  }
}

export const erasureOf = lateModel(({ call, random }) =>
  createErasure(createErasureCalls(call), random),
)
