import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Browser } from '../support/browser.ts'
import { type Scene, startScene } from '../support/start-scene.ts'
import { openRealPanel, until } from './real-panel.ts'

const stateSchema = z.object({
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      role: z.string(),
      queueIds: z.array(z.string()),
      telephony: z.boolean(),
      engagement: z.boolean(),
      director: z.boolean().optional(),
      permissions: z.array(z.string()),
    }),
  ),
  controls: z.array(z.object({ id: z.string(), status: z.string() })),
})

let scene: Scene
let coach: Awaited<ReturnType<typeof openCoach>>

/** Maren coaches by voice, with the microphone open; her text is on its way to nobody else's knowledge. */
async function openCoach() {
  const browser = scene.newBrowser()
  await browser.signIn('Maren Brandt')
  const panel = await openRealPanel(scene, browser)
  const { id, agentUserId } = await startConversation('queue-billing')
  panel.show(id)
  await until('Coach to be allowed', () => panel.detail()?.allowed.coach.allowed)
  const pressed = await panel.command(`/api/conversations/${id}/mode`, {
    mode: 'coach',
    tabId: panel.tabId,
  })
  expect(pressed.status).toBe(202)
  await until('an open microphone', () => panel.detail()?.microphoneMayOpen)
  const speakingId = panel.detail()?.speakingControlId
  const fence = panel.detail()?.lease?.fence
  if (speakingId === undefined || fence === undefined) throw new Error('no line, or no lease')
  return { browser, panel, conversationId: id, agentUserId, speakingId, fence }
}

async function state() {
  return stateSchema.parse(await (await fetch(`${scene.platformUrl}/_simulator/state`)).json())
}

