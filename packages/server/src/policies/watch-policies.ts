// Cuts lines that a policy has come to forbid while they were open: an agent or a customer was put on a list, or came into the call.

import type { Conversation } from '@sotto/domain'
import { type Act, type ControlKind, isFinalState } from '@sotto/domain'
import type { Unsubscribe } from '@sotto/kernel'
import type { ModeEngine } from '../commands/mode-engine.ts'
import type { TabKey } from '../commands/tab-lines.ts'
import type { PolicyGuard } from './policy-guard.ts'

export interface PolicyWatchOptions {
  readonly guard: Pick<PolicyGuard, 'judge' | 'onChange'>
  readonly modes: Pick<ModeEngine, 'linesOf' | 'loseLine' | 'onChange' | 'tabsIn'>
  readonly world: { onConversation(listener: (conversation: Conversation) => void): Unsubscribe }
}

const actOf = {
  monitor: 'monitor',
  'whisper-audio': 'coach',
  'whisper-text': 'whisper-text',
  barge: 'barge',
} as const satisfies Record<ControlKind, Act>

export function watchPolicies({ guard, modes, world }: PolicyWatchOptions): void {
  function check(tab: TabKey): void {
    const lines = modes.linesOf(tab)
    // First the voice, then the ear: what speaks is never left without what listens.
    for (const line of [lines?.speaking, lines?.listening]) {
      if (line === undefined || isFinalState(line.state.name)) continue
      if (guard.judge(actOf[line.kind], line.conversationId).kind === 'refused')
        modes.loseLine(line.id, 'policy-forbids')
    }
  }

  guard.onChange(() => modes.tabsIn().forEach(check))
  world.onConversation(({ id }) => modes.tabsIn(id).forEach(check))
  // A line that was asked for just before.
  modes.onChange(check)
}
