import type { Locator, Page } from 'playwright-core'

/** The panel by the names it promises to people and checks alike. */
export interface Panel {
  readonly page: Page
  /** Opens the one conversation of that agent in that queue. */
  open(agentName: string, queueName: string): Promise<void>
  /** Opens a conversation by its address. */
  goTo(conversationId: string): Promise<void>
  readonly monitor: Locator
  readonly coach: Locator
  readonly barge: Locator
  readonly stop: Locator
  readonly holdToTalk: Locator
  readonly whisperText: Locator
  readonly sendWhisper: Locator
  /** A line of the region "Who hears you now". */
  truth(line: RegExp): Locator
  status(text: string): Locator
}

export function panelOn(page: Page, panelUrl: string): Panel {
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const truthRegion = page.getByRole('region', { name: 'Who hears you now' })
  return {
    page,
    async open(agentName, queueName) {
      const rows = page.getByRole('table', { name: 'Conversations' }).getByRole('row')
      await rows.filter({ hasText: agentName }).filter({ hasText: queueName }).first().click()
      await truthRegion.waitFor()
    },
    async goTo(conversationId) {
      await page.goto(`${panelUrl}/conversations/${conversationId}`)
      await truthRegion.waitFor()
    },
    monitor: button('Monitor'),
    coach: button('Coach'),
    barge: button('Barge in'),
    stop: button('Stop'),
    holdToTalk: button('Hold to talk'),
    whisperText: page.getByRole('textbox', { name: 'Whisper to agent' }),
    sendWhisper: button('Send whisper'),
    truth: (line) => truthRegion.getByText(line),
    status: (text) => page.getByText(text, { exact: true }),
  }
}

/** Holds the key to talk for that long, as a person does. */
export async function talkFor(panel: Panel, durationMs: number): Promise<void> {
  await panel.holdToTalk.hover()
  await panel.page.mouse.down()
  await panel.page.waitForTimeout(durationMs)
  await panel.page.mouse.up()
}

/** Takes the browser's own processing off, so that what is spoken can be compared with what arrives. */
export async function processingOff(panel: Panel): Promise<void> {
  const switches = panel.page.getByText(/^Sound treatment:/)
  if (!(await panel.page.getByRole('switch', { name: 'Echo cancellation' }).isVisible()))
    await switches.click()
  for (const name of ['Echo cancellation', 'Noise suppression', 'Automatic gain']) {
    const control = panel.page.getByRole('switch', { name })
    if (await control.isChecked()) await control.click({ force: true })
  }
}
