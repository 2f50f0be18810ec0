/**
 * The policies as an administrator works on them: what is in force, what is being changed here, and what was before.
 *
 * ```
 *   shown ──edit──► draft ──save──► saving ──answer──► shown, one version newer
 *             ▲       │ ▲              │ somebody else was faster
 *             └discard┘ └── overtaken ◄┘ the draft stays, what they changed is told; save again goes on top of theirs
 * ```
 */

import type { PolicyRules } from '@sotto/domain'
import type { Random } from '@sotto/kernel'
import type { PolicyList, PolicyVersion } from '@sotto/protocol'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CallFailure } from '../commands/server-calls.ts'
import { lateModel } from '../late-parts/late-model.ts'
import type { LiveStore } from '../live/live-store.ts'
import { createPolicyCalls, type PolicyCalls } from './policy-calls.ts'

/** A queue's id; undefined: the rules for all queues. */
export type PolicyPlace = string | undefined

export interface PolicyDraft {
  /** What it was begun upon. */
  readonly base: PolicyVersion
  readonly rules: PolicyRules
}

export interface PoliciesState {
  readonly list: PolicyList | undefined
  readonly failure: CallFailure | undefined
  readonly place: PolicyPlace
  /** Of the place that is shown; undefined until it is known. */
  readonly history: readonly PolicyVersion[] | undefined
  readonly draft: PolicyDraft | undefined
  readonly isSaving: boolean
  readonly saveFailure: CallFailure | undefined
  /** The version that was saved last from here, to be said. */
  readonly saved: number | undefined
}

export interface PoliciesModel {
  readonly state: StoreApi<PoliciesState>
  open(): void
  /** What was being changed elsewhere is let go of. */
  choose(place: PolicyPlace): void
  edit(rules: PolicyRules): void
  discard(): void
  save(): Promise<void>
  /** Brings an older version back, as a new one. */
  restore(version: PolicyVersion): Promise<void>
  close(): void
}

const nothing: PoliciesState = {
  list: undefined,
  failure: undefined,
  place: undefined,
  history: undefined,
  draft: undefined,
  isSaving: false,
  saveFailure: undefined,
  saved: undefined,
}

/** What is in force at that place. */
export function policyAt({ list, place }: PoliciesState): PolicyVersion | undefined {
  if (list === undefined || place === undefined) return list?.forAll
  return list.queues.find(({ id }) => id === place)?.policy
}

/** Somebody has changed what this draft was begun upon. */
export function isOvertaken(state: PoliciesState): boolean {
  const present = policyAt(state)
  return state.draft !== undefined && present?.version !== state.draft.base.version
}

export function createPolicies(options: {
  readonly random: Random
  readonly calls: PolicyCalls
  readonly store: Pick<LiveStore, 'policiesRevision' | 'subscribe'>
}): PoliciesModel {
  const { calls, random, store } = options
  const state = createStore<PoliciesState>(() => nothing)
  let isOpen = false
  let readings = 0

  async function read(): Promise<void> {
    readings += 1
    const mine = readings
    const { place } = state.getState()
    const [list, history] = await Promise.all([calls.policies(), calls.policyHistory(place)])
    // Overtaken by a newer reading, or by another choice.
    if (mine !== readings || place !== state.getState().place) return
    state.setState({
      ...(list.ok ? { list: list.value, failure: undefined } : { failure: list.error }),
      ...(history.ok ? { history: history.value.versions } : {}),
    })
  }

  async function write(rules: PolicyRules, restoredFrom?: number): Promise<void> {
    const before = state.getState()
    const present = policyAt(before)
    if (present === undefined || before.isSaving) return
    state.setState({ isSaving: true, saveFailure: undefined, saved: undefined })
    const request = {
      expectedVersion: expectedVersion(before, present),
      rules,
      ...(restoredFrom === undefined ? {} : { restoredFrom }),
    }
    const answer = await calls.changePolicy(before.place, request, random.id())
    if (state.getState().place === before.place)
      state.setState(
        answer.ok
          ? { draft: undefined, saved: answer.value.version }
          : { saveFailure: answer.error },
      )
    state.setState({ isSaving: false })
    await read()
  }

  const unsubscribe = store.subscribe('policies', () => {
    const { list } = state.getState()
    if (isOpen && store.policiesRevision() !== list?.revision) void read()
  })

  return {
    state,
    open() {
      isOpen = true
      void read()
    },
    choose(place) {
      if (place === state.getState().place) return
      const { failure, list } = state.getState()
      state.setState({ ...nothing, list, failure, place })
      void read()
    },
    edit(rules) {
      const now = state.getState()
      const base = now.draft?.base ?? policyAt(now)
      if (base === undefined) return
      // What has been taken back entirely is no draft any more.
      const draft = isSame(rules, base.rules) ? undefined : { base, rules }
      state.setState({ draft, saved: undefined })
    },
    discard: () => state.setState({ draft: undefined, saveFailure: undefined }),
    async save() {
      const { draft } = state.getState()
      if (draft !== undefined) await write(draft.rules)
    },
    restore: (version) => write(version.rules, version.version),
    close: unsubscribe,
  }
}

export const policiesOf = lateModel(({ call, onClose, random, store }) => {
  const policies = createPolicies({ calls: createPolicyCalls(call), random, store })
  onClose(policies.close)
  return policies
})

/** The same rules, in whatever order they were made. */
function isSame(one: PolicyRules, other: PolicyRules): boolean {
  return inOrder(one) === inOrder(other)
}

function inOrder(rules: PolicyRules): string {
  return JSON.stringify(rules, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort())
      : value,
  )
}

/** Whoever has been shown what the others changed saves on top of it; nobody does so unseen. */
function expectedVersion(state: PoliciesState, present: PolicyVersion): number {
  const wasTold = state.saveFailure !== undefined || isOvertaken(state)
  return state.draft === undefined || wasTold ? present.version : state.draft.base.version
}
