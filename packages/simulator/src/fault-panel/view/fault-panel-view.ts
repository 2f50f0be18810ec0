/** What the fault panel shows, worked out whole from the simulator: the page only shows it. */
import type { Faults } from '../../faults/faults.ts'
import type { PageWords } from '../../words/words-of-page.ts'
import type { Role } from '../../world/shapes.ts'
import type { FaultPanelWorld } from './fault-panel-world.ts'
import { type FaultInForce, faultsInForce } from './faults-in-force.ts'
import { changesOfRights, type Rights, rightsOf } from './rights.ts'
import { type Strike, strikeWords } from './strike-log.ts'
import {
  type ConversationChoice,
  type ConversationTruth,
  isOpen,
  viewChoice,
  viewConversation,
} from './view-conversation.ts'

export interface FaultPanelView {
  readonly faults: Faults
  readonly inForce: readonly FaultInForce[]
  /** What struck once, lately; the newest first. */
  readonly strikes: readonly StrikeTold[]
  readonly person: PersonView | null
  readonly changedPeople: readonly ChangedPerson[]
  /** Those that were asked for first, the newest of them on top; then the others by the agent's name. */
  readonly conversations: readonly ConversationChoice[]
  readonly conversation: ConversationTruth | null
}

export interface StrikeTold extends Pick<Strike, 'ordinal' | 'at'> {
  readonly words: string
}

export interface PersonView extends Rights {
  readonly id: string
  readonly name: string
  readonly role: Role
  /** Sees every queue, whatever `queueIds` says. */
  readonly director: boolean
}

export interface ChangedPerson {
  readonly id: string
  readonly name: string
  readonly changes: readonly string[]
  /** What gives everything back. */
  readonly original: Rights
}

export interface FaultPanelInput {
  readonly words: PageWords
  readonly world: FaultPanelWorld
  readonly faults: Faults
  readonly strikes: readonly Strike[]
  /** Everybody's rights before anybody changed them. */
  readonly originalRights: ReadonlyMap<string, Rights>
  readonly personId: string | undefined
  readonly conversationId: string | undefined
}

export function viewFaultPanel(input: FaultPanelInput): FaultPanelView {
  const { world, faults, conversationId, words } = input
  const chosen = conversationId === undefined ? undefined : world.records.get(conversationId)
  return {
    faults,
    inForce: faultsInForce(faults, words),
    strikes: input.strikes.map(({ ordinal, at, fault }) => ({
      ordinal,
      at,
      words: strikeWords(fault, words),
    })),
    person: viewPerson(input),
    changedPeople: changedPeople(input),
    conversations: choices(world, conversationId, words),
    conversation: chosen === undefined ? null : viewConversation(world, chosen, words),
  }
}

function viewPerson({ world, personId }: FaultPanelInput): PersonView | null {
  const person = personId === undefined ? undefined : world.people.get(personId)
  if (person === undefined) return null
  const { id, name, role, director = false } = person
  return { id, name, role, director, ...rightsOf(person) }
}

function changedPeople({
  world,
  originalRights,
  words,
}: FaultPanelInput): readonly ChangedPerson[] {
  const queueName = (queueId: string) => world.queues.get(queueId)?.name ?? queueId
  return [...originalRights].flatMap(([id, original]) => {
    const person = world.people.get(id)
    if (person === undefined) return []
    const changes = changesOfRights(original, rightsOf(person), queueName, words)
    return changes.length === 0 ? [] : [{ id, name: person.name, changes, original }]
  })
}

/** The chosen one stays in the list after its end, so that what became of it can be read. */
function choices(
  world: FaultPanelWorld,
  chosenId: string | undefined,
  words: PageWords,
): readonly ConversationChoice[] {
  const listed = [...world.records.values()].filter(
    (record) => isOpen(record) || record.conversation.id === chosenId,
  )
  const viewed = (directed: boolean) =>
    listed
      .filter((record) => record.directed === directed)
      .map((record) => viewChoice(world, record, words))
  return [...viewed(true).reverse(), ...viewed(false).sort(byAgentName)]
}

function byAgentName(one: ConversationChoice, other: ConversationChoice): number {
  return one.agentName < other.agentName ? -1 : one.agentName > other.agentName ? 1 : 0
}
