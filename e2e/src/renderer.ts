import type { Browser } from 'playwright-core'

/** The processes of a browser that run its pages: stopped, they neither draw, nor hear a socket, nor send a frame. */
export interface Renderers {
  freeze(): void
  thaw(): void
}

/** All pages of this browser: take one of its own for what is to be frozen. */
export async function renderersOf(browser: Browser): Promise<Renderers> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const processIds = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
  if (processIds.length === 0) throw new Error('this browser has no renderer process')
  const signalAll = (signal: 'SIGSTOP' | 'SIGCONT') => {
    for (const processId of processIds) process.kill(processId, signal)
  }
  return { freeze: () => signalAll('SIGSTOP'), thaw: () => signalAll('SIGCONT') }
}
