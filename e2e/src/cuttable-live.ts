import type { BrowserContext, WebSocketRoute } from 'playwright-core'

export interface CuttableLive {
  cut(): Promise<void>
  mend(): void
}

/** Stands between the pages and `/live`: while it is cut, the socket ends and no new one lives. To be called before any page opens. */
export async function cuttableLive(context: BrowserContext): Promise<CuttableLive> {
  let isCut = false
  const open = new Set<WebSocketRoute>()
  await context.routeWebSocket(/\/live$/, async (socket) => {
    if (isCut) return socket.close()
    open.add(socket)
    socket.connectToServer()
  })
  return {
    async cut() {
      isCut = true
      for (const socket of open) await socket.close()
      open.clear()
    },
    mend: () => {
      isCut = false
    },
  }
}
