/** The reason a policy asks for before a mode begins: there, and bearable. */
import { judgeReason, type Policy, type RunningModes, type SupervisedMode } from '@sotto/domain'
import { actionRefusal } from '../commands/permit.ts'
import type { TabLines } from '../commands/tab-lines.ts'

/** What was given; undefined when nothing was given and nothing is asked for. Throws `reason-required` (409). */
export function requireReason(
  mode: SupervisedMode,
  policy: Policy,
  running: RunningModes,
  given: string | undefined,
): string | undefined {
  const verdict = judgeReason(mode, policy, running, given)
  if (verdict.kind === 'refused') throw actionRefusal(verdict.reason, undefined, verdict.words)
  return given
}

/** What of this tab is open in the conversation, or on its way. */
export function runningIn(lines: TabLines | undefined, conversationId: string): RunningModes {
  if (lines?.conversationId !== conversationId) return { listening: false, speaking: undefined }
  const { listening, speaking } = lines
  return {
    listening: listening !== undefined,
    speaking: speaking && (speaking.kind === 'barge' ? 'barge' : 'coach'),
  }
}
