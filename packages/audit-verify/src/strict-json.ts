/** JSON of which every value has one text only: a flipped bit that still reads as JSON is found by writing it again. */

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }

/** Undefined when this is no JSON object, or not the one text of it. */
export function readStrictObject(text: string): JsonObject | undefined {
  let value: Json
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  return isObject(value) && strictText(value) === text ? value : undefined
}

/** As `writeStrict`; what is ordered already comes out of the engine's own writer as it stands, several times as quick. */
export function strictText(value: Json): string {
  return isOrdered(value) ? JSON.stringify(value) : writeStrict(value)
}

/** Whether its keys stand in order and its numbers are whole: then the engine's own text of it is the one text. */
function isOrdered(value: Json): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value)
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(isOrdered)
  let before: string | undefined
  for (const key in value) {
    if (before !== undefined && before >= key) return false
    if (!isOrdered(value[key] ?? null)) return false
    before = key
  }
  return true
}

/** Keys in order, no spaces, whole numbers. Numbers of other kinds come out as `!`, which is no JSON. */
export function writeStrict(value: Json): string {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : '!'
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(writeStrict).join(',')}]`
  let members = ''
  for (const key of Object.keys(value).sort()) {
    const member = value[key]
    if (member === undefined) continue
    members += `${members === '' ? '' : ','}${JSON.stringify(key)}:${writeStrict(member)}`
  }
  return `{${members}}`
}

export function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether these and no other keys are there. */
export function hasKeys(value: JsonObject, keys: readonly string[]): boolean {
  const own = Object.keys(value)
  return own.length === keys.length && keys.every((key) => Object.hasOwn(value, key))
}
