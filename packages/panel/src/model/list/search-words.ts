/** How the search compares what people type with what stands in the rows. */

/** Every word must stand somewhere in the plain text. */
export function matches(words: readonly string[], plain: string): boolean {
  return words.every((word) => plain.includes(word))
}

export function searchWords(search: string): readonly string[] {
  return plainText(search)
    .split(/\s+/u)
    .filter((word) => word !== '')
}

/** Letters that are not a plain one with a mark, as people without them on the keyboard type them. */
const typedAs: Readonly<Record<string, string>> = {
  ı: 'i',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
}

/** Without case and accents. */
export function plainText(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replace(/[ıøłđßæœ]/gu, (letter) => typedAs[letter] ?? letter)
}
