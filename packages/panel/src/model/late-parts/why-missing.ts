/** Why a part of the program could not be had: told by whether the server still serves this page as it stands here. */
import type { FetchPort } from '../commands/server-calls.ts'

export type WhyMissing = 'unreachable' | 'new-version' | 'unknown'

export interface WhyMissingOptions {
  readonly fetch: FetchPort
  /** The file that this page began with, as the page names it; undefined where nobody knows. */
  readonly ownEntry: string | undefined
}

/** Asks for the page itself. Never rejects. */
export async function whyMissing({ fetch, ownEntry }: WhyMissingOptions): Promise<WhyMissing> {
  try {
    const answer = await fetch('/', { method: 'GET', headers: { 'cache-control': 'no-cache' } })
    if (answer.status >= 500) return 'unreachable'
    if (answer.status !== 200 || ownEntry === undefined) return 'unknown'
    return (await answer.text()).includes(ownEntry) ? 'unknown' : 'new-version'
  } catch {
    return 'unreachable'
  }
}
