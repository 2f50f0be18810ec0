/**
 * One file that somebody asked for, until it is handed to the browser.
 *
 * ```
 *   idle ──start──► fetching ──all of it──► saved ──start──► fetching
 *                      └──────failure──────► failed ──start──► fetching
 * ```
 */
import { assertNever } from '@sotto/kernel'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CallFailure } from '../commands/server-calls.ts'
import type { DownloadedFile, FileAnswer } from './file-calls.ts'

export type DownloadState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'fetching' }
  | { readonly kind: 'saved'; readonly name: string }
  | { readonly kind: 'failed'; readonly failure: CallFailure }

export interface Download {
  readonly state: StoreApi<DownloadState>
  /** Asked twice while one is under way, the second is none. */
  start(ask: () => Promise<FileAnswer>): Promise<void>
  dismiss(): void
}

export function createDownload(save: (file: DownloadedFile) => void): Download {
  const state = createStore<DownloadState>(() => ({ kind: 'idle' }))
  return {
    state,
    async start(ask) {
      if (!mayStart(state.getState())) return
      state.setState({ kind: 'fetching' }, true)
      const answer = await ask()
      if (answer.ok) save(answer.value)
      state.setState(
        answer.ok
          ? { kind: 'saved', name: answer.value.name }
          : { kind: 'failed', failure: answer.error },
        true,
      )
    },
    dismiss() {
      if (mayStart(state.getState())) state.setState({ kind: 'idle' }, true)
    },
  }
}

function mayStart(state: DownloadState): boolean {
  switch (state.kind) {
    case 'fetching':
      return false
    case 'idle':
    case 'saved':
    case 'failed':
      return true
    default:
      return assertNever(state)
  }
}
