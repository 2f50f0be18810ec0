/** Whether a page holds longer words than the English ones: seen in the pseudo language, accented and 40 % longer. */
import type { Browser, Page } from 'playwright-core'
import { judgeBoxes, settle } from './judge-page.ts'

const windows = [
  { width: 320, height: 800 },
  { width: 1280, height: 900 },
]

/** The same address, by the same person, in the pseudo language; what is cut off there or stays plain, as sentences. */
export async function judgeLongWords(browser: Browser, page: Page): Promise<readonly string[]> {
  const context = await browser.newContext({
    reducedMotion: 'reduce',
    storageState: await page.context().storageState(),
  })
  await context.addInitScript(() =>
    localStorage.setItem('sotto.preferences', '{"language":"en-XA"}'),
  )
  const stretched = await context.newPage()
  try {
    await stretched.goto(page.url())
    await stretched.locator('html[lang="en-XA"]').waitFor({ timeout: 60_000 })
    await stretched.locator('h1').first().waitFor({ timeout: 60_000 })
    await stretched.evaluate(() => {
      for (const closed of document.querySelectorAll('details')) closed.open = true
    })
    await settle(stretched)
    const complaints: string[] = []
    for (const window of windows) {
      const found = [...(await judgeBoxes(stretched, window)), ...(await judgeClipped(stretched))]
      complaints.push(...found.map((one) => `${window.width}: ${one}`))
    }
    return complaints
  } finally {
    await context.close()
  }
}

/** Texts that are wider than the place they have: cut off there, or standing over its edge. */
async function judgeClipped(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const holdsText = (element: Element) =>
      [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && /\p{L}/u.test(node.textContent ?? ''),
      )
    // What is cut off with an ellipsis is well where the whole of it can be read.
    const isTold = (element: Element) => element.closest('[title], [aria-label], option') !== null
    const scrolls = (element: Element) =>
      element.closest('[data-scrolls-sideways], table, textarea, pre') !== null
    const isSeen = (element: Element) => {
      const { height, width } = element.getBoundingClientRect()
      return width > 2 && height > 2 && element.checkVisibility({ visibilityProperty: true })
    }
    return [...document.body.querySelectorAll('*')]
      .filter((element) => holdsText(element) && isSeen(element) && !scrolls(element))
      .filter((element) => getComputedStyle(element).display !== 'inline')
      .filter(({ clientWidth, scrollWidth }) => scrollWidth > clientWidth + 1)
      .filter((element) => getComputedStyle(element).overflowX === 'visible' || !isTold(element))
      .map(
        (element) =>
          `${element.tagName.toLowerCase()}.${element.className} is wider than its place: ${(element.textContent ?? '').slice(0, 60)} (${element.scrollWidth} > ${element.clientWidth})`,
      )
  })
}
