/** Tells every server who was erased: what they have in memory of them is to go as well. */
import { sql, type Transaction } from 'kysely'
import { z } from 'zod'
import type { ErasureNews } from '../erasure-store.ts'
import type { RowNews } from './row-news.ts'
import type { Database } from './tables.ts'

const erasure = 'erasure'
const newsSchema = z.object({ table: z.literal(erasure), id: z.string() })

export function createErasureNews(rowNews: RowNews): ErasureNews {
  return {
    listen: ({ onErased, onLost }) =>
      rowNews.listen((payload) => {
        const told = newsSchema.safeParse(payload)
        if (told.success) onErased(told.data.id)
      }, onLost),
  }
}

/** With the commit, and not without. */
export async function tellOfErasure(
  transaction: Transaction<Database>,
  personId: string,
): Promise<void> {
  const news = JSON.stringify({ table: erasure, id: personId })
  await sql`select pg_notify('sotto_' || md5(current_schema()), ${news})`.execute(transaction)
}
