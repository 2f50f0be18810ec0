/**
 * A language that nobody speaks: the English with accents, in brackets and 40 % longer. What stays plain on a page is in no
 * catalogue, what is cut off would be cut off in a longer language, and what lacks a bracket was put together from pieces.
 */
import type { Translate } from './in-language.ts'

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const accented = 'åƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ'
const padding = 'lõrém îpsûm dölör sît åmét '

/** What is in the pseudo language already stays as it is: sentences are put together from phrases. */
export function pseudo(text: string): string {
  return text
    .split(/(⟦[^⟧]*⟧)/)
    .map((piece) => (piece.startsWith('⟦') ? piece : stretched(piece)))
    .join('')
}

function stretched(text: string): string {
  const letters = [...text].filter((letter) => plain.includes(letter)).length
  if (letters === 0) return text
  const extra = Math.ceil(letters * 0.4)
  const more = padding
    .repeat(Math.ceil(extra / padding.length))
    .slice(0, extra)
    .trim()
  const said = [...text].map((letter) => accented[plain.indexOf(letter)] ?? letter)
  return `⟦${said.join('')} ${more}⟧`
}

/** Phrases, records of phrases and phrases with gaps, whatever their shape. */
function pseudoOf(words: unknown): unknown {
  if (typeof words === 'string') return pseudo(words)
  if (typeof words === 'function')
    return (...gaps: readonly unknown[]) => pseudoOf(Reflect.apply(words, undefined, gaps))
  if (Array.isArray(words)) return words.map(pseudoOf)
  return typeof words === 'object' && words !== null ? pseudoRecord(words) : words
}

function pseudoRecord(words: object): object {
  return Object.fromEntries(Object.entries(words).map(([name, value]) => [name, pseudoOf(value)]))
}

export const inPseudo: Translate = (_, english) => pseudoRecord(english)
