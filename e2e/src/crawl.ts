import type { BrowserContext, Page } from 'playwright-core'

/** Everything a browser gets to see or keeps, as text by where it was. */
export interface Crawl {
  /** Watches a page's answers, frames, addresses and console from now on. */
  watch(page: Page): void
  /** Adds what the browser keeps now: cookies, storages, documents, the heap of each page. */
  keep(): Promise<void>
  /** Where one of these texts stands, plain, in base64 or as part of an address. */
  find(texts: Iterable<string>): readonly string[]
  /** How many places were looked at, by kind. */
  counts(): Readonly<Record<string, number>>
}

export function createCrawl(context: BrowserContext): Crawl {
  const seen: { readonly where: string; readonly text: string }[] = []
  const pending: Promise<void>[] = []
  const add = (where: string, text: string) => void seen.push({ where, text })

  function watch(page: Page): void {
    page.on('request', (asked) => {
      add('address', asked.url())
      const body = asked.postData()
      if (body !== null) add(`request ${asked.url()}`, body)
      pending.push(
        asked.allHeaders().then(
          (headers) => add(`request headers ${asked.url()}`, JSON.stringify(headers)),
          () => {},
        ),
      )
    })
    page.on('response', (answer) => {
      pending.push(
        answer.allHeaders().then(
          (headers) => add(`answer headers ${answer.url()}`, JSON.stringify(headers)),
          () => {},
        ),
        // A redirect has no body, and a page that was left takes its answers along.
        answer.body().then(
          (body) => add(`answer ${answer.url()}`, body.toString('latin1')),
          () => {},
        ),
      )
    })
    page.on('websocket', (socket) => {
      add('address', socket.url())
      const text = (payload: string | Buffer) =>
        typeof payload === 'string' ? payload : payload.toString('latin1')
      socket.on('framereceived', ({ payload }) => add(`frame from ${socket.url()}`, text(payload)))
      socket.on('framesent', ({ payload }) => add(`frame to ${socket.url()}`, text(payload)))
    })
    page.on('console', (line) => add('console', line.text()))
    page.on('framenavigated', (frame) => add('address', frame.url()))
  }

  async function heapOf(page: Page): Promise<string> {
    const session = await context.newCDPSession(page)
    const chunks: string[] = []
    session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
    await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
    await session.detach()
    return chunks.join('')
  }

  return {
    watch,
    async keep() {
      await Promise.all(pending)
      add(
        'cookies and local storage',
        JSON.stringify(await context.storageState({ indexedDB: true })),
      )
      for (const page of context.pages()) {
        add('document', await page.content())
        add('session storage', await page.evaluate(() => JSON.stringify({ ...sessionStorage })))
        add('script-readable cookies', await page.evaluate(() => document.cookie))
        add('heap', await heapOf(page))
      }
    },
    find(texts) {
      const forms = [...texts].flatMap((text) => [
        text,
        encodeURIComponent(text),
        Buffer.from(text).toString('base64').replace(/=+$/, ''),
      ])
      return seen
        .filter(({ text }) => forms.some((form) => text.includes(form)))
        .map(({ where }) => where)
    },
    counts() {
      const counts: Record<string, number> = {}
      for (const { where } of seen) {
        const [kind = ''] = where.split(/ (?:http|ws)/)
        counts[kind] = (counts[kind] ?? 0) + 1
      }
      return counts
    },
  }
}
