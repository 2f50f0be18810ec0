// What the platform keeps with a coaching session: ids and times only, and never more than it takes (S10).

/** Keys and values as they go out. */
export type CoachingMetadata = Readonly<Record<string, string>>

/** Of its JSON, in UTF-8. */
export const longestMetadataBytes = 2_048

/** As the platform measures it: the bytes of the JSON text in UTF-8. */
export function metadataBytes(metadata: CoachingMetadata): number {
  let bytes = 0
  // JSON writes half a pair as an escape, so what stands here is whole characters.
  for (const character of JSON.stringify(metadata)) bytes += utf8Bytes(character)
  return bytes
}

function utf8Bytes(character: string): number {
  const codePoint = character.codePointAt(0) ?? 0
  if (codePoint < 0x80) return 1
  if (codePoint < 0x800) return 2
  return codePoint < 0x10000 ? 3 : 4
}
