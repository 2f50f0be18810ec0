/** Whose names are masked in the texts of a conversation, and whose stay. */
import type { Conversation } from '@sotto/domain'
import type { RedactorOptions } from '@sotto/redaction'

export type KnownPeople = Required<Pick<RedactorOptions, 'participantNames' | 'agentNames'>>

export function peopleIn({ participants }: Pick<Conversation, 'participants'>): KnownPeople {
  const named = (ours: boolean) =>
    participants
      .filter(({ purpose }) => ours === (purpose === 'agent' || purpose === 'supervisor'))
      .map(({ name }) => name)
      .filter((name) => name !== '')
  return { participantNames: named(false), agentNames: named(true) }
}
