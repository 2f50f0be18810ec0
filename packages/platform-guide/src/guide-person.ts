/** The guides' platform, spoken to as one signed-in person. */
import type { PlatformControl, TranscriptSegment } from '@sotto/domain'
import { type Clock, type Logger, ok, type Random } from '@sotto/kernel'
import type { Credentials, PersonalPlatform } from '@sotto/platform'
import { z } from 'zod'
import { openGuideEventStream } from './event-stream/guide-event-stream.ts'
import { createGuideCoachings } from './guide-coachings.ts'
import type { OpenSocket } from './http/client-socket.ts'
import { createGuideHttp, type Fetch } from './http/guide-http.ts'
import type { RequestBudget } from './http/request-budget.ts'
import { route } from './http/route.ts'
import { mapControl, mapStartControl, statusOf, wireAnswerOf } from './map/map-control.ts'
import { mapConversation } from './map/map-conversation.ts'
import { unexpectedAnswerOf } from './map/map-error.ts'
import { mapInteraction, mapMember, mapPerson } from './map/map-person.ts'
import { mapSegment } from './map/map-transcript.ts'
import { openGuideMediaLine } from './media/guide-media-line.ts'
import {
  controlSchema,
  controlsSchema,
  receiptRequestSchema,
  startedControlSchema,
} from './wire/control.ts'
import { conversationSchema } from './wire/conversation.ts'
import { interactionsSchema, membersSchema, personSchema, queuesSchema } from './wire/people.ts'
import { segmentSchema, transcriptSchema } from './wire/transcript.ts'

export interface GuidePersonOptions {
  /** For instance `http://127.0.0.1:4500/api/v2`. */
  readonly apiUrl: string
  readonly credentials: Credentials
  readonly budget: RequestBudget
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly fetch: Fetch
  readonly openSocket: OpenSocket
  readonly timeoutMs: number
  /** Registers what must end when the whole platform is closed; answers how to forget it. */
  onClose(closer: () => void): () => void
}

