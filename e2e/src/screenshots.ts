/**
 * Pictures of every screen and state in both themes and three widths, with a page that shows them side by side. `german` takes the
 * same addresses in German, in one theme, `states` only what a good day does not show; any other word only the stops with it in
 * their names.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { openBrowser } from './browser.ts'
import { startContactCentre } from './contact-centre.ts'
import { settle, wearTheme } from './judge-page.ts'
import { speechMicrophone } from './microphone.ts'
import { type Stop, walkThrough } from './tour.ts'
import { walkThroughStates } from './tour-of-states.ts'

const themes = ['light', 'dark'] as const
const windows = [
  { width: 1440, height: 900 },
  { width: 820, height: 1000 },
  { width: 320, height: 740 },
] as const
/** No picture is higher: the page of all parts would not end. */
const highest = 8_000

const [folder, wanted] = process.argv.slice(2)
if (folder === undefined) throw new Error('where the pictures go is missing')
const inGerman = wanted === 'german'
const onlyStates = wanted === 'states'

await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
const centre = await startContactCentre({ SOTTO_SIGN_INS_PER_MINUTE: '1000' })
const browser = await openBrowser({
  microphoneFile: (await speechMicrophone(centre.dataDirectory)).file,
})
const names: string[] = []
try {
  const tour = { centre, browser, visit: inGerman ? visitInGerman : takePictures }
  const complaints: string[] = []
  if (!onlyStates)
    await walkThrough(tour).catch((cause: unknown) => complaints.push(String(cause).slice(0, 300)))
  complaints.push(...(await walkThroughStates(tour)))
  for (const complaint of complaints) process.stderr.write(`Not reached: ${complaint}\n`)
  if (complaints.length > 0) process.exitCode = 1
} finally {
  await writeFile(join(folder, 'index.html'), overview(names))
  await browser.close()
  await centre.stop()
}

async function takePictures({ name, page }: Stop): Promise<void> {
  if (wanted !== undefined && !inGerman && !onlyStates && !name.includes(wanted)) return
  names.push(name)
  // The program that runs this names every function by a helper of its own, which a page does not have.
  await page.evaluate('globalThis.__name = (named) => named')
  const before = page.viewportSize()
  for (const theme of inGerman ? themes.slice(0, 1) : themes) {
    await wear(page, theme)
    for (const window of windows) await takePicture(page, window, pictureName(name, window, theme))
  }
  if (before !== null) await page.setViewportSize(before)
  await wear(page, 'light')
}

/** The same address by the same person; what only this very page knows, as an open dialog, is not there. */
async function visitInGerman({ name, page }: Stop): Promise<void> {
  const context: BrowserContext = await browser.newContext({
    reducedMotion: 'reduce',
    storageState: await page.context().storageState(),
    locale: 'de-DE',
  })
  const german = await context.newPage()
  try {
    await german.goto(page.url())
    await german.locator('h1, h2').first().waitFor({ timeout: 30_000 })
    await german.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => {})
    await german.evaluate(() => {
      for (const closed of document.querySelectorAll('details')) closed.open = true
    })
    await takePictures({ name, page: german })
  } finally {
    await context.close()
  }
}

/** As high as what is in it: what has to be scrolled to is looked at as well. */
async function takePicture(page: Page, window: (typeof windows)[number], file: string) {
  await page.setViewportSize(window)
  await settle(page)
  const hidden = await page.evaluate(() =>
    Math.max(
      document.documentElement.scrollHeight - innerHeight,
      ...[...document.querySelectorAll('main')].map(
        ({ clientHeight, scrollHeight }) => scrollHeight - clientHeight,
      ),
    ),
  )
  const height = Math.min(window.height + hidden, highest)
  if (hidden > 0) await page.setViewportSize({ width: window.width, height })
  await settle(page)
  await page.screenshot({ path: join(folder ?? '', file) })
}

/** The simulator's own pages have no such attribute to wait for. */
async function wear(page: Page, theme: 'light' | 'dark'): Promise<void> {
  const isOurs = page.url().startsWith(centre.panelUrl)
  if (isOurs && (await page.locator('html[data-mantine-color-scheme]').count()) > 0)
    return wearTheme(page, theme)
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await settle(page)
}

function pictureName(name: string, { width }: { readonly width: number }, theme: string): string {
  return `${name}-${width}-${theme}.png`
}

function overview(names: readonly string[]): string {
  const row = (name: string) => {
    const pictures = themes.flatMap((theme) =>
      windows.map((window) => {
        const file = pictureName(name, window, theme)
        const shown = `width="${window.width / 4}"`
        return `<a href="${file}"><img alt="${name}, ${window.width} wide, ${theme}" ${shown} loading="lazy" src="${file}"></a>`
      }),
    )
    return `<h2>${name}</h2>\n<p>${pictures.join('\n')}</p>`
  }
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Sotto, every screen</title>
<style>body { font: 14px system-ui, sans-serif; background: #888; } img { vertical-align: top; }</style>
<h1>Every screen</h1>
${names.map(row).join('\n')}
</html>
`
}
