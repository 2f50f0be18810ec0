import type { Caller } from './caller.ts'
import type { Control, Conversation } from './shapes.ts'
import type { Call } from './start-call.ts'
import { until } from './until.ts'

export interface ControlInput {
  readonly controlType?: 'WHISPER' | 'MONITOR' | 'BARGE'
  readonly mediaType?: 'AUDIO' | 'TEXT'
  readonly audioMixLevel?: number
  readonly text?: string
}

/** The body of a request that is right, for the agent of that call. */
export function controlRequest(call: Call, input: ControlInput = {}) {
  return { controlType: 'WHISPER', mediaType: 'AUDIO', targetUserId: call.agentUserId, ...input }
}

export const controlPath = (call: Call) => `/conversations/${call.id}/control`

/** Asks for a control that must be accepted. */
export async function requestControl(
  api: Caller,
  call: Call,
  input: ControlInput = {},
): Promise<{ readonly id: string; readonly conversationId: string }> {
  const answer = await api.post<{ id: string; status: string }>(
    controlPath(call),
    controlRequest(call, input),
  )
  if (answer.status !== 200 || answer.body.status !== 'QUEUED')
    throw new Error(`no control: ${answer.status} ${JSON.stringify(answer.body)}`)
  return { id: answer.body.id, conversationId: call.id }
}

export async function readControl(
  api: Caller,
  control: { readonly id: string; readonly conversationId: string },
): Promise<Control> {
  const path = `/conversations/${control.conversationId}/controls/${control.id}`
  const answer = await api.get<Control>(path)
  if (answer.status !== 200) throw new Error(`no such control: ${answer.status}`)
  return answer.body
}

export function whenControl(
  api: Caller,
  control: { readonly id: string; readonly conversationId: string },
  status: Control['status'],
  timeoutMs = 5_000,
): Promise<Control> {
  return until(`${status} of a control`, timeoutMs, async () => {
    const found = await readControl(api, control)
    return found.status === status ? found : undefined
  })
}

/** Whichever end it came to. */
export function whenFinal(
  api: Caller,
  control: { readonly id: string; readonly conversationId: string },
  timeoutMs = 5_000,
): Promise<Control> {
  return until('the end of a control', timeoutMs, async () => {
    const found = await readControl(api, control)
    return found.finishedAt === undefined ? undefined : found
  })
}

export async function readConversation(api: Caller, call: Call): Promise<Conversation> {
  const answer = await api.get<Conversation>(`/conversations/${call.id}`)
  if (answer.status !== 200) throw new Error(`no such conversation: ${answer.status}`)
  return answer.body
}

/** How long an audio control was executing, by the platform's own clock. */
export function executedMs(control: Control): number {
  return Date.parse(control.finishedAt ?? '') - Date.parse(control.executingAt ?? '')
}
