import { describe, expect, it } from 'vitest'
import { markerMicrophone } from '../src/microphone.ts'
import { panelOn } from '../src/panel.ts'
import { photograph } from '../src/photograph.ts'
import { openStage } from '../src/stage.ts'

const longMs = 60_000
const stage = openStage({ microphone: (directory) => markerMicrophone(directory, 1) })

describe('two tabs of one supervisor', () => {
  it('[EE212] one coaches and the other says so; each keeps its own draft; signing out ends both', async () => {
    const { conversation, context, panel: first } = await stage.setScene('steady')
    const second = panelOn(await context.newPage(), stage.centre.panelUrl)
    await second.goTo(conversation.id)
    await first.monitor.click()
    await first.truth(/^Agent: does not hear you · confirmed/).waitFor({ timeout: longMs })
    await first.coach.click()
    await first.status('Live').waitFor({ timeout: longMs })
    await photograph(first.page, 'tabs-first-live')
    await expect.poll(() => second.coach.isDisabled(), { timeout: longMs }).toBe(true)
    await photograph(second.page, 'tabs-second-while-first-live')
    const { controls } = await stage.centre.simulator.state()
    expect(
      controls.filter(
        ({ conversationId, mediaType, status }) =>
          conversationId === conversation.id && mediaType === 'AUDIO' && status === 'EXECUTING',
      ).length,
    ).toBeGreaterThan(0)

    await first.whisperText.fill('of the first tab')
    await second.whisperText.fill('of the second tab')
    expect(await first.whisperText.inputValue()).toBe('of the first tab')
    expect(await second.whisperText.inputValue()).toBe('of the second tab')

    await first.stop.click()
    await first.page.getByRole('button', { name: 'Sign out', exact: true }).click()
    for (const { page } of [first, second]) {
      await page.getByRole('button', { name: 'Sign in' }).waitFor({ timeout: longMs })
      await photograph(page, page === first.page ? 'tabs-first-out' : 'tabs-second-out')
    }
  })
})
