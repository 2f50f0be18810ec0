/** What an agent's wish makes of their settings. Pure. */
import { type AgentQuiet, longestQuietMs } from '@sotto/domain'
import type { WallMs } from '@sotto/kernel'
import type { AgentSettings, AgentSettingsRequest } from '@sotto/protocol'

export function applySettings(
  { quiet, ...settings }: AgentSettings,
  { quiet: wish, ...wishes }: AgentSettingsRequest,
  now: WallMs,
): AgentSettings {
  const next = wish === undefined ? quiet : wish === null ? undefined : quietOf(wish, now)
  return { ...settings, ...wishes, ...(next === undefined ? {} : { quiet: next }) }
}

type QuietWish = NonNullable<AgentSettingsRequest['quiet']>

function quietOf(wish: QuietWish, since: WallMs): AgentQuiet {
  const until = since + longestQuietMs
  switch (wish.kind) {
    case 'time':
      return { kind: 'time', since, until: since + wish.minutes * 60_000 }
    case 'call':
      return { kind: 'call', since, until, conversationId: wish.conversationId }
    case 'hand':
      return { kind: 'hand', since, until }
  }
}

/** The same object where there is nothing to end. */
export function withoutQuietFor(settings: AgentSettings, conversationId: string): AgentSettings {
  const { quiet, ...rest } = settings
  return quiet?.kind === 'call' && quiet.conversationId === conversationId ? rest : settings
}
