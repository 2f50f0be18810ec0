/** Notes as they are kept over a reload or a sign-in, before they are sealed, and read back with care. */
import { coachingDetailsRequestSchema } from '@sotto/protocol'
import type { NotesDraft } from './notes-draft.ts'

export type KeptNotes = readonly (readonly [id: string, draft: NotesDraft])[]

/** Undefined when there is nothing to be kept. */
export function writeKeptNotes(drafts: KeptNotes): string | undefined {
  if (drafts.length === 0) return undefined
  return JSON.stringify(
    drafts.map(([id, { baseRevision, details }]) => [id, { revision: baseRevision, ...details }]),
  )
}

/** What cannot be read is left behind. */
export function readKeptNotes(text: string): KeptNotes {
  const drafts: (readonly [string, NotesDraft])[] = []
  for (const entry of readEntries(text)) {
    const [id, kept]: unknown[] = Array.isArray(entry) ? entry : []
    const parsed = coachingDetailsRequestSchema.safeParse(kept)
    if (typeof id !== 'string' || !parsed.success) continue
    const { revision, ...details } = parsed.data
    drafts.push([id, { details, baseRevision: revision, saving: { state: 'unsaved' } }])
  }
  return drafts
}

function readEntries(text: string): readonly unknown[] {
  try {
    const raw: unknown = JSON.parse(text)
    return Array.isArray(raw) ? raw : []
  } catch {
    return []
  }
}
