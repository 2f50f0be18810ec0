/** What a supervisor can ask of our server. One idempotency key per intent: a repeated try is never a second act. */
import type { Random, Result } from '@sotto/kernel'
import {
  type AgentQueues,
  agentQueuesSchema,
  type CoachingDetailsRequest,
  type CoachingPage,
  type CoachingReading,
  type CoachingSaved,
  type CoachingSearchRequest,
  type CoachingStateRequest,
  type CoachingView,
  coachingPageSchema,
  coachingReadingSchema,
  coachingSavedSchema,
  coachingViewSchema,
  type EndedConversation,
  endedConversationsSchema,
  type LeaseAskRequest,
  type LeaseHandOverRequest,
  type LeaseWithdrawRequest,
  type Me,
  type ModeRequest,
  meSchema,
  modeAnswerSchema,
  type RevealAnswer,
  type RevealRequest,
  revealAnswerSchema,
  type SealedDrafts,
  type StartCoachingRequest,
  sealedDraftsSchema,
  type UnsealedDrafts,
  unsealedDraftsSchema,
  type WhisperCheck,
  type WhisperReceipt,
  type WhisperReceiptRequest,
  type WhisperSent,
  whisperCheckSchema,
  whisperReceiptSchema,
  whisperSentSchema,
} from '@sotto/protocol'
import type { CallFailure, CallServer } from './server-calls.ts'

/** Whether account numbers and national ids in a whisper are meant. Cards and security codes are masked in any case. */
export type PersonalWish = 'mask' | 'as-written'

export interface Commands {
  me(): Promise<Result<Me, CallFailure>>
  /** A newer change of mode ends the older one's tries: what was asked for last is what counts. */
  setMode(conversationId: string, request: ModeRequest): Promise<Result<true, CallFailure>>
  sendWhisper(
    conversationId: string,
    text: string,
    key: string,
    personal?: PersonalWish,
  ): Promise<Result<WhisperSent, CallFailure>>
  /** What of this text would be masked; sends nothing. */
  checkWhisper(conversationId: string, text: string): Promise<Result<WhisperCheck, CallFailure>>
  /** Stands in line to coach this agent next. */
  askForLease(agentUserId: string, request: LeaseAskRequest): Promise<Result<true, CallFailure>>
  withdrawFromLease(
    agentUserId: string,
    request: LeaseWithdrawRequest,
  ): Promise<Result<true, CallFailure>>
  /** Resolves once the line is closed and the other supervisor has it. */
  handOverLease(
    agentUserId: string,
    request: LeaseHandOverRequest,
  ): Promise<Result<true, CallFailure>>
  /** In which of this person's queues that agent takes conversations now. */
  agentQueues(agentUserId: string): Promise<Result<AgentQueues, CallFailure>>
  cancelControl(controlId: string): Promise<Result<true, CallFailure>>
  /** What is behind one mask. `key`: of this one look. */
  reveal(
    conversationId: string,
    request: RevealRequest,
    key: string,
  ): Promise<Result<RevealAnswer, CallFailure>>
  /** Of the agent a whisper went to: that it was seen, and what they answer. */
  sendReceipt(
    whisperId: string,
    receipt: WhisperReceiptRequest,
    key: string,
  ): Promise<Result<WhisperReceipt, CallFailure>>
  startCoaching(
    conversationId: string,
    request: StartCoachingRequest,
  ): Promise<Result<CoachingView, CallFailure>>
  moveCoaching(
    coachingId: string,
    action: CoachingStateRequest['action'],
  ): Promise<Result<CoachingView, CallFailure>>
  writeCoaching(
    coachingId: string,
    request: CoachingDetailsRequest,
  ): Promise<Result<CoachingSaved, CallFailure>>
  coaching(coachingId: string): Promise<Result<CoachingReading, CallFailure>>
  coachings(search: CoachingSearchRequest): Promise<Result<CoachingPage, CallFailure>>
  endedConversations(): Promise<Result<readonly EndedConversation[], CallFailure>>
  signOut(): Promise<Result<true, CallFailure>>
  /** What was typed, sealed for this person: also after the session has ended. */
  sealDrafts(personId: string, drafts: string): Promise<Result<SealedDrafts, CallFailure>>
  openDrafts(sealed: string): Promise<Result<UnsealedDrafts, CallFailure>>
}

