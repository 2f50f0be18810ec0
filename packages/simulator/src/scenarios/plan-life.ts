/** What will happen in a background conversation, decided when it begins. */
import type { Random } from '@sotto/kernel'
import type { Dialogue } from '../voices/voice-library.ts'
import { between, pick } from '../world/fork-random.ts'
import type { ConversationMedia, HelpRequest } from '../world/shapes.ts'
import type { ConversationAction } from '../world/world.ts'

export type LifeStep =
  | {
      /** Since the step before. */
      readonly afterMs: number
      readonly type: 'act'
      readonly action: ConversationAction
    }
  | {
      readonly afterMs: number
      readonly type: 'ask-help'
      readonly request: Pick<HelpRequest, 'reason' | 'urgency'>
    }

const holdMs = [8_000, 30_000] as const
const consultMs = [6_000, 12_000] as const
const conferenceMs = [15_000, 25_000] as const
const wrapUpMs = [4_000, 15_000] as const

const reasons: readonly string[] = [
  'The customer asks for a manager',
  'How much may I refund?',
  'The system shows another amount than the letter',
  'The customer is getting louder',
  'I am not sure about the contract',
]

const helpChance = { calm: 0.02, tense: 0.1, angry: 0.25 } as const
const urgencies = { calm: 'LOW', tense: 'NORMAL', angry: 'HIGH' } as const

/** Talk with its interruptions until the dialogue is through, the end, the wrap-up. */
export function planLife(
  random: Random,
  mediaType: ConversationMedia,
  dialogue: Dialogue,
  startMs: number,
): readonly LifeStep[] {
  const steps: LifeStep[] = []
  const add = (afterMs: number, action: ConversationAction) => {
    steps.push({ type: 'act', afterMs: Math.max(0, afterMs), action })
  }
  let talkedMs = startMs
  for (const breakMs of mediaType === 'VOICE' ? pickBreaks(random, dialogue, startMs) : []) {
    const { action, lastsMs, endedBy, talkGoesOn } = pickInterruption(random)
    add(breakMs - talkedMs, action)
    add(lastsMs, endedBy)
    talkedMs = Math.max(talkedMs, breakMs) + (talkGoesOn ? lastsMs : 0)
  }
  const goodbyeMs = dialogue.durationMs + between(random, 500, 2_000)
  const remainingMs = Math.max(1_000, goodbyeMs - talkedMs)
  const help = planHelp(random, dialogue, remainingMs)
  if (help !== undefined) steps.push(help)
  add(remainingMs - (help?.afterMs ?? 0), 'end')
  add(between(random, ...wrapUpMs), 'wrap-up')
  return steps
}

interface Interruption {
  readonly action: ConversationAction
  readonly lastsMs: number
  readonly endedBy: ConversationAction
  readonly talkGoesOn: boolean
}

function pickInterruption(random: Random): Interruption {
  const chance = random.next()
  if (chance < 0.75) {
    const lastsMs = between(random, ...holdMs)
    return { action: 'hold', lastsMs, endedBy: 'retrieve', talkGoesOn: false }
  }
  if (chance < 0.9) {
    const endedBy = random.next() < 0.7 ? 'complete-transfer' : 'cancel-transfer'
    const lastsMs = between(random, ...consultMs)
    return { action: 'transfer', lastsMs, endedBy, talkGoesOn: false }
  }
  const lastsMs = between(random, ...conferenceMs)
  return { action: 'conference', lastsMs, endedBy: 'leave-conference', talkGoesOn: true }
}

/** Ends of turns at which the talk is interrupted: none, one or two. */
function pickBreaks(random: Random, dialogue: Dialogue, startMs: number): readonly number[] {
  const turnEnds = dialogue.turns
    .map(({ endMs }) => endMs)
    .filter((endMs) => endMs > startMs + 8_000 && endMs < dialogue.durationMs * 0.85)
  const wanted = random.next() < 0.5 ? (random.next() < 0.2 ? 2 : 1) : 0
  const breaks = new Set<number>()
  for (let count = 0; count < wanted; count += 1) {
    const at = pick(random, turnEnds)
    if (at !== undefined) breaks.add(at)
  }
  return [...breaks].sort((one, other) => one - other)
}

function planHelp(random: Random, { mood }: Dialogue, remainingMs: number): LifeStep | undefined {
  const asks = random.next() < helpChance[mood]
  const afterMs = between(random, 0.1, 0.5) * remainingMs
  const reason = pick(random, reasons)
  if (!asks || reason === undefined) return undefined
  return { type: 'ask-help', afterMs, request: { reason, urgency: urgencies[mood] } }
}
