/** What becomes of a file that somebody asked for. */
import type { DownloadState } from '../model/downloads/download.ts'
import { inLanguage } from './in-language.ts'
import { failureWords } from './problem-words.ts'

export const english = {
  fetching: 'The file is being made …',
  saved: (name: string) => `${name} is with your browser.`,
  notMade: (why: string) => `The file was not made, and nothing was saved: ${why}`,
}

const words = inLanguage('download-words', english)

/** For the status beside the button; a failure has its own sentence. */
export function downloadWords(state: DownloadState): string {
  switch (state.kind) {
    case 'fetching':
      return words.fetching
    case 'saved':
      return words.saved(state.name)
    case 'idle':
    case 'failed':
      return ''
  }
}

export function downloadFailureWords({ failure }: Extract<DownloadState, { kind: 'failed' }>) {
  return words.notMade(failureWords(failure))
}
