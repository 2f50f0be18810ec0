/** What a page looks like to those who see little of it: axe's rules, and boxes measured as they stand. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe leaves to a person, gone through once, and why it is well. */
const judgedWell: Readonly<Record<string, string>> = {
  'aria-required-children':
    'An empty list has no items; it keeps its name, and the sentence beneath it says why it is empty.',
}

/** Where the same part is shown in many states its landmarks and headings are there as often; on no other page they may be. */
const repeatedParts = ['landmark-unique', 'heading-order', 'region']

/** Smallest ratio of text to its ground (WCAG 1.4.3); what is larger passes by it as well. */
const leastContrast = 4.5

/**
 * Everything axe finds in the page, as sentences; none is well. What it cannot tell of colours (text partly scrolled away, under
 * a dialog, or of signs alone) is measured here instead; whatever else it leaves open must stand in the list above.
 */
export async function judgeByAxe(page: Page): Promise<readonly string[]> {
  const complaints = await judgeOnce(page)
  if (complaints.length === 0) return complaints
  // A live page may have changed between two looks at it: what is complained of has to be there at rest.
  await page.waitForTimeout(1_000)
  return judgeOnce(page)
}

async function askAxe(page: Page) {
  // Its source comes by the debugger, which the page's security policy does not concern; it stays in this one page.
  const manyOfEach = (await page.locator('[data-specimen]').count()) > 0
  const builder = new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations', 'incomplete'] })
  return builder
    .withTags(everything)
    .disableRules(manyOfEach ? repeatedParts : [])
    .analyze()
}

/** What axe cannot tell, for the table in docs/accessibility.md: by rule, how many places, and their least contrast where that is asked. */
export interface LeftOpen {
  readonly rule: string
  readonly places: number
  readonly leastRatio: number | undefined
}

export async function leftOpenByAxe(page: Page): Promise<readonly LeftOpen[]> {
  const { incomplete } = await askAxe(page)
  return Promise.all(
    incomplete.map(async ({ id, nodes }) => {
      const ratios = await Promise.all(
        id === 'color-contrast'
          ? nodes.map(({ target }) => contrastOf(page, target.flat().join(' ')))
          : [],
      )
      const known = ratios.filter((ratio) => ratio !== undefined)
      const leastRatio = known.length === 0 ? undefined : Math.min(...known)
      return { rule: id, places: nodes.length, leastRatio }
    }),
  )
}

async function judgeOnce(page: Page): Promise<readonly string[]> {
  const found = await askAxe(page)
  const complaints = found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ failureSummary, target }) => `${id} ${target.join(' ')}: ${failureSummary}`),
  )
  for (const { id, nodes } of found.incomplete) {
    if (id in judgedWell) continue
    for (const { target } of nodes) {
      const selector = target.flat().join(' ')
      const ratio = id === 'color-contrast' ? await contrastOf(page, selector) : undefined
      if (ratio === undefined) complaints.push(`${id} left open: ${selector}`)
      else if (ratio < leastContrast) complaints.push(`contrast ${ratio.toFixed(2)}: ${selector}`)
    }
  }
  return complaints
}

