/** What becomes of a file that somebody asked for. */
import type { DownloadState } from '../model/downloads/download.ts'
import { failureWords } from './problem-words.ts'

/** For the status beside the button; a failure has its own sentence. */
export function downloadWords(state: DownloadState): string {
  switch (state.kind) {
    case 'fetching':
      return 'The file is being made …'
    case 'saved':
      return `${state.name} is with your browser.`
    case 'idle':
    case 'failed':
      return ''
  }
}

export function downloadFailureWords({ failure }: Extract<DownloadState, { kind: 'failed' }>) {
  return `The file was not made, and nothing was saved: ${failureWords(failure)}`
}
