/** The simulator's own doors, as a test or a stranger sees them: plain HTTP, nothing of the simulator's code. */

export interface SimulatedPerson {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly queueIds: readonly string[]
  readonly permissions: readonly string[]
  readonly region: string
  readonly licence: string
  readonly telephony: boolean
  readonly engagement: boolean
  readonly director?: boolean
  /** Of an agent. */
  readonly routingStatus?: string
}

export interface SimulatedControl {
  readonly id: string
  readonly conversationId: string
  readonly controlType: 'WHISPER' | 'MONITOR' | 'BARGE'
  /** Of a whisper: what it was sent with. */
  readonly audioMixLevel?: number
  readonly mediaType: 'AUDIO' | 'TEXT'
  readonly status: 'QUEUED' | 'EXECUTING' | 'COMPLETED' | 'FAILED'
  readonly failureReason?: string
  readonly supervisorId: string
  readonly createdAt: string
  readonly executingAt?: string
  readonly finishedAt?: string
  readonly readAt?: string
  readonly text?: string
  readonly answer?: 'GOT_IT' | 'NOT_NOW' | 'NEED_YOU'
  readonly answeredAt?: string
}

export interface SimulatedConversation {
  readonly id: string
  readonly state: string
  readonly mediaType: string
  readonly queueId: string
  readonly startTime: string
  readonly stateSince: string
  readonly agentUserId?: string
  readonly scenario?: string
}

export interface SimulatorState {
  readonly people: readonly SimulatedPerson[]
  readonly queues: readonly { readonly id: string; readonly name: string }[]
  readonly conversations: readonly SimulatedConversation[]
  readonly controls: readonly SimulatedControl[]
}

export interface SimulatorClient {
  readonly baseUrl: string
  state(): Promise<SimulatorState>
  startConversation(input: {
    scenario: string
    agentUserId?: string
    queueId?: string
  }): Promise<SimulatedConversation>
  /** Answers the conversation as it is then. */
  act(conversationId: string, action: string): Promise<SimulatedConversation>
  /** Rights change while people work; nobody who is not active is renewed a token. */
  changePerson(
    personId: string,
    change: { readonly active?: boolean; readonly queueIds?: readonly string[] },
  ): Promise<void>
  setFaults(faults: Record<string, unknown>): Promise<void>
  clearFaults(): Promise<void>
  /** 16 kHz mono samples of one leg, or undefined when there is no such leg. */
  recording(
    conversationId: string,
    leg: string,
    range?: { fromMs?: number; toMs?: number },
  ): Promise<Int16Array | undefined>
}

async function expectOk(response: Response, what: string): Promise<Response> {
  if (!response.ok) throw new Error(`${what}: ${response.status} ${await response.text()}`)
  return response
}

/** The samples of a PCM16 mono WAV file, found by its chunks. */
function samplesOf(wav: Uint8Array): Int16Array {
  const view = new DataView(wav.buffer, wav.byteOffset, wav.byteLength)
  let offset = 12
  while (offset + 8 <= wav.byteLength) {
    const name = String.fromCharCode(...wav.subarray(offset, offset + 4))
    const size = view.getUint32(offset + 4, true)
    if (name === 'data') {
      const count = Math.floor(Math.min(size, wav.byteLength - offset - 8) / 2)
      return Int16Array.from({ length: count }, (_, index) =>
        view.getInt16(offset + 8 + index * 2, true),
      )
    }
    offset += 8 + size + (size % 2)
  }
  throw new Error('no data chunk in the WAV file')
}

export function createSimulatorClient(baseUrl: string): SimulatorClient {
  const doors = `${baseUrl}/_simulator`
  async function send(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${doors}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
  }
  return {
    baseUrl,
    async state() {
      return (await expectOk(await send('GET', '/state'), 'state')).json()
    },
    async startConversation(input) {
      return (await expectOk(await send('POST', '/conversations', input), 'conversation')).json()
    },
    async act(conversationId, action) {
      const answer = await send('POST', `/conversations/${conversationId}/act`, { action })
      return (await expectOk(answer, action)).json()
    },
    async changePerson(personId, change) {
      await expectOk(await send('PATCH', `/people/${personId}`, change), 'person')
    },
    async setFaults(faults) {
      await expectOk(await send('POST', '/faults', faults), 'faults')
    },
    async clearFaults() {
      await expectOk(await send('DELETE', '/faults'), 'clear faults')
    },
    async recording(conversationId, leg, range = {}) {
      const query = new URLSearchParams({ leg })
      if (range.fromMs !== undefined) query.set('fromMs', String(range.fromMs))
      if (range.toMs !== undefined) query.set('toMs', String(range.toMs))
      const response = await send('GET', `/conversations/${conversationId}/recording?${query}`)
      if (response.status === 404) return undefined
      await expectOk(response, 'recording')
      return samplesOf(new Uint8Array(await response.arrayBuffer()))
    },
  }
}
