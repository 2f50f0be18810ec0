import { supervisorsOf } from '../contact-centre.ts'
import { until } from '../outside/until.ts'
import type { SimulatedConversation, SimulatedPerson } from '../simulator-client.ts'
import { type SeveralServers, startSeveralServers } from './several-servers.ts'
import { type LiveTab, type Visitor, visitAs } from './visitor.ts'
import { voiceLines } from './whisper.ts'

/** For whatever has no bound of its own: the machine may be busy. */
export const longMs = 60_000

/** Three servers, two supervisors of one queue who are signed in, and a third who is not. */
export interface ServersScene {
  readonly centre: SeveralServers
  readonly first: Visitor
  readonly second: Visitor
  readonly third: SimulatedPerson
  readonly queueId: string
  newCall(): Promise<SimulatedConversation>
  isReady(index: number): Promise<boolean>
  /** Every server there is says so itself. */
  allReady(): Promise<void>
}

export const servers = [0, 1, 2] as const

export async function setServersScene(): Promise<ServersScene> {
  const centre = await startSeveralServers(servers.length)
  try {
    return await peopleOf(centre)
  } catch (failure) {
    await centre.stop()
    throw failure
  }
}

async function peopleOf(centre: SeveralServers): Promise<ServersScene> {
  const state = await centre.simulator.state()
  const queueId = state.queues[0]?.id ?? ''
  const [one, other, third = other] = supervisorsOf(state, queueId)
  if (one === undefined || other === undefined || third === undefined)
    throw new Error('no two supervisors')
  const first = await visitAs(centre, one)
  const second = await visitAs(centre, other)
  const isReady = async (index: number) => (await first.ask(index, '/readyz')).status === 200
  return {
    centre,
    first,
    second,
    third,
    queueId,
    newCall: () => centre.simulator.startConversation({ scenario: 'quiet-customer', queueId }),
    isReady,
    async allReady() {
      for (const index of servers)
        await until(
          `server ${index} ready`,
          longMs,
          async () => (await isReady(index)) || undefined,
        )
    },
  }
}

/** Of every line and text there, as the registry has it. */
export async function statesOf(
  { database }: SeveralServers,
  conversationId: string,
): Promise<readonly string[]> {
  const rows = await database.ask<{ name: string }>(
    `select state->>'name' as name from control where conversation_id = '${conversationId}'`,
  )
  return rows.map(({ name }) => name)
}

/** The panel says coach only while the platform has a line of theirs. */
export async function agrees(
  { centre, first }: ServersScene,
  tab: LiveTab,
  conversationId: string,
): Promise<true | undefined> {
  const mode = tab.told.isWhole ? tab.told.detail()?.mode : undefined
  const lines = await voiceLines(centre, conversationId, first.personId)
  const isLive = lines.some(({ status }) => status === 'EXECUTING')
  return mode !== undefined && (mode.confirmed === 'coach') === isLive ? true : undefined
}
