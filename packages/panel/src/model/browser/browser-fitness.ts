/** Whether this browser is one that Sotto is tried in, and what it cannot do that a supervisor needs. */

/** What the console cannot do without. `microphone` and `sound` are kept back by browsers from pages that are not secure. */
export type BrowserNeed = 'sound' | 'microphone' | 'connection'

export interface BrowserTraits {
  /** As the browser names itself. */
  readonly userAgent: string
  readonly missing: readonly BrowserNeed[]
}

export type BrowserFitness =
  | { readonly type: 'tried' }
  /** Nothing is known to be missing, and nobody has seen it work. */
  | { readonly type: 'untried' }
  | { readonly type: 'lacking'; readonly missing: readonly BrowserNeed[] }

export const triedBrowser: BrowserFitness = { type: 'tried' }

/** Chrome, Chromium, Edge and what else is made of Chromium, without a window as well; on iPhones and iPads these names stand for Safari's engine. */
const chromium = /\b(?:HeadlessChrome|Chrome|Chromium)\/\d/
const firefox = /\bFirefox\/\d/

export function judgeBrowser({ missing, userAgent }: BrowserTraits): BrowserFitness {
  if (missing.length > 0) return { type: 'lacking', missing }
  return chromium.test(userAgent) || firefox.test(userAgent) ? triedBrowser : { type: 'untried' }
}
