/** Links that carry a secret, and addresses of machines. */
import { type Token, textAt, tokenAt } from '../text/token.ts'
import type { PersonalFinding, View } from '../view.ts'
import { type Chunk, chunksOf, trimmed } from './chunks.ts'

// A browser's practical limit; what lies beyond is masked with the rest of the chunk.
const longestLinkUnits = 4_096
const secretParameter =
  /(?:^|[?&#;/"'({,])[a-z0-9_.-]{0,40}(?:token|secret|passw(?:or)?d|passwort|pwd|api[_-]?key|apikey|access[_-]?key|auth|signature|session|sessionid|sid|jwt|otp|credential)[a-z0-9_.-]{0,20}=[^&\s]/
const shortSecretParameter = /[?&#](?:key|sig|pass|code|pw|t|hash|reset|invite)=[^&\s]/
const userInformation = /:\/\/[^/@\s:]{0,100}:[^/@\s]{1,200}@/
const secretPath =
  /:\/\/[^?\s]{1,200}\/(?:reset|verify|token|invite|magic|unsubscribe|confirm|login)[a-z-]{0,20}\/[a-z0-9_=-]{12}/

export function recogniseLinks(view: View): readonly PersonalFinding[] {
  return chunksOf(view.tokens).flatMap((chunk): PersonalFinding[] => {
    if (chunk.to - chunk.from < 2) return []
    const place = trimmed(view.tokens, chunk)
    const text = chunkText(view.tokens, place)
    if (isSecretLink(text)) return [{ kind: 'secret-url', ...place, rule: 'link-secret' }]
    return isVersion6(text) ? [{ kind: 'ip', ...place, rule: 'ip-6' }] : []
  })
}

function chunkText(tokens: readonly Token[], { from, to }: Chunk): string {
  let text = ''
  for (let index = from; index <= to && text.length < longestLinkUnits; index += 1)
    text += textAt(tokens, index)
  return text
}

function isSecretLink(text: string): boolean {
  if (!/[=@]|:\/\//.test(text)) return false
  if (hasSecretSegment(text)) return true
  if (secretParameter.test(text) || userInformation.test(text) || secretPath.test(text)) return true
  return /:\/\/|www\.|\.[a-z]{2,6}\//.test(text) && shortSecretParameter.test(text)
}

/** A path segment that no word makes: letters and digits that change places often, as keys and UUIDs do. */
function hasSecretSegment(text: string): boolean {
  const at = text.indexOf('://')
  if (at < 0) return false
  const segments = text
    .slice(at + 3)
    .split(/[/?#&=]/)
    .slice(1, 20)
  return segments.some((segment) => {
    if (segment.length < 10 || segment.length > 512) return false
    const changes = segment.match(/[a-z](?=\d)|\d(?=[a-z])/g)?.length ?? 0
    return changes >= 3 && changes * 8 >= segment.length
  })
}

/** RFC 4291 2.2: eight groups, or fewer around one `::`. */
function isVersion6(text: string): boolean {
  if (text.length > 45 || !/^[0-9a-f:]{3,39}(?:%[0-9a-z]{1,8})?$/.test(text)) return false
  const groups = text.replace(/%.*/, '').split(':')
  if (groups.some((group) => group.length > 4)) return false
  const isShort = text.includes('::') && groups.length <= 8 && /[0-9a-f]/.test(text)
  return isShort || (groups.length === 8 && groups.every((group) => group !== ''))
}

const versionWords = new Set(['v', 'version', 'release', 'firmware', 'build', 'update'])

// What every machine calls itself, and masks of networks: RFC 1122 3.2.1.3.
const nobodys = /^(?:0\.0\.0\.0|127\.|255\.)/

/** Four numbers up to 255 between dots, "dot" or "point". */
export function recogniseMachineAddress(view: View): readonly PersonalFinding[] {
  const groups = dottedGroups(view)
  return [
    ...spacedAddresses(view),
    ...spokenVersion6(view),
    ...groups.flatMap((group): PersonalFinding[] => {
      const [first] = group
      const last = group.at(-1)
      if (group.length !== 4 || first === undefined || last === undefined) return []
      if (!group.every(({ digits }) => digits.length <= 3 && Number(digits) <= 255)) return []
      if (nobodys.test(group.map(({ digits }) => Number(digits)).join('.'))) return []
      const before = textAt(view.tokens, first.from - 1)
      if (
        versionWords.has(before) ||
        (versionWords.has(textAt(view.tokens, first.from - 2)) && before === 'is')
      )
        return []
      return [{ kind: 'ip', from: first.from, to: last.to, rule: 'ip-4' }]
    }),
  ]
}

/** "Two thousand one colon d b eight colon colon one": three colons at least among letters and numbers. */
function spokenVersion6(view: View): readonly PersonalFinding[] {
  const findings: PersonalFinding[] = []
  let from = -1
  let colons = 0
  const close = (to: number) => {
    if (colons >= 3) findings.push({ kind: 'ip', from, to, rule: 'ip-6-spoken' })
    from = -1
    colons = 0
  }
  for (let index = 0; index < view.tokens.length; index += 1) {
    const { text, kind } = tokenAt(view.tokens, index)
    const numeral = view.numeralFrom(index)
    const isPart =
      text === 'colon' ||
      (text === 'double' && textAt(view.tokens, index + 1) === 'colon') ||
      (kind === 'word' && text.length === 1) ||
      numeral !== undefined
    if (!isPart) {
      if (from >= 0) close(index - 1)
      continue
    }
    if (from < 0) from = index
    if (text === 'colon') colons += 1
    if (numeral !== undefined) index = numeral.to
  }
  if (from >= 0) close(view.tokens.length - 1)
  return findings
}

/** "IP address 203 0 113 42": four numbers in talk of one, nothing between them. */
function spacedAddresses(view: View): readonly PersonalFinding[] {
  return view.runs().flatMap(({ from, to, numerals }): PersonalFinding[] => {
    const isShaped = numerals.length === 4 && numerals.every(({ digits }) => Number(digits) <= 255)
    if (!isShaped || view.source(from, to).includes('.')) return []
    for (let index = from - 1; index >= from - 6; index -= 1)
      if (textAt(view.tokens, index) === 'ip') return [{ kind: 'ip', from, to, rule: 'ip-spaced' }]
    const isAsked =
      view.tokens.length < 20 && view.prompt.slice(-20).some(({ text }) => text === 'ip')
    return isAsked ? [{ kind: 'ip', from, to, rule: 'ip-spaced' }] : []
  })
}

interface Group {
  readonly from: number
  readonly to: number
  readonly digits: string
}

function dottedGroups(view: View): readonly Group[][] {
  const rows: Group[][] = [[]]
  let group: Group | undefined
  for (const { from, to, digits } of view.numerals()) {
    // The next turn begins something else once four are said.
    const isDone = rows.at(-1)?.length === 3 && isNextTurn(view.tokens, group?.to ?? from, from)
    const gap = group === undefined || isDone ? 'none' : gapBetween(view.tokens, group.to, from)
    if (group !== undefined && gap === 'same')
      group = { from: group.from, to, digits: (group.digits + digits).slice(0, 20) }
    else {
      if (group !== undefined) rows.at(-1)?.push(group)
      if (gap !== 'dot') rows.push([])
      group = { from, to, digits }
    }
  }
  if (group !== undefined) rows.at(-1)?.push(group)
  return rows
}

function isNextTurn(tokens: readonly Token[], before: number, after: number): boolean {
  return tokenAt(tokens, before).segment !== tokenAt(tokens, after).segment
}

const dotWords = new Set(['dot', 'point', 'punkt', 'punto', 'ponto'])

function gapBetween(
  tokens: readonly Token[],
  before: number,
  after: number,
): 'same' | 'dot' | 'none' {
  if (after === before + 1) return 'same'
  const { text, kind, isGlued } = tokenAt(tokens, before + 1)
  // 192[.]168: written so that nobody clicks it.
  if (after === before + 4 && text === '[' && textAt(tokens, before + 2) === '.') return 'dot'
  // "One nine two, dot zero".
  if (after === before + 3 && text === ',' && dotWords.has(textAt(tokens, before + 2))) return 'dot'
  if (after !== before + 2) return 'none'
  if (kind === 'word') return dotWords.has(text) ? 'dot' : 'none'
  return text === '.' && isGlued && tokenAt(tokens, after).isGlued ? 'dot' : 'none'
}
