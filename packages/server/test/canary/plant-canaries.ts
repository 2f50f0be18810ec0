/** Takes every identity through every path on which people's words travel. */
import type { TranscriptSegment } from '@sotto/domain'
import { coachingSavedSchema, type TranscriptLine } from '@sotto/protocol'
import type { CanaryInstallation } from './canary-installation.ts'
import type { Identity } from './identities.ts'

/** So that one talk is no jumble of too many people. */
const perConversation = 4

export async function plantCanaries(
  installation: CanaryInstallation,
  identities: readonly Identity[],
): Promise<void> {
  for (let from = 0; from < identities.length; from += perConversation)
    await holdConversation(installation, `c${from}`, identities.slice(from, from + perConversation))
  const { ask } = installation
  await ask('sam', 'POST', '/api/coachings/search', { pageSize: 100 })
  await ask('sam', 'POST', '/api/coachings/export', {})
  await ask('sam', 'GET', '/api/ended-conversations')
  await ask('rita', 'GET', '/api/audit/reveals?pageSize=100')
  await ask('rita', 'GET', '/api/audit/reveals.csv')
  await installation.catchTheRest()
}

async function holdConversation(
  installation: CanaryInstallation,
  id: string,
  identities: readonly Identity[],
): Promise<void> {
  const { ask, clock, panel, platform } = installation
  const [first] = identities
  if (first === undefined) return
  const talk = talkOf(id)
  installation.addConversation(id, first.name, first.index % 8 === 0 ? 'chat' : 'voice')
  platform.transcripts.set(id, talk.finished(first.sentences))
  panel.show(id)
  panel.showTranscript(id)
  await clock.advance(2_000)
  for (const identity of identities) {
    await speak(installation, id, talk, identity)
    await whisper(installation, id, identity)
    await mistake(installation, id, identity)
  }
  await look(installation, id, first)
  await coach(installation, id, identities)
  await ask('sam', 'GET', `/api/conversations/${id}/incidents`)
  await ask('sam', 'GET', `/api/conversations/${id}/support-bundle`)
  await ask('sam', 'GET', `/api/conversations/${id}/controls`)
}

function talkOf(conversationId: string) {
  let place = 0
  function segment(text: string, part: Partial<TranscriptSegment> = {}): TranscriptSegment {
    place += 1
    return {
      id: `${conversationId}-${place}`,
      participantId: `customer-${conversationId}`,
      purpose: 'customer',
      startMs: place * 4_000,
      endMs: place * 4_000 + 900,
      text,
      isFinal: true,
      ...part,
    }
  }
  return { segment, finished: (texts: readonly string[]) => texts.map((text) => segment(text)) }
}

/** Every sentence word by word in three pieces, as recognisers tell it, and then whole. */
async function speak(
  { clock, platform }: CanaryInstallation,
  id: string,
  talk: ReturnType<typeof talkOf>,
  { sentences }: Identity,
): Promise<void> {
  for (const sentence of sentences) {
    const whole = talk.segment(sentence)
    const words = sentence.split(' ')
    for (const part of [0.4, 0.7]) {
      const text = words.slice(0, Math.ceil(words.length * part)).join(' ')
      platform.say(id, { ...whole, text, isFinal: false })
      await clock.advance(60)
    }
    platform.say(id, whole)
    await clock.advance(1_600)
  }
}

async function whisper(
  { ask, clock }: CanaryInstallation,
  id: string,
  { highRisk }: Identity,
): Promise<void> {
  const door = `/api/conversations/${id}/whispers`
  await ask('sam', 'POST', `${door}/check`, { text: highRisk })
  await ask('sam', 'POST', door, { text: highRisk })
  await clock.advance(1_000)
}

