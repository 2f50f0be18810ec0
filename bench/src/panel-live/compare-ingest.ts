/** What taking in one update costs the page's main thread, by each taker, turn and turn about. */
import { type Page, watchWork } from './open-panel.ts'
import { type IngestPlan, type Taker, takers } from './page-ingest.ts'

export interface IngestComparison {
  /** Microseconds of the main thread's own work for one update, the median of all turns. */
  readonly parseMicroseconds: number
  /** Without what JSON takes. */
  readonly rowMicroseconds: number
  readonly gridRowMicroseconds: number
  /** With a transaction for each update. */
  readonly gridByRowMicroseconds: number
  readonly byRowRatio: number
  /** AG Grid's to ours, both without JSON: the median of what each turn says, and the least and the most. */
  readonly ratio: number
  readonly leastRatio: number
  readonly mostRatio: number
  /** With JSON in both. */
  readonly textRatio: number
}

export async function compareIngest(
  page: Page,
  plan: IngestPlan,
  turns: number,
): Promise<IngestComparison> {
  const workMs = await watchWork(page)
  async function microseconds(taker: Taker): Promise<number> {
    const before = await workMs()
    const updates = await page.evaluate(([whose, given]) => window.pageIngest[whose](given), [
      taker,
      plan,
    ] as const)
    return (1_000 * ((await workMs()) - before)) / updates
  }
  const each: Record<Taker, number>[] = []
  // The first turn finds code that has not been made quick yet, theirs and ours.
  for (let turn = 0; turn <= turns; turn += 1) {
    const work = { parse: 0, ingest: 0, ingestIntoGrid: 0, ingestIntoGridByRow: 0 }
    for (const taker of takers) work[taker] = await microseconds(taker)
    if (turn > 0) each.push(work)
  }
  const ratios = each.map(
    ({ parse, ingest, ingestIntoGrid }) => (ingestIntoGrid - parse) / (ingest - parse),
  )
  return {
    parseMicroseconds: median(each.map(({ parse }) => parse)),
    rowMicroseconds: median(each.map(({ parse, ingest }) => ingest - parse)),
    gridRowMicroseconds: median(each.map(({ parse, ingestIntoGrid }) => ingestIntoGrid - parse)),
    gridByRowMicroseconds: median(
      each.map(({ parse, ingestIntoGridByRow }) => ingestIntoGridByRow - parse),
    ),
    byRowRatio: median(
      each.map(
        ({ parse, ingest, ingestIntoGridByRow }) =>
          (ingestIntoGridByRow - parse) / (ingest - parse),
      ),
    ),
    ratio: median(ratios),
    leastRatio: Math.min(...ratios),
    mostRatio: Math.max(...ratios),
    textRatio: median(each.map(({ ingest, ingestIntoGrid }) => ingestIntoGrid / ingest)),
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1] ?? Number.NaN
}
