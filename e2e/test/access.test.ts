import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { judgeBoxes, judgeByAxe, settle, wearTheme } from '../src/judge-page.ts'
import { judgeLongWords } from '../src/judge-words.ts'
import { speechMicrophone } from '../src/microphone.ts'
import { agentHeard, customerHeard } from '../src/recordings.ts'
import { openStage } from '../src/stage.ts'
import { type Stop, walkThrough } from '../src/tour.ts'

const stage = openStage({ microphone: speechMicrophone })

/** High enough that hardly anything is scrolled away: axe judges what it can see. */
const tall = { width: 1280, height: 1800 }
/** 640 pixels are a window of 1280 at 200 %. */
const narrow = [
  { width: 320, height: 800 },
  { width: 320, height: 480 },
  { width: 640, height: 360 },
]

/**
 * Everything at every stop takes minutes. Without this each stop is judged in one theme and one window, and the next one in the
 * others.
 */
const isWhole = process.env.SOTTO_EVERY_SCREEN === '1'
const inTurn = <Item>(all: readonly Item[], stop: number): readonly Item[] =>
  isWhole ? all : all.filter((_, index) => index === stop % all.length)

/** Where longer words than the English ones are tried every time: a page of each kind, without an open line. */
const triedInLongWords = new Set(['agent-strip', 'coaching-history', 'snippets', 'policies'])

/** Where the mode's sentence is to be seen, from the top of the page to its end. */
async function judgeTruth(page: Page): Promise<readonly string[]> {
  const region = page.getByRole('region', { name: 'Who hears you now' })
  if ((await region.count()) === 0 || (await page.locator('dialog[open]').count()) > 0) return []
  const main = page.getByRole('main')
  await main.evaluate((element) => element.scrollTo(0, element.scrollHeight))
  const bar = page.locator('[data-words]').first()
  const isSeen = await bar
    .waitFor({ timeout: 10_000 })
    .then(() => bar.evaluate((element) => getComputedStyle(element, '::before').content.length > 5))
    .catch(() => false)
  await main.evaluate((element) => element.scrollTo(0, 0))
  return isSeen ? [] : ['who hears is out of sight at the end of the page']
}

describe('every screen', () => {
  it('[EE180] [EE181] [EE190] has nothing that axe complains of in either theme, and nothing that sticks out in a small window or in longer words', async () => {
    const complaints: string[] = []
    const names: string[] = []
    const visit = async ({ name, page }: Stop): Promise<void> => {
      const stop = names.push(name)
      // Every state of every part at once takes as long as all else together.
      if (!isWhole && name.startsWith('parts')) return
      const size = page.viewportSize()
      const note = (found: readonly string[], how: string) =>
        complaints.push(...found.map((one) => `${name}, ${how}: ${one}`))
      await page.setViewportSize(tall)
      for (const theme of inTurn(['light', 'dark'] as const, stop)) {
        await wearTheme(page, theme)
        note(await judgeByAxe(page), theme)
      }
      for (const window of inTurn(narrow, stop))
        note(await judgeBoxes(page, window), `${window.width}x${window.height}`)
      note(await judgeTruth(page), 'scrolled')
      if (isWhole || triedInLongWords.has(name))
        note(await judgeLongWords(stage.browser, page), 'long words')
      if (size !== null) await page.setViewportSize(size)
      await settle(page)
    }
    await walkThrough({ centre: stage.centre, browser: stage.browser, visit })
    expect(complaints).toEqual([])
    expect(new Set(names).size).toBeGreaterThanOrEqual(28)
  }, 600_000)
})

/** Presses Tab until that is where the focus is, as somebody without a mouse would. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    const at = await page.evaluate(() => {
      const focused = document.activeElement
      const label = focused instanceof HTMLInputElement ? focused.labels?.[0]?.textContent : null
      return (focused?.getAttribute('aria-label') ?? label ?? focused?.textContent ?? '').trim()
    })
    if (at.startsWith(name)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never comes to ${name}`)
}

const focusedName = (page: Page) =>
  page.evaluate(() => {
    const focused = document.activeElement
    return focused?.getAttribute('aria-label') ?? focused?.textContent?.trim() ?? ''
  })

/** How far down each row of the list stands. */
const rowPlaces = async (page: Page) =>
  new Map(
    await page.evaluate(() =>
      [...document.querySelectorAll('[role=row] [data-row-id]')].map((row): [string, number] => [
        row.getAttribute('data-row-id') ?? '',
        Math.round(row.closest('[role=row]')?.getBoundingClientRect().top ?? 0),
      ]),
    ),
  )

