/** The words of a snippet: what stands in braces, what it is filled with, and what cannot be kept. Pure. */

/**
 * What a snippet may name. Nothing of the customer: what stands in a snippet is written before anybody knows whom it will be
 * about, and is shown to everybody of its queue.
 */
export const snippetVariables = ['agent', 'queue', 'supervisor', 'time'] as const

export type SnippetVariable = (typeof snippetVariables)[number]

export type SnippetValues = Readonly<Partial<Record<SnippetVariable, string>>>

/** Code points. */
export const longestSnippetTitle = 60
/** Code points; as many as a whisper. */
export const longestSnippet = 1_000

export interface SnippetFault {
  readonly field: 'title' | 'text'
  readonly fault: 'empty' | 'too-long' | 'bad-character' | 'unknown-variable'
  /** As they were written, without their braces. */
  readonly names?: readonly string[]
}

export interface FoundVariable {
  readonly name: SnippetVariable
  /** Of the opening brace, and after the closing one, in UTF-16 units. */
  readonly start: number
  readonly end: number
}

const inBraces = /\{([^{}\n]*)\}/gu
/** Control characters, but for the end of a line; halves of a character; and what turns the direction of everything after it. */
const neverKept = /[^\P{Cc}\n]|\p{Cs}|[\u202a-\u202e]/u

function variableOf(written: string): SnippetVariable | undefined {
  const name = written.trim().toLowerCase()
  return snippetVariables.find((known) => known === name)
}

/** Why it cannot be kept; undefined when it can. */
export function snippetFault({
  text,
  title,
}: {
  readonly title: string
  readonly text: string
}): SnippetFault | undefined {
  return (
    fieldFault('title', title, longestSnippetTitle) ??
    (title.includes('\n') ? { field: 'title', fault: 'bad-character' } : undefined) ??
    fieldFault('text', text, longestSnippet) ??
    variableFault(text)
  )
}

function fieldFault(
  field: SnippetFault['field'],
  written: string,
  longest: number,
): SnippetFault | undefined {
  if (written.trim() === '') return { field, fault: 'empty' }
  if ([...written].length > longest) return { field, fault: 'too-long' }
  return neverKept.test(written) ? { field, fault: 'bad-character' } : undefined
}

function variableFault(text: string): SnippetFault | undefined {
  const written = [...text.matchAll(inBraces)].map(([, name = '']) => name)
  const names = [...new Set(written.filter((name) => variableOf(name) === undefined))]
  return names.length === 0 ? undefined : { field: 'text', fault: 'unknown-variable', names }
}

/** What has no value stays, in braces, to be filled in by hand. A value that holds braces is not looked at again. */
export function fillSnippet(text: string, values: SnippetValues): string {
  return text.replaceAll(inBraces, (whole, written: string) => {
    const name = variableOf(written)
    if (name === undefined) return whole
    const value = values[name]?.trim() ?? ''
    return value === '' ? `{${name}}` : value
  })
}

/** Variables that still stand in a text, in its order. */
export function unfilledVariables(text: string): readonly FoundVariable[] {
  return [...text.matchAll(inBraces)].flatMap((match) => {
    const name = variableOf(match[1] ?? '')
    return name === undefined
      ? []
      : { name, start: match.index, end: match.index + match[0].length }
  })
}
