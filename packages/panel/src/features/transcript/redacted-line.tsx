import type { RedactedText } from '@sotto/protocol'
import { memo, type ReactNode } from 'react'
import { maskWords } from '../../words/transcript-words.ts'
import styles from './transcript.module.css'

export interface RedactedLineProps {
  /** Nothing else can be shown here: a plain string does not compile. */
  readonly text: RedactedText
  /** What stands in place of a mask that can be opened; undefined leaves the mask. */
  readonly openable?: (span: number, words: string) => ReactNode
}

/** Text in whichever direction it is written, with a mask for everything personal. */
export const RedactedLine = memo(function RedactedLine({ text, openable }: RedactedLineProps) {
  return (
    <bdi className={styles.text} dir="auto">
      {text.pieces.map((piece, place) => {
        // Pieces have nothing but their place, and are drawn whole whenever they change.
        const key = `${place} ${piece.type}`
        if (piece.type === 'text') return <span key={key}>{piece.text}</span>
        const words = maskWords(piece.kind, piece.label)
        const opened = piece.span === undefined ? undefined : openable?.(piece.span, words)
        return <span key={key}>{opened ?? <Mask kind={piece.kind} words={words} />}</span>
      })}
    </bdi>
  )
})

export function Mask({ kind, words }: { readonly kind: string; readonly words: string }) {
  return (
    <span className={styles.mask} data-kind={kind} dir="ltr">
      {words}
    </span>
  )
}