async function startConversation(queueId: string): Promise<{ id: string; agentUserId: string }> {
  const { people } = await state()
  for (const one of people) {
    const mayBeCoached = one.telephony && one.engagement && one.queueIds.includes(queueId)
    if (one.role !== 'agent' || !mayBeCoached) continue
    const answer = await fetch(`${scene.platformUrl}/_simulator/conversations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ scenario: 'steady', queueId, agentUserId: one.id }),
    })
    if (answer.ok)
      return { id: z.object({ id: z.string() }).parse(await answer.json()).id, agentUserId: one.id }
  }
  throw new Error(`no agent of ${queueId} is free`)
}

/** Another supervisor who sees the same queue and may whisper. */
async function signInColleague(): Promise<Browser> {
  const { people } = await state()
  const colleague = people.find(
    (one) =>
      one.role === 'supervisor' &&
      one.name !== 'Maren Brandt' &&
      one.queueIds.includes('queue-billing') &&
      one.permissions.includes('Conversation:Control:Write'),
  )
  if (colleague === undefined) throw new Error('nobody else sees that queue')
  const browser = scene.newBrowser()
  await browser.signIn(colleague.name)
  return browser
}

let colleague: Browser
let strangerConversation: string

beforeAll(async () => {
  scene = await startScene({
    server: { SOTTO_PORT: '0', SOTTO_PUBLIC_URL: 'http://localhost:4400' },
  })
  await scene.server.listen()
  coach = await openCoach()
  colleague = await signInColleague()
  const { people } = await state()
  const own = people.find(({ name }) => name === 'Maren Brandt')?.queueIds ?? []
  const other = people
    .filter(({ role }) => role === 'agent')
    .flatMap(({ queueIds }) => queueIds)
    .find((queueId) => !own.includes(queueId))
  if (other === undefined) throw new Error('she sees every queue')
  strangerConversation = (await startConversation(other)).id
}, 60_000)
afterAll(async () => {
  await coach?.panel.close()
  await scene?.close()
})

let keys = 0
function send(browser: Browser, path: string, body: object) {
  keys += 1
  return browser.post(path, body, { 'idempotency-key': `bad-input-${keys}` })
}

const secretWords = 'planted-words'
const whisper = (text: string) => () =>
  send(coach.browser, `/api/conversations/${coach.conversationId}/whispers`, { text })
const mode = (mixLevel: number) => () =>
  send(coach.browser, `/api/conversations/${coach.conversationId}/mode`, {
    mode: 'coach',
    tabId: coach.panel.tabId,
    mixLevel,
  })
const handOver = (by: () => Browser, more: number) => () =>
  send(by(), `/api/agents/${coach.agentUserId}/lease/hand-over`, {
    tabId: coach.panel.tabId,
    fence: coach.fence + more,
    supervisorId: 'somebody',
  })

const bad: readonly (readonly [
  string,
  { readonly status: number; readonly code: string; readonly field?: string },
  () => ReturnType<typeof send>,
])[] = [
  ['a forged fence', { status: 409, code: 'stale-fence' }, handOver(() => coach.browser, 1)],
  [
    'a fence of the past',
    { status: 400, code: 'bad-request', field: 'fence' },
    handOver(() => coach.browser, -99),
  ],
  [
    'the holder’s fence in other hands',
    { status: 409, code: 'stale-fence' },
    handOver(() => colleague, 0),
  ],
  [
    'another supervisor’s control',
    { status: 404, code: 'not-found' },
    () => send(colleague, `/api/controls/${coach.speakingId}/cancel`, {}),
  ],
  [
    'a control that is none',
    { status: 404, code: 'not-found' },
    () => send(coach.browser, '/api/controls/no-such-control/cancel', {}),
  ],
  [
    'a whisper to somebody else’s agent',
    { status: 404, code: 'not-found' },
    () =>
      send(coach.browser, `/api/conversations/${strangerConversation}/whispers`, {
        text: secretWords,
      }),
  ],
  [
    'a line to somebody else’s agent',
    { status: 404, code: 'not-found' },
    () =>
      send(coach.browser, `/api/conversations/${strangerConversation}/mode`, {
        mode: 'coach',
        tabId: coach.panel.tabId,
      }),
  ],
  ['a text of no characters', { status: 400, code: 'bad-request', field: 'text' }, whisper('')],
  ['a text of blanks', { status: 400, code: 'bad-request', field: 'text' }, whisper(' \n ')],
  [
    'a text of 1,001 characters',
    { status: 400, code: 'bad-request', field: 'text' },
    whisper(`${secretWords}${'😀'.repeat(1_001 - secretWords.length)}`),
  ],
  [
    'half a surrogate pair',
    { status: 400, code: 'bad-request', field: 'text' },
    whisper(`${secretWords} \ud83d`),
  ],
  [
    'the other half',
    { status: 400, code: 'bad-request', field: 'text' },
    whisper(`\ude00 ${secretWords}`),
  ],
  ['a NUL', { status: 400, code: 'bad-request', field: 'text' }, whisper(`${secretWords}\0`)],
  ['a mix level of 1.0', { status: 400, code: 'bad-request', field: 'mixLevel' }, mode(1)],
  ['a mix level of 0', { status: 400, code: 'bad-request', field: 'mixLevel' }, mode(0)],
]

describe('bad input at every door, while somebody coaches', () => {
  async function expectUndisturbed(before: Awaited<ReturnType<typeof state>>) {
    expect(coach.panel.detail()).toMatchObject({
      microphoneMayOpen: true,
      speakingControlId: coach.speakingId,
      mode: { confirmed: 'coach', switching: false },
      lease: { fence: coach.fence, mine: true },
    })
    expect(coach.panel.gate()).toMatchObject({ open: true })
    expect((await state()).controls).toEqual(before.controls)
  }

  it.each(bad)(
    '[CM61] %s is refused, recorded, and disturbs nothing',
    async (_name, refusal, act) => {
      const before = await state()
      const linesBefore = scene.logger.lines.length
      const answer = await act()
      expect(answer.statusCode).toBe(refusal.status)
      expect(answer.json()).toMatchObject(refusal)
      const { code, field } = refusal
      expect(
        scene.logger.lines.slice(linesBefore).map(({ event, fields }) => ({ event, fields })),
      ).toContainEqual({
        event: 'command',
        fields: expect.objectContaining({
          status: refusal.status,
          reason: code,
          contextId: answer.json().contextId,
          ...(field === undefined ? {} : { field }),
        }),
      })
      expect(scene.logger.text()).not.toContain(secretWords)
      await expectUndisturbed(before)
    },
  )

  it.each([
    ['too short', Buffer.alloc(3), 'too-short'],
    ['a sample short', talkBytes(654), 'wrong-size'],
    ['a sample long', talkBytes(658), 'wrong-size'],
    ['of another version', Buffer.alloc(656), 'unknown-version'],
  ])(
    '[CM61] a frame %s closes that socket, is recorded, and disturbs no other tab',
    async (_name, bytes, reason) => {
      const other = await openRealPanel(scene, coach.browser)
      const before = await state()
      const closed = once(other.audio, 'close')
      other.audio.send(bytes)
      expect((await closed)[0]).toBe(4400)
      expect(other.audioMessages.at(-1)).toMatchObject({ type: 'problem', code: reason })
      expect(scene.logger.lines).toContainEqual({
        level: 'warn',
        event: 'audio-refused',
        fields: { tabId: other.tabId, reason },
      })
      await expectUndisturbed(before)
      other.live.close()
    },
  )

  it('[CM61] a text of 1,000 characters of two units each is taken', async () => {
    const answer = await whisper('😀'.repeat(1_000))()
    expect(answer.statusCode).toBe(202)
  })
})

function talkBytes(length: number): Buffer {
  const frame = Buffer.alloc(length)
  frame.writeUInt8(1, 0)
  frame.writeUInt8(1, 1)
  return frame
}
