/** Words of a mail address that are said again: "casaloma rentals all one word", after "… at casa loma rentals dot es". */
import type { PersonalSpan } from '../kinds.ts'
import { textAt, tokenAt } from '../text/token.ts'
import { everydayWords, notInMailNames } from '../words/common-words.ts'
import { mailProviders, topLevelDomains } from '../words/mail-words.ts'
import { spokenWords } from '../words/spoken-words.ts'
import type { SegmentFinds } from './echoes.ts'
import type { HeardSegment } from './heard-segment.ts'
import { onceFor } from './once-for.ts'

const reach = 6
const fewestLetters = 5
const fewestSpelled = 4
// Longer than anybody says an address again in.
const mostTokens = 40

interface Said {
  readonly words: ReadonlySet<string>
  /** Words that nobody says otherwise, and two written as one. */
  readonly telling: ReadonlySet<string>
}

interface Known extends Said {
  readonly position: number
}

/** The spans to add, by segment. */
export function mailEchoesIn(
  finds: readonly SegmentFinds[],
): ReadonlyMap<string, readonly PersonalSpan[]> {
  const added = new Map<string, readonly PersonalSpan[]>()
  const known = finds.flatMap((one, position) =>
    saidIn(one).map((said): Known => ({ ...said, position })),
  )
  if (known.length === 0) return added
  finds.forEach(({ segment, spans }, position) => {
    if (segment.tokens.length > mostTokens) return
    const near = known.filter((one) => position > one.position && position - one.position <= reach)
    const own = near.flatMap((one) => echoesOf(segment, spans, one))
    if (own[0] !== undefined) added.set(segment.id, [own[0]])
  })
  return added
}

/** One, or none. */
const saidIn = onceFor(({ segment, spans }: SegmentFinds): readonly Said[] => {
  const { tokens } = segment
  const mails = spans.filter(({ kind }) => kind === 'email')
  if (mails.length === 0 || tokens.length > 4 * mostTokens) return []
  const inside = tokens.filter(
    ({ start, end, kind }) =>
      kind === 'word' && mails.some((span) => start >= span.start && end <= span.end),
  )
  const words = new Set<string>()
  const telling = new Set<string>()
  inside.forEach(({ text }, index) => {
    words.add(text)
    if (isTelling(text)) telling.add(text)
    const joined = text + (inside[index + 1]?.text ?? '')
    if (text.length > 2 && isTelling(joined)) telling.add(joined)
  })
  for (const spelled of spelledIn(inside.map(({ text }) => text))) {
    words.add(spelled)
    telling.add(spelled)
  }
  return telling.size === 0 ? [] : [{ words, telling }]
})

/** "B u z z" is "buzz" when it is read back. */
function spelledIn(said: readonly string[]): readonly string[] {
  return said
    .map((text) => (text.length === 1 ? text : ' '))
    .join('')
    .split(' ')
    .filter((word) => word.length >= fewestSpelled)
}

const signs = new Set('punkt punto point ponto underscore hyphen arroba centre center'.split(' '))

function isTelling(text: string): boolean {
  if (text.length < fewestLetters || everydayWords.has(text) || notInMailNames.has(text))
    return false
  if (spokenWords.has(text) || signs.has(text)) return false
  return !mailProviders.has(text) && !topLevelDomains.has(text)
}

function echoesOf(
  { tokens }: HeardSegment,
  spans: readonly PersonalSpan[],
  { words, telling }: Said,
): readonly PersonalSpan[] {
  for (let index = 0; index < tokens.length; index += 1) {
    if (!telling.has(textAt(tokens, index))) continue
    let to = index
    for (let step = said(to + 1); step > 0; step = said(to + 1)) to += step
    let from = index
    while (from > 0 && words.has(textAt(tokens, from - 1))) from -= 1
    const { start } = tokenAt(tokens, from)
    const { end } = tokenAt(tokens, to)
    // A name that stands in it belongs to it where its sign is said too.
    const isSigned = to > from && tokens.slice(from, to).some(({ text }) => text === 'at')
    const isTaken = ({ kind }: PersonalSpan) => kind !== 'name' || !isSigned
    if (spans.some((span) => span.start < end && start < span.end && isTaken(span))) continue
    return [{ kind: 'email', start, end, rule: 'email-echo' }]
  }
  return []

  /** How many tokens say a word of the address: two for "bright water" of "brightwater". */
  function said(at: number): number {
    const text = textAt(tokens, at)
    if (words.has(text)) return 1
    return text.length > 2 && words.has(text + textAt(tokens, at + 1)) ? 2 : 0
  }
}
