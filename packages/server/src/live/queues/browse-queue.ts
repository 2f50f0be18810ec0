// Reads what a queue's list needs, with as few calls as it takes: its members, and what the busy ones are in (S3).
import type { Member } from '@sotto/domain'
import type { Clock } from '@sotto/kernel'
import { PlatformError } from '@sotto/platform'
import type { LiveWorld } from '../live-world.ts'
import type { ConversationReader } from '../supervisors/conversation-reader.ts'
import { forEachBounded, type PersistOptions, persist } from '../supervisors/persist.ts'
import type { Supervisor } from '../supervisors/supervisor.ts'

export interface BrowseInput {
  readonly clock: Clock
  readonly world: LiveWorld
  readonly reader: ConversationReader
  readonly supervisor: Supervisor
  readonly retry: PersistOptions
  /** Nothing more is asked once this says no. */
  readonly isWanted: () => boolean
}

const callsAtOnce = 4
const triesAtMost = 5

/**
 * Afterwards the queue's rows are as the platform tells them, also those that changed unseen. Answers false when something
 * could not be read even after several tries; the rest stands, and the queue should be browsed again.
 */
export async function browseQueue(input: BrowseInput, queueId: string): Promise<boolean> {
  const { clock, supervisor, world } = input
  const beganAtMono = clock.monotonicNow()
  const members = await attempt(input, () => supervisor.platform.members(queueId))
  if (members === undefined) return false
  // The queue is gone, or no longer this person's to see: which ones are is asked anew.
  if (!members.ok) {
    supervisor.doubtRights()
    return true
  }
  world.takeMembers(queueId, members.value)
  const seen = new Set<string>()
  let isComplete = true
  await forEachBounded(members.value.filter(isBusy), callsAtOnce, async (member) => {
    if (!(await browseMember(input, member, seen))) isComplete = false
  })
  const doubtful = [...world.conversationIds(queueId)].filter((conversationId) => {
    const known = world.conversation(conversationId)
    const isHeardSince = (known?.knownAtMono ?? 0) >= beganAtMono
    return known?.summary.phase !== 'ended' && !seen.has(conversationId) && !isHeardSince
  })
  await forEachBounded(doubtful, callsAtOnce, async (conversationId) => {
    if (!(await readAgain(input, conversationId))) isComplete = false
  })
  return isComplete
}

function isBusy(member: Member): boolean {
  return member.routing === 'interacting'
}

async function browseMember(
  input: BrowseInput,
  member: Member,
  seen: Set<string>,
): Promise<boolean> {
  const { clock, supervisor, world } = input
  const askedAtMono = clock.monotonicNow()
  const answer = await attempt(input, () => supervisor.platform.activeInteractions(member.id))
  if (answer === undefined) return false
  if (!answer.ok) return true
  for (const summary of answer.value) {
    if (!supervisor.mayView(summary.queueId)) continue
    seen.add(summary.id)
    const known = world.conversation(summary.id)
    const differs = known?.full !== undefined && known.summary.phase !== summary.phase
    if (!differs) world.takeSummary(summary, askedAtMono)
    else if (known.knownAtMono < askedAtMono && !(await readAgain(input, summary.id))) return false
  }
  return true
}

async function readAgain(input: BrowseInput, conversationId: string): Promise<boolean> {
  const done = await attempt(input, async () => {
    await input.reader.read(input.supervisor, conversationId, 'browse')
    return true
  })
  return done === true
}

/** Undefined when the platform would not answer after all tries, or is not to be asked any more. */
async function attempt<T>(input: BrowseInput, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await persist({ ...input.retry, attempts: triesAtMost }, async () =>
      input.isWanted() ? read() : undefined,
    )
  } catch (failure) {
    if (failure instanceof PlatformError) return undefined
    throw failure
  }
}
