/**
 * Runs inside the page beside `page-feed.ts`: the same updates, the same number of them before each frame, into our page and into
 * AG Grid. By number and not by time, or a busy machine would draw more frames for fewer updates and measure drawing only.
 */

export interface IngestPlan {
  readonly agents: number
  readonly updatesPerFrame: number
  readonly updatesPerText: number
  readonly frames: number
}

/** Into the grid a text is one transaction; by row, each of its updates is one, as a stream of single updates would have it. */
export const takers = ['parse', 'ingest', 'ingestIntoGrid', 'ingestIntoGridByRow'] as const
export type Taker = (typeof takers)[number]

/** Each resolves with how many updates went in, all of them drawn. */
export type PageIngest = Readonly<Record<Taker, (plan: IngestPlan) => Promise<number>>>

interface GridRow {
  id: string
  name?: string | undefined
  readonly agentUserId?: string
  readonly agentName?: string
  readonly presence?: string
  readonly routing?: string
  readonly phase?: string
}
interface GridApi {
  applyTransactionAsync(transaction: { update: unknown[] }): void
  flushAsyncTransactions(): void
  destroy(): void
}
interface GridLibrary {
  createGrid(element: HTMLElement, options: object): GridApi
}

declare global {
  interface Window {
    pageIngest: PageIngest
    /** Once its script has been put in. */
    agGrid?: GridLibrary
  }
}

/** Put into the page after the feed. */
export function installPageIngest(): void {
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))

  async function feedFrames(plan: IngestPlan, take: (text: string) => void): Promise<number> {
    const { updatesPerFrame, updatesPerText } = plan
    const pool = window.pageFeed.texts(plan.agents, updatesPerText)
    let taken = 0
    for (let drawn = 0; drawn < plan.frames; drawn += 1) {
      for (let fed = 0; fed < updatesPerFrame; fed += updatesPerText) {
        take(pool[taken % pool.length] ?? '[]')
        taken += 1
      }
      await frame()
    }
    await frame()
    await frame()
    return taken * updatesPerText
  }

  /** Eight facts of each row, all in sight; the same order as ours: by list, then by name. */
  function gridOptions(agents: number): object {
    const list = ({ data }: { data: GridRow }) => {
      if (data.phase !== undefined || data.routing === 'interacting') return 0
      return data.presence === 'available' ? 1 : 2
    }
    const width = 118
    return {
      columnDefs: [
        { headerName: 'list', width, sort: 'asc', sortIndex: 0, valueGetter: list },
        { field: 'name', width, sort: 'asc', sortIndex: 1 },
        ...['queueName', 'media', 'phase', 'presence', 'routing', 'since'].map((field) => ({
          field,
          width,
        })),
      ],
      rowData: window.pageFeed.agentRows(agents),
      getRowId: ({ data }: { data: GridRow }) => data.id,
      rowHeight: 54,
      // What it is spared: ours moves no row slowly, either, and what waits longer than a frame would be shown later than ours.
      animateRows: false,
      asyncTransactionWaitMillis: 16,
    }
  }

  /** One table of agents: a conversation is told as its agent's. It is spared the checks that ours makes of every row. */
  function gridRows(text: string): GridRow[] {
    const changes: { row: GridRow }[] = JSON.parse(text)
    return changes.map(({ row }) => {
      if (row.agentUserId === undefined) return row
      row.id = row.agentUserId
      row.name = row.agentName
      return row
    })
  }

  async function ingestIntoGrid(
    plan: IngestPlan,
    transactionsOf: (rows: GridRow[]) => readonly GridRow[][],
  ): Promise<number> {
    const { agGrid } = window
    if (agGrid === undefined) throw new Error('AG Grid is not on this page')
    const element = document.createElement('div')
    element.style.cssText = 'position:fixed;inset:0 auto 0 0;width:980px;background:#fff;z-index:99'
    document.body.append(element)
    const grid = agGrid.createGrid(element, gridOptions(plan.agents))
    await frame()
    const updates = await feedFrames(plan, (text) => {
      for (const update of transactionsOf(gridRows(text))) grid.applyTransactionAsync({ update })
    })
    grid.flushAsyncTransactions()
    await frame()
    grid.destroy()
    element.remove()
    return updates
  }

  window.pageIngest = {
    parse: (plan) => feedFrames(plan, (text) => void JSON.parse(text)),
    ingest: (plan) => feedFrames(plan, (text) => window.pageFeed.say(text)),
    ingestIntoGrid: (plan) => ingestIntoGrid(plan, (rows) => [rows]),
    ingestIntoGridByRow: (plan) => ingestIntoGrid(plan, (rows) => rows.map((row) => [row])),
  }
}
