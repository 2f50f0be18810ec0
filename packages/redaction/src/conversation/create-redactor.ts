/** Redacts one conversation as it is heard: segment by segment, partial texts replaced by later ones, both speakers mixed. */
import { analyse } from '../analyse.ts'
import type { PersonalKind, PersonalSpan } from '../kinds.ts'
import { agentIntroductions } from '../names/agent-introductions.ts'
import { normalise } from '../text/normalise.ts'
import type { Token } from '../text/token.ts'
import { createView, type People } from '../view.ts'
import { type Chain, chainsOf } from './chains.ts'
import { echoesIn, type SegmentFinds } from './echoes.ts'
import { describeSegment, type HeardSegment } from './heard-segment.ts'
import { heldTail } from './held-tail.ts'
import { namesLearned } from './learned-names.ts'
import { mailEchoesIn } from './mail-echoes.ts'
import { promptOf, promptReach } from './prompt.ts'
import { type RedactedSegment, redactSegment } from './redact-segment.ts'
import { findsIn } from './segment-finds.ts'
import { cardsAcrossSpeakers } from './shared-cards.ts'
import { isSameSpans, withShared } from './span-lists.ts'

export interface RedactorOptions {
  /** As the platform shows them: "Rosa Lindqvist". */
  readonly participantNames?: readonly string[]
  /** Kept as they are. */
  readonly agentNames?: readonly string[]
  /** Speakers who are ours. Default: agent, advisor, representative, operator, supervisor. */
  readonly agentSpeakers?: readonly string[]
  readonly kindsOff?: readonly PersonalKind[]
}

export interface TranscriptSegment {
  /** A later text with the same id takes the place of the earlier one. */
  readonly id: string
  readonly speaker: string
  readonly text: string
  readonly isFinal: boolean
  /** Monotonic. */
  readonly atMs: number
}

export interface Redactor {
  /** Every segment whose redaction is another than before: this one, and those that were shown too early. */
  hear(segment: TranscriptSegment): readonly RedactedSegment[]
  /** Opens what was held and is innocent; call it when `settlesAtMs` has come. */
  settle(nowMs: number): readonly RedactedSegment[]
  /** When the next held number opens unless more is said. */
  settlesAtMs(): number | undefined
}

/** How long after a turn a number may still be continued. */
export const holdMs = 1_500
// Further back nothing that is said changes a text any more; bounds memory.
const rememberedSegments = 48
const usualAgentSpeakers = [
  'agent',
  'advisor',
  'adviser',
  'representative',
  'rep',
  'operator',
  'supervisor',
  'csr',
]
const customerSpeakers = new Set(['customer', 'caller', 'client', 'external'])
const mostIntroducedNames = 24

interface Analysed {
  /** Of all that was looked at; texts that are the same have the same version. */
  readonly versions: readonly number[]
  readonly memberCount: number
  readonly names: string
  /** When it was found to hold last, and with whom. */
  pass: number
  known: Known
  /** By member. */
  readonly spans: readonly (readonly PersonalSpan[])[]
  readonly tokens: readonly Token[]
}

interface Known extends People {
  readonly customerWords: ReadonlySet<string>
}

/** What a segment's shown redaction was made of, to tell cheaply that nothing has changed. */
interface Shown {
  readonly analysed: Analysed
  readonly cards: readonly PersonalSpan[]
  readonly isHeld: boolean
  readonly index: number
  readonly print: string
}

