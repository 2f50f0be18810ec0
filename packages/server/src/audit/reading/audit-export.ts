/** The audit as files of any length: nothing more than a page of it is held at a time. */
import { type ExportedEntry, exportLines, type SignedTreeHead } from '@sotto/audit'
import type { AuditFilter, AuditRow, AuditStore } from '../../database/audit-store.ts'
import { auditCsvHeader, auditCsvRows } from './audit-csv.ts'
import { entryView, type NameOf, namesOnce } from './entry-view.ts'

export interface AuditExportOptions {
  readonly store: Pick<AuditStore, 'inTreeOrder' | 'nodes'>
  readonly filter: AuditFilter
}

type PlacedRow = AuditRow & { readonly index: number }

const readAtOnce = 1_000
/** A filter that finds next to nothing must not make one statement walk through the whole tree. */
const placesAtOnce = 50_000

/** JSON lines with their proof. `earlierSizes`: of heads the file is to be checked against as well. */
export async function* auditJsonLines(
  options: AuditExportOptions,
  head: SignedTreeHead,
  earlierSizes: readonly number[],
): AsyncGenerator<string> {
  async function* entries(): AsyncGenerator<ExportedEntry> {
    for await (const rows of pagesInTree(options, head.size)) yield* rows
  }
  const readNodes = (places: Parameters<AuditStore['nodes']>[0]) => options.store.nodes(places)
  // Many lines are one piece: a stream that takes each by itself spends its time on the way.
  yield* inPieces(exportLines({ head, entries: entries(), readNodes, earlierSizes }))
}

/** For people and spreadsheets: no proof in it. */
export async function* auditCsv(
  options: AuditExportOptions,
  size: number,
  nameOf: NameOf,
): AsyncGenerator<string> {
  const name = namesOnce(nameOf)
  yield auditCsvHeader()
  for await (const rows of pagesInTree(options, size)) {
    const views = []
    for (const row of rows) views.push(await entryView(row, name))
    yield auditCsvRows(views)
  }
}

async function* pagesInTree(
  { filter, store }: AuditExportOptions,
  size: number,
): AsyncGenerator<readonly PlacedRow[]> {
  for (let start = 0; start < size; start += placesAtOnce) {
    const end = Math.min(size, start + placesAtOnce)
    let index: number | undefined = start
    while (index !== undefined) {
      const rows: readonly PlacedRow[] = await store.inTreeOrder(
        filter,
        { index, size: end },
        readAtOnce,
      )
      if (rows.length > 0) yield rows
      const last = rows.at(-1)
      index = last === undefined || rows.length < readAtOnce ? undefined : last.index + 1
    }
  }
}

const pieceCharacters = 64 * 1_024

async function* inPieces(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = ''
  for await (const line of lines) {
    piece += line
    if (piece.length < pieceCharacters) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}