describe('without a mouse', () => {
  it('[EE182] a conversation is found, opened and coached in, and the agent hears it', async () => {
    const { agent, conversation, panel } = await stage.setScene('quiet-customer')
    const { page } = panel
    await page.goto(stage.centre.panelUrl)
    await page.getByRole('table', { name: 'Conversations' }).getByRole('row').first().waitFor()
    await page.keyboard.press('Tab')
    expect(await focusedName(page)).toBe('Skip to the conversation')
    await page.keyboard.press('/')
    await page.keyboard.type(agent.name)
    await page.keyboard.press('Escape')
    await page.keyboard.press('j')
    expect(await focusedName(page)).toContain(agent.name)
    for (let rows = 0; rows < 5; rows += 1) {
      const href = await page.evaluate(() => document.activeElement?.getAttribute('href'))
      if (href?.endsWith(conversation.id) === true) break
      await page.keyboard.press('j')
    }
    await page.keyboard.press('Enter')
    await panel.truth(/^Agent: does not hear you · confirmed/).waitFor()
    await page.keyboard.press('5')
    await panel.status('Live').waitFor({ timeout: 60_000 })
    await panel.truth(/^Agent: hears you · confirmed/).waitFor({ timeout: 60_000 })
    await expect.poll(() => focusedName(page)).toContain('Hold to talk')
    await page.keyboard.down(' ')
    const heard = () => agentHeard(stage.centre.simulator, conversation.id)
    await expect
      .poll(
        async () => {
          const found = await heard()
          return found === undefined ? 0 : found.untilMs - found.fromMs
        },
        { timeout: 60_000 },
      )
      .toBeGreaterThan(1_500)
    await page.keyboard.up(' ')
    expect(await customerHeard(stage.centre.simulator, conversation.id)).toBeUndefined()
    await tabTo(page, 'Keep talking')
    await page.keyboard.press('l')
    const kept = page.getByRole('button', { name: 'Keep talking', pressed: true })
    await kept.waitFor({ timeout: 60_000 })

    // Silence first: the dialog that is open stays for another Esc, and gives the focus back.
    await page.keyboard.press('?')
    const keys = page.getByRole('dialog', { name: 'Keys' })
    await keys.waitFor()
    await page.keyboard.press('Escape')
    await kept.waitFor({ state: 'detached', timeout: 60_000 })
    expect(await keys.isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    await keys.waitFor({ state: 'detached' })
    expect(await focusedName(page)).toContain('Keep talking')
    await tabTo(page, 'Stop')
    await page.keyboard.press('Enter')
    await panel.truth(/^Agent: does not hear you · confirmed/).waitFor({ timeout: 60_000 })
  }, 240_000)

  it('[EE183] [EE195] [PA282] [PA284] [PA300] a key can be another one, and a row that goes leaves the focus with its neighbour and moves no other under the pointer', async () => {
    const first = await stage.setScene('steady')
    const { page } = first.panel
    await page.keyboard.press('?')
    const keys = page.getByRole('dialog', { name: 'Keys' })
    await tabTo(page, 'Write a whisper')
    await page.keyboard.press('Enter')
    await page.keyboard.press('e')
    await page.keyboard.press('Escape')
    await keys.waitFor({ state: 'detached' })
    await page.keyboard.press('e')
    expect(await focusedName(page)).toBe('Whisper to agent')
    expect(await first.panel.whisperText.getAttribute('aria-keyshortcuts')).toBe('E')

    await page.keyboard.press('Escape')
    const row = page.locator(`a[href$="${first.conversation.id}"]`)
    await row.hover()
    await row.focus()
    const before = await rowPlaces(page)
    await stage.centre.simulator.act(first.conversation.id, 'end')
    await row.waitFor({ state: 'detached', timeout: 60_000 })
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.hasAttribute('data-row-id')))
      .toBe(true)
    const after = await rowPlaces(page)
    const stayed = [...before].filter(([id]) => after.has(id))
    expect(stayed.length).toBeGreaterThan(0)
    expect(stayed.map(([id]) => [id, after.get(id)])).toEqual(stayed)
  }, 240_000)
})