/** Requests that are refused, with the words where they must not come back from. */
async function mistake(
  { ask }: CanaryInstallation,
  id: string,
  { highRisk, sentences }: Identity,
): Promise<void> {
  const all = sentences.join('; ')
  const inAddress = encodeURIComponent(highRisk)
  await ask('sam', 'POST', `/api/conversations/${id}/whispers`, { text: all.repeat(4) })
  await ask('sam', 'POST', `/api/conversations/${id}/whispers`, { text: 'a', [all]: all })
  await ask('sam', 'POST', `/api/conversations/${id}/whispers`, `{"text":"${all}`)
  await ask('sam', 'POST', `/api/conversations/${id}/transcript/reveals`, { reason: all })
  await ask('sam', 'POST', `/api/conversations/${id}/mode`, { mode: all, tabId: all })
  await ask('sam', 'POST', '/auth/drafts/seal', { personId: 'sam', drafts: all })
  await ask('nobody', 'POST', '/auth/drafts/seal', { personId: all, drafts: all })
  await ask('rita', 'POST', '/auth/drafts/open', { sealed: all })
  await ask('sam', 'POST', '/auth/drafts/key', { sealed: all.slice(0, 1_000) })
  await ask('sam', 'GET', `/api/conversations/${inAddress}/controls`)
  await ask('sam', 'GET', `/nowhere/${inAddress}`)
  await ask('sam', 'POST', '/api/coachings/search', { text: highRisk.slice(0, 200) })
  await ask('sam', 'POST', '/api/coachings/export', { text: highRisk.slice(0, 200) })
  await ask('sam', 'POST', '/api/coachings/search', { kind: all, [all]: all })
  await ask('sam', 'POST', `/api/coachings/search?text=${inAddress}`, {})
  await ask('rita', 'POST', '/api/audit/entries/search', { personId: highRisk.slice(0, 160) })
  await ask('rita', 'POST', '/api/audit/entries/search', { personId: all })
  await ask('rita', 'GET', `/api/audit/reveals?supervisorId=${inAddress.slice(0, 100)}`)
  await ask('rita', 'GET', `/api/audit/reveals?kind=${inAddress}`)
}

/** One look behind a mask, with a reason that says what is there. */
async function look(
  { messages, reveal }: CanaryInstallation,
  id: string,
  { sentences }: Identity,
): Promise<void> {
  const lines = messages.flatMap((message) =>
    message.type === 'transcript' && message.conversationId === id ? message.lines : [],
  )
  const line = lines.findLast(({ text }) =>
    text.pieces.some((piece) => piece.type === 'mask' && piece.span !== undefined),
  )
  if (line === undefined) throw new Error('nothing was masked')
  const reason = (sentences[1] ?? '').slice(0, 200)
  const current = lines.findLast((one) => one.id === line.id) ?? line
  const answer = await reveal(id, {
    lineId: current.id,
    version: current.version,
    span: firstSpan(current),
    reason,
  })
  if (answer.status !== 200) throw new Error(`no look: ${answer.text}`)
}

function firstSpan({ text }: TranscriptLine): number {
  const [span] = text.pieces.flatMap((piece) =>
    piece.type === 'mask' && piece.span !== undefined ? [piece.span] : [],
  )
  if (span === undefined) throw new Error('nothing to look at')
  return span
}

/** Notes, tags and moments of a session, saved once for each of them. */
async function coach(
  { ask, clock }: CanaryInstallation,
  id: string,
  identities: readonly Identity[],
): Promise<void> {
  const body = { kind: 'real-time', tabId: 'tab-00000001' }
  const started = await ask('sam', 'POST', `/api/conversations/${id}/coachings`, body)
  const session = coachingSavedSchema.parse(JSON.parse(started.text))
  let revision = session.detailsRevision
  for (const { name, sentences } of identities) {
    const saved = await ask('sam', 'POST', `/api/coachings/${session.id}/details`, {
      revision,
      notes: sentences.join('.\n'),
      tags: [sentences[4]?.slice(0, 50).trim() ?? '', sentences[6]?.slice(0, 50).trim() ?? ''],
      moments: [{ id: 'm-1', atMs: 1_000, label: `the customer said: my name is ${name}` }],
    })
    revision = coachingSavedSchema.parse(JSON.parse(saved.text)).detailsRevision
    await clock.advance(500)
  }
  await ask('sam', 'GET', `/api/coachings/${session.id}`)
  await ask('sam', 'POST', `/api/coachings/${session.id}/state`, { action: 'complete' })
  await clock.advance(500)
}
