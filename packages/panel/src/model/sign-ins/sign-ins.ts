/**
 * Who is signed in where: one's own sign-ins, and everybody's for administrators. Nothing ends without a second word.
 *
 *   listed ──ask──► asked ──keep──► listed
 *                     └──confirm──► ending ──► listed anew, with how many were ended
 *                                      └─failed─► listed, with why
 */

import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CallFailure } from '../commands/server-calls.ts'
import { lateModel } from '../late-parts/late-model.ts'
import type { SignInCalls, SignInList } from './sign-in-calls.ts'
import { createSignInCalls } from './sign-in-calls.ts'

export type Whose = 'own' | 'everybody'

/** One of them by its id, or all of one's own but this. */
export type EndTarget = { readonly id: string } | 'others'

export interface SignInsState {
  readonly whose: Whose
  /** What was searched for last; of everybody's only. */
  readonly name: string
  /** Undefined until it has been read. */
  readonly list: SignInList | undefined
  readonly isLoading: boolean
  readonly failure: CallFailure | undefined
  readonly asked: EndTarget | undefined
  readonly isEnding: boolean
  readonly endFailure: CallFailure | undefined
  /** How many the last word ended. */
  readonly ended: number | undefined
}

export interface SignIns {
  readonly state: StoreApi<SignInsState>
  /** Reads anew; another list begins without the former one's rows. */
  open(whose: Whose): Promise<void>
  search(name: string): Promise<void>
  ask(target: EndTarget): void
  keep(): void
  confirm(): Promise<void>
}

const nothing: SignInsState = {
  whose: 'own',
  name: '',
  list: undefined,
  isLoading: false,
  failure: undefined,
  asked: undefined,
  isEnding: false,
  endFailure: undefined,
  ended: undefined,
}

export function createSignIns(calls: SignInCalls): SignIns {
  const state = createStore<SignInsState>(() => nothing)
  let readings = 0

  async function read(): Promise<void> {
    readings += 1
    const mine = readings
    const { name, whose } = state.getState()
    state.setState({ isLoading: true })
    const answer = await (whose === 'own' ? calls.own() : calls.every(name))
    // Overtaken by a newer reading, or by another choice.
    if (mine !== readings) return
    state.setState({
      isLoading: false,
      ...(answer.ok
        ? { list: answer.value, failure: undefined }
        : { failure: answer.error, ...(isRefused(answer.error) ? { list: undefined } : {}) }),
    })
  }

  return {
    state,
    async open(whose) {
      if (state.getState().whose !== whose) state.setState({ ...nothing, whose })
      await read()
    },
    async search(name) {
      state.setState({ name: name.trim(), asked: undefined, ended: undefined })
      await read()
    },
    ask: (target) => state.setState({ asked: target, ended: undefined, endFailure: undefined }),
    keep: () => state.setState({ asked: undefined }),
    async confirm() {
      const { asked, isEnding } = state.getState()
      if (asked === undefined || isEnding) return
      state.setState({ isEnding: true })
      const answer = await (asked === 'others' ? calls.endOthers() : calls.end(asked.id))
      // Gone already is what was wanted.
      const isDone = answer.ok || isGone(answer.error)
      state.setState({
        isEnding: false,
        asked: undefined,
        ...(isDone
          ? { ended: answer.ok ? answer.value : 1, endFailure: undefined }
          : { endFailure: answer.error }),
      })
      await read()
    },
  }
}

function isRefused(failure: CallFailure): boolean {
  return failure.kind === 'refused' && failure.refusal.status === 403
}

function isGone(failure: CallFailure): boolean {
  return failure.kind === 'refused' && failure.refusal.status === 404
}

export const signInsOf = lateModel(({ call }) => createSignIns(createSignInCalls(call)))
