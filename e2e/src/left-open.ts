/** Prints what axe leaves to a person on every screen in both themes, as rows of the table in docs/accessibility.md. */
import { openBrowser } from './browser.ts'
import { startContactCentre } from './contact-centre.ts'
import { leftOpenByAxe, settle, wearTheme } from './judge-page.ts'
import { speechMicrophone } from './microphone.ts'
import { type Stop, walkThrough } from './tour.ts'

const themes = ['light', 'dark'] as const

const centre = await startContactCentre()
const browser = await openBrowser({
  microphoneFile: (await speechMicrophone(centre.dataDirectory)).file,
})
try {
  await walkThrough({ centre, browser, visit: printRows })
} finally {
  await browser.close()
  await centre.stop()
}

async function printRows({ name, page }: Stop): Promise<void> {
  // The program that runs this names every function by a helper of its own, which a page does not have.
  await page.evaluate('globalThis.__name = (named) => named')
  const before = page.viewportSize()
  await page.setViewportSize({ width: 1280, height: 1800 })
  const cells: string[] = []
  for (const theme of themes) {
    await wearTheme(page, theme)
    const open = await leftOpenByAxe(page)
    const words = open.map(
      ({ leastRatio, places, rule }) =>
        `${rule} × ${places}${leastRatio === undefined ? '' : ` (≥ ${(Math.floor(leastRatio * 10) / 10).toFixed(1)})`}`,
    )
    cells.push(words.length === 0 ? 'nothing' : words.join(', '))
  }
  process.stdout.write(`| ${name} | ${cells.join(' | ')} |\n`)
  if (before !== null) await page.setViewportSize(before)
  await settle(page)
}
