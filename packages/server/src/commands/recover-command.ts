// What is known of a command whose server died before it answered, read from the registry's rows: the act itself, not a memory of it.
import type { ControlRecord } from '@sotto/domain'
import type { ControlStore } from '../database/stores.ts'
import type { BegunCommand } from './run-once.ts'

export interface RecoveryOptions {
  readonly controlStore: Pick<ControlStore, 'byId' | 'byConversation'>
}

/** A command's own lines are among the newest of its conversation. */
const linesLookedAt = 20

/** The text's row carries the command's own id. */
export async function wasTextWritten(
  { controlStore }: RecoveryOptions,
  begun: BegunCommand,
): Promise<boolean> {
  return (await controlStore.byId(begun.commandId)) !== undefined
}

/** A line of that tab, written since: the change of mode was under way. What became of the line its own row tells. */
export async function wasLineWritten(
  { controlStore }: RecoveryOptions,
  line: Required<Pick<ControlRecord, 'supervisorId' | 'conversationId' | 'tabId'>>,
  begun: BegunCommand,
): Promise<boolean> {
  const stored = await controlStore.byConversation(
    line.conversationId,
    line.supervisorId,
    linesLookedAt,
  )
  return stored.some(
    ({ record }) => record.tabId === line.tabId && record.submittedAt >= begun.begunAt,
  )
}

/** It has been taken back because somebody asked, whoever of that supervisor it was. */
export async function wasStopWritten(
  { controlStore }: RecoveryOptions,
  control: Pick<ControlRecord, 'supervisorId' | 'id'>,
): Promise<boolean> {
  const record = (await controlStore.byId(control.id))?.record
  if (record?.supervisorId !== control.supervisorId) return false
  const { state } = record
  const isTakenBack = state.name === 'cancelling' || state.name === 'cancelled'
  return isTakenBack && state.reason === 'stopped-by-supervisor'
}
