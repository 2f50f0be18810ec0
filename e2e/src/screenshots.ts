/** Pictures of every screen in both themes and three widths, with a page that shows them side by side. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openBrowser } from './browser.ts'
import { startContactCentre } from './contact-centre.ts'
import { settle, wearTheme } from './judge-page.ts'
import { speechMicrophone } from './microphone.ts'
import { type Stop, walkThrough } from './tour.ts'

const themes = ['light', 'dark'] as const
const windows = [
  { width: 1440, height: 900 },
  { width: 820, height: 1000 },
  { width: 320, height: 740 },
] as const

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('where the pictures go is missing')

await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
const centre = await startContactCentre()
const browser = await openBrowser({
  microphoneFile: (await speechMicrophone(centre.dataDirectory)).file,
})
const names: string[] = []
try {
  await walkThrough({ centre, browser, visit: takePictures })
} finally {
  await writeFile(join(folder, 'index.html'), overview(names))
  await browser.close()
  await centre.stop()
}

async function takePictures({ name, page }: Stop): Promise<void> {
  names.push(name)
  // The program that runs this names every function by a helper of its own, which a page does not have.
  await page.evaluate('globalThis.__name = (named) => named')
  const before = page.viewportSize()
  for (const theme of themes) {
    await wearTheme(page, theme)
    for (const window of windows) {
      await page.setViewportSize(window)
      await settle(page)
      await page.screenshot({ path: join(folder ?? '', pictureName(name, window.width, theme)) })
    }
  }
  if (before !== null) await page.setViewportSize(before)
  await wearTheme(page, 'light')
}

function pictureName(name: string, width: number, theme: string): string {
  return `${name}-${width}-${theme}.png`
}

function overview(names: readonly string[]): string {
  const row = (name: string) => {
    const pictures = themes.flatMap((theme) =>
      windows.map(({ height, width }) => {
        const file = pictureName(name, width, theme)
        const shown = `width="${width / 4}" height="${height / 4}"`
        return `<a href="${file}"><img alt="${name}, ${width} wide, ${theme}" ${shown} loading="lazy" src="${file}"></a>`
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
