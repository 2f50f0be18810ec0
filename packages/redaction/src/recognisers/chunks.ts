/** Stretches of text without a space in them: where written addresses, links and codes live. */
import { type Token, tokenAt } from '../text/token.ts'

export interface Chunk {
  readonly from: number
  readonly to: number
}

export function chunksOf(tokens: readonly Token[]): readonly Chunk[] {
  const chunks: Chunk[] = []
  let from = 0
  for (let index = 1; index <= tokens.length; index += 1) {
    const isJoined =
      index < tokens.length &&
      tokenAt(tokens, index).isGlued &&
      tokenAt(tokens, index).kind !== 'mask' &&
      tokenAt(tokens, index - 1).kind !== 'mask'
    if (isJoined) continue
    if (tokenAt(tokens, from).kind !== 'mask' && from < tokens.length)
      chunks.push({ from, to: index - 1 })
    from = index
  }
  return chunks
}

const closing = new Set(['.', ',', ';', '!', '?', ')', ']', '>', '"', "'", ':'])

/** Without the punctuation of the sentence around it. */
export function trimmed(tokens: readonly Token[], { from, to }: Chunk): Chunk {
  let first = from
  let last = to
  while (last > first && closing.has(tokenAt(tokens, last).text)) last -= 1
  while (first < last && ['(', '<', '"', "'", '['].includes(tokenAt(tokens, first).text)) first += 1
  return { from: first, to: last }
}
