/**
 * Text as the recognisers read it: small letters without accents, digits of every script as 0–9, look-alike letters as the
 * Latin ones they imitate, nothing invisible. Every unit knows where it came from.
 */

export interface NormalisedText {
  readonly text: string
  /** UTF-16 offset in the input where the unit at this index begins. */
  startAt(index: number): number
  /** UTF-16 offset in the input where the unit at this index ends. */
  endAt(index: number): number
}

// Zero width, soft hyphen, bidi controls and isolates, variation selectors, fillers, tags.
const invisibleRanges = [
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff9, 0xfffb],
  [0xe0000, 0xe0fff],
] as const
const combining = /\p{M}/u
const decimalDigit = /\p{Nd}/u
const onlyAscii = /^[\0-\x7f]*$/

const imitations =
  "аaбbвbеeёeіiїiјjкkмmнhоoрpсcтtуyхxѕsԁdԛqԝwһhӏlαaβbεeηnιiκkνvοoρpτtυuχxγyωwıiɡgɑaℓlƖlǀl‐-‑-‒-–-—-―-−-﹣-⁃-․.。.·.⋅.˙.∙.٫.،,、,∶:ː:∕/⁄/’'‘'ʼ'`'×x"
const latinOf = new Map<string, string>()
const imitationList = [...imitations]
for (let index = 0; index + 1 < imitationList.length; index += 2)
  latinOf.set(imitationList[index] ?? '', imitationList[index + 1] ?? '')

/** Letters that no decomposition takes apart. */
const spelledOut = new Map([
  ['ß', 'ss'],
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['æ', 'ae'],
  ['œ', 'oe'],
])

/** Lone surrogates become U+FFFD, so nothing downstream meets half a character. */
export function normalise(input: string): NormalisedText {
  if (onlyAscii.test(input))
    return { text: input.toLowerCase(), startAt: (index) => index, endAt: (index) => index + 1 }
  const starts: number[] = []
  const ends: number[] = []
  const parts: string[] = []
  let offset = 0
  for (const character of input) {
    const folded = foldCharacter(character)
    for (let unit = 0; unit < folded.length; unit += 1) {
      starts.push(offset)
      ends.push(offset + character.length)
    }
    parts.push(folded)
    offset += character.length
  }
  return {
    text: parts.join(''),
    startAt: (index) => starts[index] ?? input.length,
    endAt: (index) => ends[index] ?? input.length,
  }
}

const foldings = new Map<string, string>()
// Bounds the memory that a stranger's text can make us keep.
const rememberedFoldings = 4_096

function foldCharacter(character: string): string {
  const known = foldings.get(character)
  if (known !== undefined) return known
  const folded = foldUnknown(character)
  if (foldings.size < rememberedFoldings) foldings.set(character, folded)
  return folded
}

function isInvisible(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  return invisibleRanges.some(([first, last]) => code >= first && code <= last)
}

function foldUnknown(character: string): string {
  if (isInvisible(character)) return ''
  if (/^[\ud800-\udfff]$/.test(character)) return '\ufffd'
  if (decimalDigit.test(character)) return digitValue(character)
  const parts = [...character.normalize('NFKD').toLowerCase()].flatMap((part) => {
    if (combining.test(part)) return []
    const letters = spelledOut.get(part)
    if (letters !== undefined) return [letters]
    return [latinOf.get(part) ?? (decimalDigit.test(part) ? digitValue(part) : part)]
  })
  return parts.join('')
}

/** The decimal digits of a script stand in one block of ten, so the value is the distance to the block's start. */
function digitValue(character: string): string {
  const compatible = character.normalize('NFKC')
  if (/^[0-9]$/.test(compatible)) return compatible
  const code = character.codePointAt(0) ?? 0
  let zero = code
  while (code - zero < 9 && decimalDigit.test(String.fromCodePoint(zero - 1))) zero -= 1
  return String((code - zero) % 10)
}
