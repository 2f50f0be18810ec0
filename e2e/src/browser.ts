import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium, firefox, type Page } from 'playwright-core'
import { loginForm } from './http-session.ts'

const chromiumPaths = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

function chromiumPath(): string {
  const found = chromiumPaths.find((path) => path !== undefined && existsSync(path))
  if (found === undefined) throw new Error('no Chromium found: install it or set CHROMIUM_PATH')
  return found
}

export interface BrowserInput {
  /** A WAV file that is spoken into the microphone, over and over. Without it there is no microphone grant at all. */
  readonly microphoneFile?: string
  /** There is a microphone, and nobody allows it. */
  readonly refusesMicrophone?: boolean
}

/** A real Chromium, quiet towards the network. */
export function openBrowser(input: BrowserInput = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
      ...(input.refusesMicrophone ? ['--use-fake-device-for-media-stream'] : []),
      ...(input.microphoneFile === undefined
        ? []
        : [
            '--use-fake-ui-for-media-stream',
            '--use-fake-device-for-media-stream',
            `--use-file-for-fake-audio-capture=${input.microphoneFile}`,
          ]),
    ],
  })
}

const firefoxPaths = [process.env.FIREFOX_PATH, '/usr/bin/firefox-esr', '/usr/bin/firefox']

/** Firefox has no file to speak from: its own fake microphone hums this. */
export const firefoxHumHz = 1_000

/** An installed Firefox as it is, driven by WebDriver BiDi: the other driver needs a Firefox of its own making. */
export function openFirefox(): Promise<Browser> {
  const found = firefoxPaths.find((path) => path !== undefined && existsSync(path))
  if (found === undefined) throw new Error('no Firefox found: install it or set FIREFOX_PATH')
  return firefox.launch({
    channel: 'moz-firefox',
    executablePath: fileURLToPath(new URL('firefox-launcher.mjs', import.meta.url)),
    env: { ...process.env, FIREFOX_PROGRAM: found },
    headless: true,
    firefoxUserPrefs: {
      'media.navigator.streams.fake': true,
      'media.navigator.audio.fake_frequency': firefoxHumHz,
      'media.navigator.permission.disabled': true,
      'media.autoplay.default': 0,
      'datareporting.policy.dataSubmissionEnabled': false,
      'app.update.enabled': false,
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
    },
  })
}

/** Signs in through the platform's own login page, as a person does, and ends on the panel. */
export async function signIn(
  context: BrowserContext,
  panelUrl: string,
  personName: string,
): Promise<Page> {
  const page = await context.newPage()
  await page.goto(panelUrl)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: personName }).click()
  await page.waitForURL(`${panelUrl}/**`)
  await page.getByRole('table', { name: 'Conversations' }).waitFor()
  return page
}

/**
 * The same without a page: the context has the session that its pages will use. For journeys that are not about signing in; to
 * draw the panel, the login page and the panel again takes longer than much of what follows.
 */
export async function signInUnseen(
  { request }: BrowserContext,
  panelUrl: string,
  personName: string,
): Promise<void> {
  const asked = await request.get(`${panelUrl}/auth/sign-in?returnTo=/`)
  const { action, body } = loginForm(await asked.text(), personName)
  const answered = await request.post(new URL(action, asked.url()).href, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    data: body,
  })
  if (!answered.ok() || !answered.url().startsWith(panelUrl))
    throw new Error(`signing in ended at ${answered.url()} with ${answered.status()}`)
}
