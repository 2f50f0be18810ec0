/** Text with personal data in braces, `{kind:text}`, taken apart into what is said and where the personal data stands in it. */

export interface PersonalSpan {
  readonly kind: string
  readonly start: number
  readonly end: number
}

export interface MarkedText {
  readonly text: string
  readonly personal: readonly PersonalSpan[]
}

export function parseMarkedText(marked: string): MarkedText {
  const personal: PersonalSpan[] = []
  let text = ''
  let from = 0
  for (const match of marked.matchAll(/\{([a-z-]+):([^{}]+)\}/g)) {
    const [whole, kind = '', inner = ''] = match
    text += marked.slice(from, match.index)
    personal.push({ kind, start: text.length, end: text.length + inner.length })
    text += inner
    from = match.index + whole.length
  }
  text += marked.slice(from)
  if (/[{}]/.test(text)) throw new Error(`a brace is left over: ${marked}`)
  return { text, personal }
}

export interface Sentence {
  readonly words: readonly string[]
  readonly text: string
}

/** Sentences end at `.`, `?` or `!`; each is spoken in one breath. */
export function splitSentences(text: string): Sentence[] {
  const sentences = text.match(/[^.?!]+[.?!]*/g) ?? []
  return sentences
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length > 0)
    .map((sentence) => ({ text: sentence, words: sentence.split(/\s+/) }))
}
