import { systemClock } from '@sotto/kernel'
import { WebSocket } from 'ws'
import { signInByHttp } from './http-session.ts'

/** Somebody else at the same server who writes down when it tells of a change. */
export interface LiveWitness {
  /** Of its first word of that phase, by the wall clock; the server itself knew a little earlier. */
  toldAt(phase: string): Promise<number>
  close(): void
}

export interface LiveWitnessInput {
  readonly panelUrl: string
  readonly personName: string
  readonly conversationId: string
}

interface Message {
  readonly changes?: readonly {
    readonly kind: string
    readonly row?: { readonly id: string; readonly phase: string }
  }[]
}

/** Resolves once it is told of that conversation. */
export async function openLiveWitness(input: LiveWitnessInput): Promise<LiveWitness> {
  const { cookie } = await signInByHttp(input.panelUrl, input.personName)
  const socket = new WebSocket(`${input.panelUrl.replace('http', 'ws')}/live`, {
    headers: { cookie, origin: input.panelUrl },
  })
  const told = new Map<string, number>()
  const waiting = new Map<string, (at: number) => void>()
  socket.on('message', (data) => {
    const message: Message = JSON.parse(String(data))
    for (const { kind, row } of message.changes ?? []) {
      if (kind !== 'conversation' || row?.id !== input.conversationId) continue
      // A row may come again for other reasons; only the first word is news.
      if (told.has(row.phase)) continue
      const at = systemClock.wallNow()
      told.set(row.phase, at)
      waiting.get(row.phase)?.(at)
    }
  })
  const toldAt = (phase: string) => {
    const at = told.get(phase)
    if (at !== undefined) return Promise.resolve(at)
    return new Promise<number>((resolve) => waiting.set(phase, resolve))
  }
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  socket.send(JSON.stringify({ type: 'hello', tabId: 'live-witness' }))
  await toldAt('active')
  return { toldAt, close: () => socket.close() }
}
