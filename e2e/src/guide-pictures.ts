/**
 * The few pictures of the README and of the supervisors' guide, taken where the tour passes by. Their folder is given as the only
 * argument; what stands there under the same names is replaced.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openBrowser } from './browser.ts'
import { startContactCentre } from './contact-centre.ts'
import { settle, wearTheme } from './judge-page.ts'
import { speechMicrophone } from './microphone.ts'
import { type Stop, walkThrough } from './tour.ts'

interface GuidePicture {
  /** Of the tour. */
  readonly stop: string
  readonly file: string
  /** The part that is shown; without one the whole window. */
  readonly part?: { readonly role: 'region' | 'dialog'; readonly name: string }
  readonly theme?: 'light' | 'dark'
  readonly window?: { readonly width: number; readonly height: number }
}

const large = { width: 1360, height: 850 }

const guidePictures: readonly GuidePicture[] = [
  { stop: 'coach-talking', file: 'console.webp' },
  { stop: 'coach', file: 'who-hears.webp', part: { role: 'region', name: 'Who hears you now' } },
  { stop: 'coach', file: 'line.webp', part: { role: 'region', name: 'Your line' } },
  {
    stop: 'barge-dialog',
    file: 'barge-in.webp',
    part: { role: 'dialog', name: 'The customer will hear you' },
  },
  { stop: 'whisper', file: 'whisper.webp', part: { role: 'region', name: 'Text whispers' } },
  { stop: 'on-hold', file: 'on-hold.webp', part: { role: 'region', name: 'Monitoring only' } },
  {
    stop: 'coaching-form',
    file: 'coaching.webp',
    part: { role: 'region', name: 'Coaching session' },
  },
  { stop: 'agent-strip', file: 'agent-strip.webp', window: { width: 420, height: 480 } },
]

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('where the pictures go is missing')
const target = folder

await mkdir(target, { recursive: true })
const centre = await startContactCentre()
const browser = await openBrowser({
  microphoneFile: (await speechMicrophone(centre.dataDirectory)).file,
})
const taken: string[] = []
try {
  await walkThrough({ centre, browser, visit: takePictures })
} finally {
  await browser.close()
  await centre.stop()
}
const missing = guidePictures.filter(({ file }) => !taken.includes(file))
if (missing.length > 0) throw new Error(`no stop for ${missing.map(({ file }) => file).join(', ')}`)

async function takePictures({ name, page }: Stop): Promise<void> {
  const wanted = guidePictures.filter(({ stop }) => stop === name)
  if (wanted.length === 0) return
  // The program that runs this names every function by a helper of its own, which a page does not have.
  await page.evaluate('globalThis.__name = (named) => named')
  const before = page.viewportSize()
  for (const { file, part, theme = 'light', window = large } of wanted) {
    await page.setViewportSize(window)
    await wearTheme(page, theme)
    await settle(page)
    // What is said last is what a picture is for; another window had other lines at its end.
    const jump = page.getByRole('button', { name: /^Jump to now/ })
    if (await jump.isVisible()) await jump.click()
    await settle(page)
    const shown =
      part === undefined ? page : page.getByRole(part.role, { name: part.name, exact: true })
    await writeFile(join(target, file), await toWebp(await shown.screenshot()))
    taken.push(file)
  }
  if (before !== null) await page.setViewportSize(before)
  await wearTheme(page, 'light')
}

/** The browser writes a PNG quickly, not small; as WebP the same picture is a third of it. */
async function toWebp(png: Buffer): Promise<Buffer> {
  const page = await browser.newPage()
  const url = await page.evaluate(
    async (source) => {
      const image = new Image()
      image.src = source
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = image.naturalWidth
      canvas.height = image.naturalHeight
      canvas.getContext('2d')?.drawImage(image, 0, 0)
      return canvas.toDataURL('image/webp', 0.95)
    },
    `data:image/png;base64,${png.toString('base64')}`,
  )
  await page.close()
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}
