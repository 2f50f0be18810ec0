/** The panel as it is built, in a browser without any server: every file out of its folder, every answer written here. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { openBrowser } from '@sotto/e2e'
import { type FeedPlan, installPageFeed } from './page-feed.ts'
import { installPageIngest } from './page-ingest.ts'

type Browser = Awaited<ReturnType<typeof openBrowser>>
export type Page = Awaited<ReturnType<Browser['newPage']>>

const panelFolder = fileURLToPath(new URL('../../../dist/panel/', import.meta.url))
const origin = 'http://localhost:4400'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

const me = {
  id: 'supervisor-1',
  name: 'Maria Bell',
  role: 'supervisor',
  region: 'eu-west-1',
  licence: 'cx2',
  telephony: true,
  engagement: true,
  permissions: ['monitor', 'whisper'],
  queues: Array.from({ length: 20 }, (_, index) => ({
    id: `queue-${index}`,
    name: `Queue ${index}`,
  })),
  unsupported: {},
  settings: { defaultMixLevel: 0.65, confirmationTimeoutMs: 5_000 },
}

/** Signed in, with as many agents on the screen as the plan has. */
export async function openFedPanel(browser: Browser, plan: FeedPlan): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1_440, height: 900 } })
  page.on('pageerror', (failure) => console.error(`the page: ${failure.message}`))
  await page.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url())
    if (pathname === '/api/me') return route.fulfill({ json: me })
    if (pathname.startsWith('/api/')) return route.fulfill({ status: 404, json: {} })
    const file = extname(pathname) === '' ? 'index.html' : pathname
    const body = await readFile(join(panelFolder, file))
    return route.fulfill({ body, contentType: types[extname(file)] ?? 'text/plain' })
  })
  // The program that runs this names every function by a helper of its own, which a page does not have.
  await page.addInitScript(
    `globalThis.__name = (named) => named;(${installPageFeed.toString()})();(${installPageIngest.toString()})()`,
  )
  await page.goto(origin)
  await page.getByRole('status', { name: 'Loading conversations' }).waitFor()
  await page.evaluate((given) => window.pageFeed.begin(given), plan)
  await page.getByRole('row').first().waitFor()
  return page
}

/** An empty page of the same browser, with the same counters. */
export async function openEmptyPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1_440, height: 900 } })
  await page.addInitScript(`globalThis.__name = (named) => named;(${installPageFeed.toString()})()`)
  await page.goto('about:blank')
  return page
}

/** AG Grid Community, as its makers build it for pages. */
export async function addGrid(page: Page): Promise<void> {
  const require = createRequire(import.meta.url)
  // Not among the doors the package names; it lies beside the one that is.
  const main = require.resolve('ag-grid-community')
  await page.addScriptTag({ path: join(dirname(main), '../ag-grid-community.min.js') })
}

/** Milliseconds that the page's main thread has worked, however long it had to wait for a processor. */
export async function watchWork(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
  }
}

/** Bytes of JavaScript's heap that are still reachable. */
export async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize
}
