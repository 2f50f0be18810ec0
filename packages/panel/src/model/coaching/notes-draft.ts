/** What is being written about a coaching session and is not on the server yet. */
import type { CoachingView, MaskedPiece } from '@sotto/protocol'
import type { CallFailure } from '../commands/server-calls.ts'

export type CoachingDetails = CoachingView['details']

export type Saving =
  | { readonly state: 'unsaved' }
  | { readonly state: 'saving' }
  /** The server has it, masked; one's own words stay on the screen as long as somebody writes them. */
  | { readonly state: 'saved' }
  /** The server did not take it; it is tried again unless it refused. */
  | { readonly state: 'failed'; readonly failure: CallFailure }
  /** Somebody, or this person elsewhere, has changed it since. Nothing is saved until one of the two is chosen. */
  | { readonly state: 'conflict' }

/** What is not on the server yet. */
export interface NotesDraft {
  readonly details: CoachingDetails
  /** What it was changed from. */
  readonly baseRevision: number
  readonly saving: Saving
}

/** What the server masked when it last saved, by session. */
export type MaskedNotes = Readonly<Partial<Record<string, readonly MaskedPiece[]>>>

export type NotesDrafts = Readonly<Record<string, NotesDraft>>
