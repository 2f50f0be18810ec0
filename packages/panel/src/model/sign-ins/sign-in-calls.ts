/** What is asked of our server about sign-ins. */
import type { Result } from '@sotto/kernel'
import {
  everySignInSchema,
  ownSignInsSchema,
  type SignInOfPerson,
  type SignInView,
  signInsEndedSchema,
} from '@sotto/protocol'
import type { CallFailure, CallServer } from '../commands/server-calls.ts'

export type SignInRow = SignInView & Partial<Pick<SignInOfPerson, 'person'>>

export interface SignInList {
  readonly rows: readonly SignInRow[]
  readonly isMore: boolean
}

export interface SignInCalls {
  own(): Promise<Result<SignInList, CallFailure>>
  /** Everybody's whose name has `name` in it. */
  every(name: string): Promise<Result<SignInList, CallFailure>>
  /** How many were ended. */
  end(id: string): Promise<Result<number, CallFailure>>
  endOthers(): Promise<Result<number, CallFailure>>
}

export function createSignInCalls(call: CallServer): SignInCalls {
  const end = (path: string) =>
    call({
      method: 'POST',
      path,
      body: {},
      read: (body) => signInsEndedSchema.safeParse(body).data?.ended,
    })
  return {
    own: () =>
      call({
        method: 'GET',
        path: '/api/sign-ins',
        read: (body) => {
          const rows = ownSignInsSchema.safeParse(body).data?.signIns
          return rows && { rows, isMore: false }
        },
      }),
    every: (name) =>
      call({
        method: 'POST',
        path: '/api/sign-ins/search',
        body: name === '' ? {} : { name },
        isView: true,
        read: (body) => {
          const list = everySignInSchema.safeParse(body).data
          return list && { rows: list.signIns, isMore: list.isMore }
        },
      }),
    end: (id) => end(`/api/sign-ins/${encodeURIComponent(id)}/end`),
    endOthers: () => end('/api/sign-ins/end-others'),
  }
}
