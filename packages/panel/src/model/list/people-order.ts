/** In which order people and their conversations stand. */
import type { AgentRow, ConversationRow } from '@sotto/protocol'
import { pageLocale } from '../../words/in-language.ts'

const collator = new Intl.Collator(pageLocale(), { sensitivity: 'base', numeric: true })

export function byAgentThenStart(left: ConversationRow, right: ConversationRow): number {
  return (
    byText(left.agentName, right.agentName) ||
    // Two of the same name are two people.
    compareText(left.agentUserId, right.agentUserId) ||
    left.startedAt - right.startedAt ||
    compareText(left.id, right.id)
  )
}

export function byName(left: AgentRow, right: AgentRow): number {
  return byText(left.name, right.name) || compareText(left.id, right.id)
}

function byText(left: string, right: string): number {
  return left === right ? 0 : collator.compare(left, right)
}

function compareText(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
