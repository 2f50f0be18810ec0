/** Marked talks as the redactor reads them: tokens of a turn, what was said before, and which of them is of an address or a name. */
import { analyse } from '../src/analyse.ts'
import { chainsOf } from '../src/conversation/chains.ts'
import { describeSegment, type HeardSegment } from '../src/conversation/heard-segment.ts'
import { promptOf } from '../src/conversation/prompt.ts'
import type { PersonalKind } from '../src/kinds.ts'
import { agentIntroductions } from '../src/names/agent-introductions.ts'
import { normalise } from '../src/text/normalise.ts'
import type { Token } from '../src/text/token.ts'
import { createView, type View } from '../src/view.ts'
import type { ScoredLine } from '../test/scoring/read-set.ts'

export interface Span {
  readonly kind: PersonalKind
  readonly start: number
  readonly end: number
}

export interface Turn {
  readonly talk: string
  readonly lines: readonly ScoredLine[]
  /** Every kind but addresses and names is a mask in it. */
  readonly tokens: readonly Token[]
  /** Nothing is a mask in it. */
  readonly raw: readonly Token[]
  readonly surroundings: Parameters<typeof createView>[1]
}

const agents = new Set(['agent', 'advisor', 'representative', 'operator', 'supervisor'])
const learnedKinds = new Set<PersonalKind>(['address', 'name'])

/** The turns of each talk, those that are read as one together. */
export function turnsOf(lines: readonly ScoredLine[]): readonly Turn[] {
  const talks = new Map<string, ScoredLine[]>()
  for (const line of lines) {
    const talk = line.conversation ?? `alone ${line.id}`
    const members = talks.get(talk)
    if (members === undefined) talks.set(talk, [line])
    else members.push(line)
  }
  return [...talks].flatMap(([talk, members]) => turnsOfTalk(talk, members))
}

function turnsOfTalk(talk: string, lines: readonly ScoredLine[]): readonly Turn[] {
  const segments = lines.map((line, index) =>
    describeSegment({
      id: String(index),
      speaker: line.speaker ?? 'speaker',
      text: line.text,
      version: index,
      endedAtMs: index,
    }),
  )
  const isAgent = ({ speaker }: HeardSegment) => agents.has(speaker.toLowerCase())
  const people = peopleOf(lines, segments, isAgent)
  return chainsOf(segments).map(({ members, position }) => {
    const raw = members.flatMap((member, segment) =>
      member.tokens.map((token) => ({ ...token, segment })),
    )
    const [first] = members
    const surroundings = {
      prompt: promptOf(segments, position),
      people,
      isAgent: first !== undefined && isAgent(first),
      texts: members.map(({ text }) => text),
    }
    const { tokens } = analyse(raw, surroundings, learnedKinds)
    return {
      talk,
      lines: members.flatMap(({ id }) => lines[Number(id)] ?? []),
      tokens,
      raw,
      surroundings,
    }
  })
}

function peopleOf(
  [first]: readonly ScoredLine[],
  segments: readonly HeardSegment[],
  isAgent: (segment: HeardSegment) => boolean,
): View['people'] {
  const wordsOf = (name: string) =>
    normalise(name)
      .text.split(/[^\p{L}']+/u)
      .filter((word) => word.length > 1)
  const nobody = { customers: [], agentWords: new Set<string>() }
  const introduced = segments.flatMap((segment) =>
    agentIntroductions(
      createView(segment.tokens.slice(0, 200), {
        prompt: [],
        people: nobody,
        isAgent: isAgent(segment),
        texts: [segment.text],
      }),
    ),
  )
  return {
    customers: (first?.participants ?? []).map(wordsOf),
    agentWords: new Set([...(first?.agents ?? []).flatMap(wordsOf), ...introduced]),
  }
}

/** The tokens that a span covers become one mask, as the redactor itself makes them. */
export function collapsed(
  tokens: readonly Token[],
  spans: readonly (readonly Span[])[],
): readonly Token[] {
  const left: Token[] = []
  let within: Span | undefined
  for (const token of tokens) {
    const span = spans[token.segment]?.find(
      ({ start, end }) => token.start < end && start < token.end,
    )
    const last = left.at(-1)
    if (span !== undefined && span === within && last !== undefined)
      left[left.length - 1] = { ...last, end: token.end }
    else if (span !== undefined)
      left.push({ ...token, kind: 'mask', text: `[${span.kind}]`, isCapitalised: false })
    else left.push(token)
    within = span
  }
  return left
}

/** 1 for a token of an address, 2 for one of a name, 0 for any other; nothing for masks and marks. */
export function labelsOf(turn: Turn, tokens: readonly Token[]): readonly (number | undefined)[] {
  return tokens.map(({ kind, segment, start, end }) => {
    if (kind === 'mask' || kind === 'mark') return undefined
    const line = turn.lines[segment]
    const inside = (span: { readonly start: number; readonly end: number }) =>
      span.start < end && start < span.end
    if (line?.neutral.some(inside)) return undefined
    const own = line?.spans.find(inside)
    if (own === undefined) return 0
    if (own.kind === 'address') return 1
    return own.kind === 'name' ? 2 : 0
  })
}