export function createGuidePerson(options: GuidePersonOptions): PersonalPlatform {
  const { apiUrl, credentials, clock, random, logger, openSocket } = options
  const http = createGuideHttp(options)
  const socketUrl = apiUrl.replace(/^http/, 'ws')
  const edges = {
    credentials,
    openSocket,
    clock,
    random,
    logger,
    handshakeTimeoutMs: options.timeoutMs,
  }

  return {
    async whoAmI() {
      const found = await http.get('/users/me', personSchema)
      if (!found.ok) throw unexpectedAnswerOf(403, found.error)
      return mapPerson(found.value)
    },
    async queues() {
      const found = await http.get('/routing/queues', queuesSchema)
      // Who may not read queues has none.
      return found.ok ? found.value.entities : []
    },
    async members(queueId) {
      const found = await http.get(
        route('/routing/queues/{}/members', queueId),
        membersSchema,
        'browse',
      )
      return found.ok ? ok(found.value.entities.map(mapMember)) : found
    },
    async activeQueues(agentUserId) {
      const path = route('/routing/users/{}/active-queues', agentUserId)
      const found = await http.get(path, queuesSchema, 'detail')
      return found.ok ? ok(found.value.entities) : found
    },
    async activeInteractions(agentUserId) {
      const path = route('/routing/users/{}/active-interactions', agentUserId)
      const found = await http.get(path, interactionsSchema, 'browse')
      if (!found.ok) return found
      return ok(
        found.value.entities.flatMap(
          (interaction) => mapInteraction(interaction, agentUserId) ?? [],
        ),
      )
    },
    async conversation(conversationId, purpose) {
      const path = route('/conversations/{}', conversationId)
      const found = await http.get(path, conversationSchema, purpose)
      return found.ok ? ok(orUnexpected(mapConversation(found.value))) : found
    },
    async transcript(conversationId) {
      const path = route('/conversations/{}/transcripts', conversationId)
      const found = await http.get(path, transcriptSchema)
      if (found.ok) return ok(found.value.entities.flatMap((entity) => readSegment(entity) ?? []))
      // "Not ready" and "absent" are one answer of the platform's: 404.
      return found.error.code === 'not-found' ? ok([]) : found
    },
    async startControl(request) {
      const payload = mapStartControl(request)
      if (!payload.ok) return payload
      const path = route('/conversations/{}/control', request.conversationId)
      const started = await http.send('POST', path, payload.value, startedControlSchema)
      if (!started.ok) return started
      // A word we do not know is still "accepted", and accepted is all that is known.
      const status = statusOf(started.value.status) ?? 'queued'
      return ok({ platformControlId: started.value.id, status })
    },
    async control(conversationId, platformControlId) {
      const path = route('/conversations/{}/controls/{}', conversationId, platformControlId)
      const found = await http.get(path, controlSchema, 'truth')
      return found.ok ? ok(orUnexpected(mapControl(found.value))) : found
    },
    async controls(conversationId) {
      const path = route('/conversations/{}/controls', conversationId)
      const found = await http.get(path, controlsSchema, 'truth')
      if (!found.ok) return found
      return ok(found.value.entities.flatMap((entity) => readControl(entity) ?? []))
    },
    async cancelControl(conversationId, platformControlId) {
      const path = route('/conversations/{}/controls/{}', conversationId, platformControlId)
      const cancelled = await http.send('DELETE', path, undefined, z.unknown())
      return cancelled.ok ? ok(undefined) : cancelled
    },
    async recordReceipt(conversationId, platformControlId, receipt) {
      const path = route('/conversations/{}/controls/{}/receipt', conversationId, platformControlId)
      const body = receiptRequestSchema.parse({
        ...(receipt.seen === undefined ? {} : { seen: receipt.seen }),
        ...(receipt.answer === undefined ? {} : { answer: wireAnswerOf(receipt.answer) }),
      })
      const recorded = await http.send('POST', path, body, controlSchema)
      return recorded.ok ? ok(orUnexpected(mapControl(recorded.value))) : recorded
    },
    ...createGuideCoachings(http),
    openEventStream(input) {
      const stream = openGuideEventStream({ ...edges, ...input, url: `${socketUrl}/events` })
      const forget = options.onClose(() => stream.close())
      return {
        subscribe: (subscriptions) => stream.subscribe(subscriptions),
        limitSilence: (silenceMs) => stream.limitSilence(silenceMs),
        askForWord: (withinMs) => stream.askForWord(withinMs),
        get lastWordAtMono() {
          return stream.lastWordAtMono
        },
        close() {
          forget()
          stream.close()
        },
      }
    },
    openMediaLine({ conversationId, platformControlId, kind, listener }) {
      const path = route('/conversations/{}/controls/{}/media', conversationId, platformControlId)
      if (path === undefined) {
        listener.onState({ state: 'closed', reason: 'refused' })
        return { send: () => false, close() {} }
      }
      let forget = () => {}
      const line = openGuideMediaLine({
        ...edges,
        url: `${socketUrl}${path}`,
        kind,
        listener: {
          onFrame: (stereo) => listener.onFrame(stereo),
          onPosition: (position) => listener.onPosition(position),
          onState(state) {
            if (state.state === 'closed') forget()
            listener.onState(state)
          },
        },
      })
      forget = options.onClose(() => line.close())
      return line
    },
  }
}

function readSegment(entity: unknown): TranscriptSegment | undefined {
  const parsed = segmentSchema.safeParse(entity)
  return parsed.success ? mapSegment(parsed.data) : undefined
}

/** Unreadable entries of a list are left out; the others still count. */
function readControl(entity: unknown): PlatformControl | undefined {
  const parsed = controlSchema.safeParse(entity)
  return parsed.success ? mapControl(parsed.data) : undefined
}

/** Well-formed, but with a word in it that we have no word for. */
function orUnexpected<T>(mapped: T | undefined): T {
  if (mapped === undefined) throw unexpectedAnswerOf(200)
  return mapped
}
