/** How a call sounds, in numbers without words: what `conversation.metrics` carries. */
import type { Party } from '../../media/media-engine.ts'
import type { Script } from './script.ts'
import { spokenText, type Utterance, utterancesBetween } from './utterances.ts'

export interface ConversationMetrics {
  /** How long nobody has said anything, up to now. */
  readonly silenceMs: number
  /** How long agent and customer spoke at once in the last half minute. */
  readonly overlapMs: number
  /** Of the last half minute, 0–1 each. */
  readonly talkShare: { readonly agent: number; readonly customer: number }
  /** The customer's last turns that were all negative; 0 as soon as one was not. */
  readonly negativeRun: number
  /** Names of the rules that matched in the last half minute. */
  readonly keywords: readonly string[]
}

const windowMs = 30_000
const lookBackMs = 180_000

const keywordRules: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: 'cancel', pattern: /\b(cancel|close my account|switch provider)/i },
  { name: 'supervisor', pattern: /\b(supervisor|manager|someone (else|in charge))\b/i },
  { name: 'legal', pattern: /\b(lawyer|solicitor|legal|sue|ombudsman|regulator)\b/i },
  { name: 'refund', pattern: /\b(refund|money back|reimburse)/i },
  { name: 'payment-card', pattern: /\b(card number|credit card|expiry|security code)\b/i },
]

const negativeWords =
  /\b(angry|annoyed|awful|complain\w*|disappoint\w*|fed up|frustrat\w*|furious|horrible|joke|never again|nobody|nonsense|not acceptable|ridiculous|sick of|terrible|third time|unacceptable|unbelievable|upset|useless|waste\w*|worst|wrong)\b/i

export function measureConversation(script: Script, nowMs: number): ConversationMetrics {
  const fromMs = Math.max(0, nowMs - windowMs)
  const recent = utterancesBetween(script, Math.max(0, nowMs - lookBackMs), nowMs)
  const inWindow = recent.filter(({ endMs }) => endMs > fromMs)
  const lengthMs = Math.max(1, nowMs - fromMs)
  return {
    silenceMs: Math.round(silenceUpTo(recent, nowMs)),
    overlapMs: Math.round(overlap(inWindow, fromMs, nowMs)),
    talkShare: {
      agent: share(talkTime(inWindow, 'agent', fromMs, nowMs), lengthMs),
      customer: share(talkTime(inWindow, 'customer', fromMs, nowMs), lengthMs),
    },
    negativeRun: countNegativeRun(recent, nowMs),
    keywords: matchKeywords(inWindow, nowMs),
  }
}

function silenceUpTo(utterances: readonly Utterance[], nowMs: number): number {
  const lastSpokenMs = utterances.reduce((last, { endMs }) => Math.max(last, endMs), -Infinity)
  const sinceMs = lastSpokenMs === -Infinity ? Math.max(0, nowMs - lookBackMs) : lastSpokenMs
  return Math.max(0, nowMs - sinceMs)
}

function talkTime(
  utterances: readonly Utterance[],
  party: Party,
  fromMs: number,
  toMs: number,
): number {
  return utterances
    .filter((utterance) => utterance.party === party)
    .reduce((sum, { startMs, endMs }) => sum + common(startMs, endMs, fromMs, toMs), 0)
}

function overlap(utterances: readonly Utterance[], fromMs: number, toMs: number): number {
  let sum = 0
  for (const agent of utterances) {
    if (agent.party !== 'agent') continue
    for (const customer of utterances) {
      if (customer.party !== 'customer') continue
      const startMs = Math.max(agent.startMs, customer.startMs)
      sum += common(startMs, Math.min(agent.endMs, customer.endMs), fromMs, toMs)
    }
  }
  return sum
}

function common(startMs: number, endMs: number, fromMs: number, toMs: number): number {
  return Math.max(0, Math.min(endMs, toMs) - Math.max(startMs, fromMs))
}

function share(partMs: number, wholeMs: number): number {
  return Math.round((partMs / wholeMs) * 100) / 100
}

function countNegativeRun(utterances: readonly Utterance[], nowMs: number): number {
  const said = utterances
    .filter(({ party, endMs }) => party === 'customer' && endMs <= nowMs)
    .sort((one, other) => one.startMs - other.startMs)
  let run = 0
  for (const { turn } of said) run = isNegative(turn.text) ? run + 1 : 0
  return run
}

/** Raised voices count: the written turns mark them. */
function isNegative(text: string): boolean {
  return text.includes('!') || negativeWords.test(text)
}

function matchKeywords(utterances: readonly Utterance[], nowMs: number): readonly string[] {
  const text = utterances.map((utterance) => spokenText(utterance, nowMs)).join('\n')
  return keywordRules.filter(({ pattern }) => pattern.test(text)).map(({ name }) => name)
}
