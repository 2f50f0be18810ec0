import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

/** What the page looks like now, for people's eyes, where `SOTTO_STORY_PICTURES` names a folder for it. */
export async function photograph(page: Page, name: string): Promise<void> {
  const { SOTTO_STORY_PICTURES: folder } = process.env
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
