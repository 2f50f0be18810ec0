/** The simulated platform's own doors (`/_simulator/…`), as a stranger uses them: plain HTTP. */
import { decodeWav } from '@sotto/audio'
import { z } from 'zod'

const conversationSchema = z.object({
  id: z.string(),
  state: z.string(),
  queueId: z.string(),
  startTime: z.string(),
  stateSince: z.string(),
  agentUserId: z.string().optional(),
})
export type SimulatedConversation = z.infer<typeof conversationSchema>

const personSchema = z.object({
  name: z.string(),
  role: z.string(),
  queueIds: z.array(z.string()),
  permissions: z.array(z.string()),
  region: z.string(),
  licence: z.string(),
  telephony: z.boolean(),
  director: z.boolean().optional(),
})
export type SimulatedPerson = z.infer<typeof personSchema>

const stateSchema = z.object({
  people: z.array(personSchema),
  conversations: z.array(conversationSchema),
})
export type SimulatorState = z.infer<typeof stateSchema>

export interface SimulatorDoors {
  state(): Promise<SimulatorState>
  /** A call that changes only by `act`. */
  startSteadyCall(): Promise<SimulatedConversation>
  act(conversationId: string, action: string): Promise<SimulatedConversation>
  setFaults(faults: Readonly<Record<string, unknown>>): Promise<void>
  clearFaults(): Promise<void>
  /** 16 kHz mono samples of one leg from the start of the call until now; undefined when there is no such leg. */
  recording(conversationId: string, leg: string): Promise<Int16Array | undefined>
}

export function createSimulatorDoors(
  simulatorUrl: string,
  fetch: typeof globalThis.fetch,
): SimulatorDoors {
  async function send(method: string, path: string, body?: object): Promise<Response> {
    return fetch(`${simulatorUrl}/_simulator${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
  }
  async function ask(method: string, path: string, body?: object): Promise<Response> {
    const response = await send(method, path, body)
    if (response.ok) return response
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  }
  return {
    state: async () => stateSchema.parse(await (await ask('GET', '/state')).json()),
    startSteadyCall: async () =>
      conversationSchema.parse(
        await (await ask('POST', '/conversations', { scenario: 'steady' })).json(),
      ),
    act: async (conversationId, action) =>
      conversationSchema.parse(
        await (await ask('POST', `/conversations/${conversationId}/act`, { action })).json(),
      ),
    async setFaults(faults) {
      await ask('POST', '/faults', faults)
    },
    async clearFaults() {
      await ask('DELETE', '/faults')
    },
    async recording(conversationId, leg) {
      const path = `/conversations/${conversationId}/recording?leg=${leg}`
      const response = await send('GET', path)
      if (response.status === 404) return undefined
      if (!response.ok) throw new Error(`GET ${path}: ${response.status}`)
      const sound = decodeWav(new Uint8Array(await response.arrayBuffer()))
      if (!sound.ok) throw new Error(`the recording of ${leg} is no WAV: ${sound.error.code}`)
      return sound.value.samples
    },
  }
}

/** Somebody who sees that queue and may coach by voice there. */
export function coachOf(state: SimulatorState, queueId: string): SimulatedPerson | undefined {
  return state.people.find(
    (person) =>
      person.role === 'supervisor' &&
      person.director !== true &&
      person.queueIds.includes(queueId) &&
      person.permissions.includes('Conversation:Control:Write') &&
      person.permissions.includes('Conversation:Monitor:Write') &&
      person.telephony &&
      person.licence !== 'CX1',
  )
}
