/** The one door for what people type: their words pass here before they are kept, sent, shown to others or exported (B10). */
import type { Conversation } from '@sotto/domain'
import {
  createRedactor,
  holdMs,
  type PersonalKind,
  type RedactedSegment,
  type RedactorOptions,
} from '@sotto/redaction'
import { peopleIn } from './people-in.ts'
import { kindsOffIn, type RedactionChoices } from './redaction-choices.ts'

/** One find, as it stands in the text: `[card •••• 1111]`. Never what was there. */
export interface MaskedPiece {
  readonly kind: PersonalKind
  readonly label: string
}

export interface MaskedText {
  readonly text: string
  readonly masked: readonly MaskedPiece[]
}

/** What is known about a text beside its words. */
export interface TextAbout {
  /** Its customers' names are masked, its agents' stay, its team's choice holds. */
  readonly conversationId?: string
  /** Of which team it is where the conversation is not known any more. */
  readonly queueId?: string
  /** Names of ours that stay. */
  readonly ownNames?: readonly string[]
  /** Code points the result may have; masks give way before words do. */
  readonly longest?: number
  /** What the same writer wrote just before, oldest first: a number may go on from there. */
  readonly before?: readonly string[]
  /** Mask these kinds alone. */
  readonly only?: readonly PersonalKind[]
}

export interface TextMasking {
  mask(text: string, about?: TextAbout): MaskedText
}

export interface TextMaskingOptions {
  readonly world: {
    conversation(conversationId: string): { readonly full?: Conversation } | undefined
  }
  readonly choices: RedactionChoices
}

const tightMask = '•'

export function createTextMasking({ choices, world }: TextMaskingOptions): TextMasking {
  function redactorOptions({ conversationId, ownNames = [], queueId }: TextAbout): RedactorOptions {
    const conversation =
      conversationId === undefined ? undefined : world.conversation(conversationId)?.full
    const { agentNames, participantNames } = peopleIn(conversation ?? { participants: [] })
    return {
      participantNames,
      agentNames: [...agentNames, ...ownNames.filter((name) => name !== '')],
      // Whoever writes about a call names its people, and seldom introduces themselves.
      agentSpeakers: [],
      kindsOff: kindsOffIn(choices, conversation?.queueId ?? queueId),
    }
  }

  return {
    mask(text, about = {}) {
      if (text.trim() === '') return { text, masked: [] }
      const found = read(text, about.before ?? [], redactorOptions(about))
      const wanted = (kind: string) => about.only?.some((only) => only === kind) ?? true
      const masked = found.redacted.pieces.flatMap((piece) => {
        const kind = kindOf(found, piece)
        return kind === undefined || !wanted(kind) || piece.type === 'text'
          ? []
          : [{ kind, label: piece.label }]
      })
      if (masked.length === 0) return { text, masked }
      const write = (shown: (label: string) => string) =>
        found.redacted.pieces
          .map((piece) => {
            if (piece.type === 'text') return piece.text
            const span = found.spans[piece.span ?? -1]
            if (span !== undefined && !wanted(span.kind)) return text.slice(span.start, span.end)
            return shown(piece.label)
          })
          .join('')
      const labelled = write((label) => `[${label}]`)
      const isTooLong = about.longest !== undefined && [...labelled].length > about.longest
      return { text: isTooLong ? write(() => tightMask) : labelled, masked }
    },
  }
}

function read(text: string, before: readonly string[], options: RedactorOptions): RedactedSegment {
  const redactor = createRedactor(options)
  before.forEach((earlier, index) => {
    const id = `before-${index}`
    redactor.hear({ id, speaker: 'writer', text: earlier, isFinal: true, atMs: 0 })
  })
  const said = { id: 'text', speaker: 'writer', text, isFinal: true, atMs: 0 }
  const changed = [...redactor.hear(said), ...redactor.settle(holdMs)]
  const read = changed.findLast(({ id }) => id === said.id)
  // It was heard just now, so it is among the changes; without it nothing may be shown.
  if (read === undefined) throw new Error('the redactor gave nothing back')
  return read
}

function kindOf(
  { spans }: RedactedSegment,
  piece: RedactedSegment['redacted']['pieces'][number],
): PersonalKind | undefined {
  return piece.type === 'mask' && piece.span !== undefined ? spans[piece.span]?.kind : undefined
}
