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

const helpChance = { calm: 0.05, tense: 0.25, angry: 0.5 } as const
const urgencies = { calm: 'LOW', tense: 'NORMAL', angry: 'HIGH' } as const

/** Talk with its interruptions until the dialogue is through, the end, the wrap-up. */
export function planLife(
  random: Random,
  mediaType: ConversationMedia,
  dialogue: Dialogue,
  startMs: number,
): readonly LifeStep[] {
  const steps: LifeStep[] = []
  const endMs = dialogue.durationMs + between(random, 500, 2_000)
  let talkedMs = startMs
  let plannedMs = 0
  const add = (waitMs: number, action: ConversationAction) => {
    steps.push({ type: 'act', afterMs: Math.max(0, waitMs), action })
  }
  for (const breakMs of mediaType === 'VOICE' ? pickBreaks(random, dialogue, startMs) : []) {
    const chance = random.next()
    add(
      breakMs - talkedMs - plannedMs,
      chance < 0.75 ? 'hold' : chance < 0.9 ? 'transfer' : 'conference',
    )
    talkedMs = breakMs
    plannedMs = 0
    if (chance < 0.75) add(between(random, ...holdMs), 'retrieve')
    else if (chance < 0.9) {
      const through = random.next() < 0.7
      add(between(random, ...consultMs), through ? 'complete-transfer' : 'cancel-transfer')
    } else {
      // The talk goes on meanwhile.
      const conferMs = between(random, ...conferenceMs)
      add(conferMs, 'leave-conference')
      talkedMs += conferMs
    }
  }
  const remainingMs = Math.max(1_000, endMs - talkedMs)
  const help = planHelp(random, dialogue, remainingMs)
  if (help !== undefined) steps.push(help)
  add(remainingMs - (help?.afterMs ?? 0), 'end')
  add(between(random, ...wrapUpMs), 'wrap-up')
  return steps
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
