/** Notes that were kept in this tab over a reload or a sign-in, read back with care. */
import { coachingDetailsRequestSchema } from '@sotto/protocol'
import type { NotesDraft, NotesDrafts } from './notes-draft.ts'

export function keptNotes(drafts: NotesDrafts): string {
  return JSON.stringify(
    Object.entries(drafts).map(([id, { baseRevision, details }]) => [
      id,
      { revision: baseRevision, ...details },
    ]),
  )
}

/** What cannot be read is left behind. */
export function readKeptNotes(text: string | undefined): NotesDrafts {
  const drafts: Record<string, NotesDraft> = {}
  for (const entry of readEntries(text)) {
    const [id, kept]: unknown[] = Array.isArray(entry) ? entry : []
    const parsed = coachingDetailsRequestSchema.safeParse(kept)
    if (typeof id !== 'string' || !parsed.success) continue
    const { revision, ...details } = parsed.data
    drafts[id] = { details, baseRevision: revision, saving: { state: 'unsaved' } }
  }
  return drafts
}

function readEntries(text: string | undefined): readonly unknown[] {
  try {
    const raw: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(raw) ? raw : []
  } catch {
    return []
  }
}