export function createRedactor(options: RedactorOptions = {}): Redactor {
  const kindsOff = new Set(options.kindsOff ?? [])
  const agentSpeakers = new Set(options.agentSpeakers ?? usualAgentSpeakers)
  const customers = (options.participantNames ?? [])
    .map(wordsOf)
    .filter((words) => words.length > 0)
  const knownAgents = (options.agentNames ?? []).flatMap(wordsOf)
  let segments: readonly HeardSegment[] = []
  let version = 0
  /** How many segments at the beginning stand as they stood in the pass before this one. */
  let unchanged = 0
  let pass = 0
  let nowMs = Number.NEGATIVE_INFINITY
  const introduced = new Map<string, readonly string[]>()
  const learned = new Map<string, readonly string[]>()
  const analyses = new Map<string, Analysed>()
  const shown = new Map<string, Shown>()
  let known: Known | undefined

  return {
    hear(segment) {
      nowMs = Math.max(nowMs, segment.atMs)
      take(segment)
      return changed()
    },
    settle(now) {
      nowMs = Math.max(nowMs, now)
      return changed()
    },
    settlesAtMs: () => nextSettling(segments, nowMs),
  }

  function take({ id, speaker, text, isFinal, atMs }: TranscriptSegment): void {
    const index = segments.findIndex((known) => known.id === id)
    const before = segments[index]
    const endedAtMs = isFinal ? atMs : undefined
    if (before !== undefined && before.text === text && before.speaker === speaker) {
      segments = segments.with(index, { ...before, endedAtMs: before.endedAtMs ?? endedAtMs })
      return
    }
    version += 1
    const heard = describeSegment({ id, speaker, text, version, endedAtMs })
    const changedAt = before === undefined ? segments.length : index
    segments = before === undefined ? [...segments, heard] : segments.with(index, heard)
    unchanged = Math.min(unchanged, changedAt)
    learnAgent(heard)
    learnCustomers(changedAt)
    forget()
  }

  function learnAgent(heard: HeardSegment): void {
    const surroundings = {
      prompt: [],
      people: { customers: [], agentWords: new Set<string>() },
      isAgent: agentSpeakers.has(heard.speaker.toLowerCase()),
      isCustomer: customerSpeakers.has(heard.speaker.toLowerCase()),
      texts: [heard.text],
    }
    const names = agentIntroductions(createView(heard.tokens.slice(0, 200), surroundings))
    if (names.length === 0 && !introduced.has(heard.id)) return
    if (names.length > 0 && introduced.size < mostIntroducedNames)
      introduced.set(heard.id, names.slice(0, 4))
    else introduced.delete(heard.id)
    known = undefined
  }

  /** What was asked before tells a name, so those behind a changed segment are read again as well. */
  function learnCustomers(changedAt: number): void {
    for (let at = changedAt; at < Math.min(segments.length, changedAt + promptReach); at += 1) {
      const heard = segments[at]
      if (heard === undefined) return
      const surroundings = {
        prompt: promptOf(segments, at),
        people: { customers: [], agentWords: new Set([...introduced.values()].flat()) },
        isAgent: agentSpeakers.has(heard.speaker.toLowerCase()),
        texts: [heard.text],
      }
      const names = namesLearned(createView(heard.tokens.slice(0, 200), surroundings))
      if (names.join() === (learned.get(heard.id) ?? []).join()) continue
      if (names.length > 0 && learned.size < mostIntroducedNames) learned.set(heard.id, names)
      else learned.delete(heard.id)
      known = undefined
    }
  }

  function forget(): void {
    const forgotten = segments.slice(0, Math.max(0, segments.length - rememberedSegments))
    segments = segments.slice(forgotten.length)
    unchanged = Math.max(0, unchanged - forgotten.length)
    for (const { id } of forgotten) {
      analyses.delete(id)
      shown.delete(id)
    }
  }

  function people(): Known {
    if (known !== undefined) return known
    const agentWords = new Set([...knownAgents, ...[...introduced.values()].flat()])
    for (const word of customers.flat()) if (!knownAgents.includes(word)) agentWords.delete(word)
    const saidAgain = [...learned.values()].flat().filter((word) => !agentWords.has(word))
    known = {
      customers: [...customers, ...saidAgain.map((word) => [word])],
      agentWords,
      customerWords: new Set([...customers.flat(), ...saidAgain]),
    }
    return known
  }

  function changed(): readonly RedactedSegment[] {
    pass += 1
    const everybody = people()
    const shared = cardsAcrossSpeakers(segments)
    const results: RedactedSegment[] = []
    const read = chainsOf(segments).map((chain) => ({
      chain,
      analysed: analyseChain(chain, everybody),
    }))
    const finds = findsOf(read, shared)
    const echoes = echoesIn(finds)
    const mailEchoes = mailEchoesIn(finds)
    for (const { chain, analysed } of read) {
      chain.members.forEach((segment, index) => {
        const cards = allowed([
          ...(shared.get(segment.id) ?? []),
          ...(echoes.get(segment.id) ?? []),
          ...(mailEchoes.get(segment.id) ?? []),
        ])
        const isHeld = holdsTail(chain, index, segment)
        const before = shown.get(segment.id)
        if (
          before?.analysed === analysed &&
          before.isHeld === isHeld &&
          before.index === index &&
          isSameSpans(before.cards, cards)
        )
          return
        const own = analysed.spans[index] ?? []
        const held = isHeld ? heldTail(analysed.tokens, index) : undefined
        const result = redactSegment(segment, withShared(own, cards), held)
        const print = JSON.stringify(result)
        shown.set(segment.id, { analysed, cards, isHeld, index, print })
        if (before?.print !== print) results.push(result)
      })
    }
    unchanged = segments.length
    return results
  }

  /** In the order of the conversation. */
  function findsOf(
    read: readonly { readonly chain: Chain; readonly analysed: Analysed }[],
    shared: ReadonlyMap<string, readonly PersonalSpan[]>,
  ): readonly SegmentFinds[] {
    const own = new Map<string, SegmentFinds>()
    for (const { chain, analysed } of read)
      chain.members.forEach((segment, index) => {
        own.set(segment.id, findsIn(segment, analysed.spans[index] ?? [], shared.get(segment.id)))
      })
    return segments.flatMap(({ id }) => own.get(id) ?? [])
  }

  function allowed(spans: readonly PersonalSpan[]): readonly PersonalSpan[] {
    return spans.filter(({ kind }) => !kindsOff.has(kind))
  }

  function analyseChain(chain: Chain, known: Known): Analysed {
    const { members, position } = chain
    const askedFrom = Math.max(0, position - promptReach)
    const [first] = members
    const cached = analyses.get(first?.id ?? '')
    if (cached !== undefined && isCurrent(cached, chain, askedFrom, known)) {
      cached.pass = pass
      return cached
    }
    const asked = segments.slice(askedFrom, position)
    const { spans, tokens } = analyse(
      members.flatMap((member, index) =>
        member.tokens.map((token) => (index === 0 ? token : { ...token, segment: index })),
      ),
      {
        prompt: promptOf(segments, position),
        people: known,
        isAgent: agentSpeakers.has(first?.speaker.toLowerCase() ?? ''),
        texts: members.map(({ text }) => text),
      },
      kindsOff,
    )
    const analysed = {
      versions: [...asked, ...members].map((segment) => segment.version),
      memberCount: members.length,
      names: namesIn(members, known),
      pass,
      known,
      spans: members.map((_, index) => spans.filter((span) => span.segment === index)),
      tokens,
    }
    if (first !== undefined) analyses.set(first.id, analysed)
    return analysed
  }

  function isCurrent(
    cached: Analysed,
    { members, position, last }: Chain,
    askedFrom: number,
    known: Known,
  ): boolean {
    const askedCount = position - askedFrom
    const { versions, memberCount, names, known: before } = cached
    // It held a moment ago, and nothing up to its end has changed since.
    const isAsBefore = cached.pass === pass - 1 && before === known && last < unchanged
    if (isAsBefore && memberCount === members.length) return true
    // What was asked before may be forgotten by now; what was made of it still holds.
    const forgotten = versions.length - askedCount - members.length
    if (memberCount !== members.length || forgotten < 0) return false
    if (forgotten > 0 && askedFrom > 0) return false
    for (let index = 0; index < askedCount; index += 1)
      if (versions[forgotten + index] !== segments[askedFrom + index]?.version) return false
    const own = forgotten + askedCount
    if (members.some(({ version: now }, index) => versions[own + index] !== now)) return false
    if (before === known) return true
    const isSame = names === namesIn(members, known)
    if (isSame) cached.known = known
    return isSame
  }

  /** Only the end of the last turn of a chain can go on. */
  function holdsTail(chain: Chain, index: number, segment: HeardSegment): boolean {
    if (index < chain.members.length - 1) return false
    return segment.endedAtMs === undefined || nowMs < segment.endedAtMs + holdMs
  }
}

/** The names that these segments say: ours before the stroke, customers' behind it. */
function namesIn(members: readonly HeardSegment[], { agentWords, customerWords }: Known): string {
  const said = (names: ReadonlySet<string>) =>
    members.flatMap(({ words }) => [...words].filter((word) => names.has(word))).join(' ')
  return `${said(agentWords)}|${said(customerWords)}`
}

function wordsOf(name: string): string[] {
  return normalise(name)
    .text.split(/[^\p{L}']+/u)
    .filter((word) => word.length > 1)
}

function nextSettling(segments: readonly HeardSegment[], nowMs: number): number | undefined {
  const due = segments.flatMap(({ endedAtMs }) =>
    endedAtMs !== undefined && endedAtMs + holdMs > nowMs ? [endedAtMs + holdMs] : [],
  )
  return due.length === 0 ? undefined : Math.min(...due)
}
