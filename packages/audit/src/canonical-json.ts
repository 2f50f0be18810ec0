/** One text for one value, so that it can be hashed: the part of RFC 8785 that an entry needs. */

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined }

/**
 * Keys in the order of their UTF-16 units, no spaces; members that are undefined are left out. Throws a `TypeError` on a number
 * that is not whole and safe, and on a lone surrogate: those have no one text that every reader agrees on.
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number') return whole(value)
  if (value === null || typeof value === 'boolean') return String(value)
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  const members = Object.keys(value)
    .sort()
    .flatMap((key) => {
      const member = value[key]
      return member === undefined ? [] : [`${quoted(key)}:${canonicalJson(member)}`]
    })
  return `{${members.join(',')}}`
}

function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value)
}

function whole(value: number): string {
  if (!Number.isSafeInteger(value) || Object.is(value, -0))
    throw new TypeError('a number in an audit entry must be whole and safe')
  return String(value)
}

function quoted(text: string): string {
  // UTF-8 would turn every lone surrogate into the same sign.
  if (/\p{Surrogate}/u.test(text))
    throw new TypeError('a text in an audit entry has a lone surrogate')
  return JSON.stringify(text)
}