/** Of the text's colour to the nearest opaque ground around it; undefined when there is none. Gone by now counts as well. */
function contrastOf(page: Page, selector: string): Promise<number | undefined> {
  return page.evaluate((wanted) => {
    const parse = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number)
    const luminance = (colour: readonly number[]) => {
      const [red = 0, green = 0, blue = 0] = colour.slice(0, 3).map((value) => {
        const share = value / 255
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    const element = document.querySelector(wanted)
    if (element === null) return Number.POSITIVE_INFINITY
    for (let around: Element | null = element; around !== null; around = around.parentElement) {
      const ground = parse(getComputedStyle(around).backgroundColor)
      if ((ground[3] ?? 1) < 1) continue
      const [light = 0, dark = 0] = [
        luminance(ground),
        luminance(parse(getComputedStyle(element).color)),
      ].sort((left, right) => right - left)
      return (light + 0.05) / (dark + 0.05)
    }
    return undefined
  }, selector)
}

/** Everything that stands out of a window of that size or over its neighbour, as sentences; none is well. */
export async function judgeBoxes(
  page: Page,
  size: { readonly width: number; readonly height: number },
): Promise<readonly string[]> {
  await page.setViewportSize(size)
  await settle(page)
  return page.evaluate(() => {
    const complaints: string[] = []
    // What is scrolled away beneath the header lies over nothing.
    for (const main of document.querySelectorAll('main')) main.scrollTo(0, 0)
    const { clientWidth, scrollWidth } = document.documentElement
    if (scrollWidth > clientWidth) complaints.push(`the page scrolls sideways: ${scrollWidth}`)
    const named = (element: Element) =>
      `${element.tagName} ${(element.getAttribute('aria-label') ?? element.textContent ?? '').slice(0, 40)}`
    const shown = (element: Element) => {
      const { height, width } = element.getBoundingClientRect()
      return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true })
    }
    const open = document.querySelector('dialog[open]') ?? document.body
    const pieces = [
      ...open.querySelectorAll('button, input, select, textarea, a, h1, h2, h3, p, li, dd'),
    ]
    const scrolls = (element: Element) => element.closest('[data-scrolls-sideways], table') !== null
    for (const piece of pieces) {
      if (!shown(piece) || scrolls(piece)) continue
      const { left, right } = piece.getBoundingClientRect()
      if (left < -0.5 || right > innerWidth + 0.5)
        complaints.push(`sticks out of the window: ${named(piece)} ${Math.round(right)}`)
      const box = piece.closest('section, dialog, header')?.getBoundingClientRect()
      if (box !== undefined && right > box.right + 0.5)
        complaints.push(`sticks out of its box: ${named(piece)} ${Math.round(right - box.right)}`)
    }
    const scroller = (element: Element): Element | null => {
      const around = element.parentElement
      if (around === null || getComputedStyle(around).overflowY !== 'visible') return around
      return scroller(around)
    }
    // What is scrolled away beneath the edge of its own part lies over nothing of another.
    const cut = (box: DOMRect, edge: Element | null) => {
      const { bottom, top } = edge?.getBoundingClientRect() ?? box
      return { top: Math.max(box.top, top), bottom: Math.min(box.bottom, bottom) }
    }
    const keys = [...open.querySelectorAll('button, input:not([type=checkbox]), select, textarea')]
      .filter((element) => shown(element) && !scrolls(element))
      .map((element) => ({
        element,
        box: element.getBoundingClientRect(),
        within: scroller(element),
      }))
    for (const [index, one] of keys.entries())
      for (const other of keys.slice(index + 1)) {
        if (one.element.closest('label, [role=listitem], [role=row]') !== null) continue
        const across =
          Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
        const [above, below] =
          one.within === other.within
            ? [one.box, other.box]
            : [cut(one.box, one.within), cut(other.box, other.within)]
        const down = Math.min(above.bottom, below.bottom) - Math.max(above.top, below.top)
        // A row that sticks to the edge lies over what is scrolled beneath it, and never over what has the focus.
        const isStuck = (element: Element | null): boolean =>
          element !== null &&
          (getComputedStyle(element).position === 'sticky' || isStuck(element.parentElement))
        const isSame = one.element.closest('section') === other.element.closest('section')
        // What clears a field stands in it.
        const isInside = one.element.parentElement?.parentElement?.contains(other.element) === true
        const isField = one.element.matches('input')
        if (!isSame || (isField && isInside) || across <= 2 || down <= 2) continue
        if (!isStuck(one.element) && !isStuck(other.element))
          complaints.push(`overlap: ${named(one.element)} and ${named(other.element)}`)
      }
    return complaints
  })
}

/** Until two pictures have been drawn and no colour is on its way: what is measured is what is so now. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        // A colour that never comes to rest is no reason to wait for ever.
        let pictures = 0
        const look = () => {
          pictures += 1
          const isFading = document
            .getAnimations()
            .some((one) => one instanceof CSSTransition && one.transitionProperty.includes('color'))
          if (isFading && pictures < 60) requestAnimationFrame(look)
          else resolve()
        }
        requestAnimationFrame(() => requestAnimationFrame(look))
      }),
  )
}

/** As the system's wish would have it, and drawn so. */
export async function wearTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor()
  await settle(page)
}
