/** What a screen reader would read out by itself: every change of what stands in a live region of the page. */
import type { Page } from 'playwright-core'

export interface Utterance {
  /** Which region: its name, or its place among all that there are. */
  readonly region: string
  readonly words: string
}

export interface Said {
  readonly seconds: number
  readonly utterances: readonly Utterance[]
}

/** From now on. Resolves with the question what has been said since; another document loses it. */
export async function listenToRegions(page: Page): Promise<() => Promise<Said>> {
  await page.evaluate(() => {
    const live = '[role=status], [role=alert], [role=log], [aria-live=polite], [aria-live=assertive]'
    const numbers = new WeakMap<Element, number>()
    const told = new WeakMap<Element, string>()
    const heard: { region: string; words: string }[] = []
    let regions = 0
    const nameOf = (element: Element) => {
      const number = numbers.get(element) ?? (regions += 1)
      numbers.set(element, number)
      return `${element.getAttribute('aria-label') ?? element.getAttribute('role') ?? 'live'} ${number}`
    }
    const wordsOf = (element: Element) => (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
    const known = (element: Element) => told.set(element, wordsOf(element))
    for (const element of document.querySelectorAll(live)) known(element)
    const look = () => {
      for (const element of document.querySelectorAll(live)) {
        const words = wordsOf(element)
        if (words === (told.get(element) ?? '')) continue
        // A region that comes with its words is read where it stands, unless it is an alert.
        const isNew = !told.has(element) && element.getAttribute('role') !== 'alert'
        told.set(element, words)
        if (!isNew && words !== '') heard.push({ region: nameOf(element), words })
      }
    }
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    })
    Reflect.set(globalThis, 'sottoHeard', { since: performance.now(), heard })
  })
  return () =>
    page.evaluate(() => {
      const { heard, since } = Reflect.get(globalThis, 'sottoHeard')
      return { seconds: (performance.now() - since) / 1_000, utterances: heard }
    })
}

/** What a region says twice running with other digits alone: a clock or a count that runs. */
export function chatterIn(utterances: readonly Utterance[]): readonly Utterance[] {
  const last = new Map<string, string>()
  return utterances.filter(({ region, words }) => {
    const said = words.replaceAll(/\d+/g, '#')
    const isSame = last.get(region) === said
    last.set(region, said)
    return isSame
  })
}