export function createCommands(call: CallServer, random: Random): Commands {
  let changing: AbortController | undefined
  const done = (): true => true
  const changeLease = (agentUserId: string, door: string, body: unknown) =>
    call({
      method: 'POST',
      path: `/api/agents/${encodeURIComponent(agentUserId)}/lease/${door}`,
      body,
      idempotencyKey: random.id(),
      read: done,
    })
  function changeCoaching<Answer>(
    coachingId: string,
    door: 'state' | 'details',
    body: unknown,
    read: (answer: unknown) => Answer | undefined,
  ) {
    const path = `/api/coachings/${encodeURIComponent(coachingId)}/${door}`
    return call({ method: 'POST', path, body, idempotencyKey: random.id(), read })
  }
  return {
    me: () =>
      call({ method: 'GET', path: '/api/me', read: (body) => meSchema.safeParse(body).data }),
    async setMode(conversationId, request) {
      changing?.abort()
      const current = new AbortController()
      changing = current
      return call({
        method: 'POST',
        path: `/api/conversations/${encodeURIComponent(conversationId)}/mode`,
        body: request,
        idempotencyKey: random.id(),
        signal: current.signal,
        read: (body) => modeAnswerSchema.safeParse(body).data?.accepted,
      })
    },
    sendWhisper: (conversationId, text, key, personal = 'mask') =>
      call({
        method: 'POST',
        path: `/api/conversations/${encodeURIComponent(conversationId)}/whispers`,
        body: { text, ...(personal === 'mask' ? {} : { personal }) },
        idempotencyKey: key,
        read: (body) => whisperSentSchema.safeParse(body).data,
      }),
    checkWhisper: (conversationId, text) =>
      call({
        method: 'POST',
        path: `/api/conversations/${encodeURIComponent(conversationId)}/whispers/check`,
        body: { text },
        read: (body) => whisperCheckSchema.safeParse(body).data,
      }),
    askForLease: (agentUserId, request) => changeLease(agentUserId, 'ask', request),
    withdrawFromLease: (agentUserId, request) => changeLease(agentUserId, 'withdraw', request),
    handOverLease: (agentUserId, request) => changeLease(agentUserId, 'hand-over', request),
    agentQueues: (agentUserId) =>
      call({
        method: 'GET',
        path: `/api/agents/${encodeURIComponent(agentUserId)}/queues`,
        read: (body) => agentQueuesSchema.safeParse(body).data,
      }),
    cancelControl: (controlId) =>
      call({
        method: 'POST',
        path: `/api/controls/${encodeURIComponent(controlId)}/cancel`,
        idempotencyKey: random.id(),
        read: done,
      }),
    reveal: (conversationId, request, key) =>
      call({
        method: 'POST',
        path: `/api/conversations/${encodeURIComponent(conversationId)}/transcript/reveals`,
        body: request,
        idempotencyKey: key,
        read: (body) => revealAnswerSchema.safeParse(body).data,
      }),
    sendReceipt: (whisperId, receipt, key) =>
      call({
        method: 'POST',
        path: `/api/agent/whispers/${encodeURIComponent(whisperId)}/receipt`,
        body: receipt,
        idempotencyKey: key,
        read: (body) => whisperReceiptSchema.safeParse(body).data,
      }),
    startCoaching: (conversationId, request) =>
      call({
        method: 'POST',
        path: `/api/conversations/${encodeURIComponent(conversationId)}/coachings`,
        body: request,
        idempotencyKey: random.id(),
        read: (body) => coachingViewSchema.safeParse(body).data,
      }),
    moveCoaching: (coachingId, action) =>
      changeCoaching(
        coachingId,
        'state',
        { action },
        (answer) => coachingViewSchema.safeParse(answer).data,
      ),
    writeCoaching: (coachingId, request) =>
      changeCoaching(
        coachingId,
        'details',
        request,
        (answer) => coachingSavedSchema.safeParse(answer).data,
      ),
    coaching: (coachingId) =>
      call({
        method: 'GET',
        path: `/api/coachings/${encodeURIComponent(coachingId)}`,
        read: (body) => coachingReadingSchema.safeParse(body).data,
      }),
    coachings: (search) =>
      call({
        method: 'POST',
        path: '/api/coachings/search',
        body: search,
        isView: true,
        read: (body) => coachingPageSchema.safeParse(body).data,
      }),
    endedConversations: () =>
      call({
        method: 'GET',
        path: '/api/ended-conversations',
        read: (body) => endedConversationsSchema.safeParse(body).data?.conversations,
      }),
    signOut: () =>
      call({ method: 'POST', path: '/auth/sign-out', idempotencyKey: random.id(), read: done }),
    sealDrafts: (personId, drafts) =>
      call({
        method: 'POST',
        path: '/auth/drafts/seal',
        body: { personId, drafts },
        idempotencyKey: random.id(),
        read: (body) => sealedDraftsSchema.safeParse(body).data,
      }),
    openDrafts: (sealed) =>
      call({
        method: 'POST',
        path: '/auth/drafts/open',
        body: { sealed },
        idempotencyKey: random.id(),
        isView: true,
        read: (body) => unsealedDraftsSchema.safeParse(body).data,
      }),
  }
}
