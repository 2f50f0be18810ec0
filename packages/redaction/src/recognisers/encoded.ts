/** Personal data wrapped in Base64, percent signs or HTML references: unwrapped once and read like any text. */
import type { PersonalKind } from '../kinds.ts'
import type { PersonalFinding, View } from '../view.ts'
import { chunksOf, trimmed } from './chunks.ts'

// Enough to hold any of the kinds; keeps a pasted file from being decoded whole.
const longestEncodedUnits = 2_048
const base64 = /[A-Za-z0-9+/_-]{16,2048}={0,2}/
const readable = /^[\x20-\x7e\t\r\n\u00a0-\u024f]+$/

/** `read` says what a plain text holds. */
export function recogniseEncoded(
  view: View,
  read: (text: string) => PersonalKind | undefined,
): readonly PersonalFinding[] {
  return chunksOf(view.tokens).flatMap((chunk): PersonalFinding[] => {
    const place = trimmed(view.tokens, chunk)
    const source = view.source(place.from, place.to).slice(0, longestEncodedUnits)
    if (source.length < 8) return []
    const plain = decoded(source)
    const kind = plain === undefined ? undefined : read(plain)
    return kind === undefined ? [] : [{ kind, ...place, rule: 'encoded' }]
  })
}

function decoded(source: string): string | undefined {
  if (/%[0-9a-fA-F]{2}/.test(source)) return fromPercent(source)
  if (/&#\d{2,4};/.test(source))
    return source.replace(/&#(\d{2,4});/g, (_, code: string) => String.fromCharCode(Number(code)))
  const match = base64.exec(source)?.[0]
  if (match === undefined || !/[A-Z]/.test(match) || !/[a-z]/.test(match)) return undefined
  const text = Buffer.from(match, 'base64').toString('utf8')
  return readable.test(text) ? text : undefined
}

function fromPercent(source: string): string | undefined {
  try {
    return decodeURIComponent(source.replace(/%(?![0-9a-fA-F]{2})/g, '%25'))
  } catch {
    return undefined
  }
}
