/** Puts together what agents choose for themselves: the book of it, the texts that wait, and what ends with a call. */
import type { Conversation } from '@sotto/domain'
import { endsWith } from '@sotto/domain'
import type { Clock, Random, Scope } from '@sotto/kernel'
import type { ControlRegistry } from '../commands/registry/control-registry.ts'
import type { AgentSettingsStore } from '../database/agent-settings-store.ts'
import type { Counters } from '../live/counters.ts'
import type { LiveWorld } from '../live/live-world.ts'
import type { ConversationReader } from '../live/supervisors/conversation-reader.ts'
import type { Supervisors } from '../live/supervisors/supervisors.ts'
import type { Timers } from '../live/timers.ts'
import { withoutQuietFor } from './apply-settings.ts'
import { holdTexts } from './hold-texts.ts'
import { type AgentSettingsBook, createAgentSettingsBook } from './settings-book.ts'

export interface AgentSettingsRoom {
  readonly book: AgentSettingsBook
  /** Anybody's word on a conversation: a call that is over may end what was asked for its time. */
  takeConversation(conversation: Conversation): void
  /** This agent is in it no longer, without anybody's word. */
  leftConversation(agentUserId: string, conversationId: string): void
  /** From now on texts that wait are let go when it is time. */
  watch(registry: ControlRegistry): void
}

export interface AgentSettingsRoomOptions {
  readonly clock: Clock
  readonly random: Random
  readonly scope: Scope
  readonly timers: Timers
  readonly counters: Counters
  readonly store: AgentSettingsStore
  readonly world: Pick<LiveWorld, 'onConversation'>
  readonly reader: ConversationReader
  readonly supervisors: Pick<Supervisors, 'byPerson'>
  readonly bringBack: (supervisorId: string) => Promise<void>
  readonly onFailure: (failure: unknown) => void
}

export function createAgentSettings(options: AgentSettingsRoomOptions): AgentSettingsRoom {
  const book = createAgentSettingsBook(options)

  function leftConversation(agentUserId: string, conversationId: string): void {
    if (!book.quietFor(conversationId).includes(agentUserId)) return
    book
      .change(agentUserId, (settings) => withoutQuietFor(settings, conversationId))
      // It ends by itself; every further word on the call tries again.
      .catch(() => options.counters.count('store-failures'))
  }

  function takeConversation(conversation: Conversation): void {
    for (const agentUserId of book.quietFor(conversation.id)) {
      const quiet = book.quietOf(agentUserId)
      if (quiet !== undefined && endsWith(quiet, agentUserId, conversation))
        leftConversation(agentUserId, conversation.id)
    }
  }

  options.scope.onClose(options.world.onConversation(takeConversation))
  return {
    book,
    leftConversation,
    takeConversation,
    watch: (registry) =>
      holdTexts({ ...options, book, registry, supervisorOf: options.supervisors.byPerson }),
  }
}
