/** What lies in the tab's storage: sealed texts, each beside its sealed key, the newest first. */
import { z } from 'zod'

export interface KeptRecord {
  /** Sealed by the server. */
  readonly key: string
  readonly body: string
}

const recordsSchema = z.array(z.object({ key: z.string(), body: z.string() }))

export function writeRecords(records: readonly KeptRecord[]): string {
  return JSON.stringify(records)
}

/** What cannot be read is none. */
export function readRecords(text: string | undefined): readonly KeptRecord[] {
  try {
    return recordsSchema.safeParse(JSON.parse(text ?? '[]')).data ?? []
  } catch {
    return []
  }
}
