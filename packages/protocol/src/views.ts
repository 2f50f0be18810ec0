import type { SoundCause, TruthLine } from '@sotto/domain'
import { z } from 'zod'
import { agentQuietSchema } from './agent-settings.ts'

/** What the panel is told of each thing: only what it shows. Times are wall-clock milliseconds, UTC. */

const wallMs = z.number()

const allowedSchema = z.discriminatedUnion('allowed', [
  z.object({ allowed: z.literal(true) }),
  z.object({
    allowed: z.literal(false),
    reason: z.enum([
      'conversation-held',
      'conversation-in-transfer',
      'conversation-in-conference',
      'conversation-ended',
      'recording-paused',
      'no-agent',
      'no-audio-channel',
      'no-text-channel',
      'whisper-not-supported',
      'missing-permission',
      'missing-scope',
      'missing-licence',
      'missing-telephony',
      'missing-engagement',
      'agent-missing-telephony',
      'agent-missing-engagement',
      'being-coached',
      'conversation-unknown',
      'agent-never-monitored',
      'customer-never-monitored',
      'reveal-forbidden',
      'reason-required',
    ]),
    missing: z.string().optional(),
    /** With `being-coached`: who, and since when. */
    by: z.string().optional(),
    since: wallMs.optional(),
    /** Where a policy refuses: what its administrator wrote for this. */
    words: z.string().exactOptional(),
  }),
])

const supervisedModeSchema = z.enum(['monitor', 'coach', 'barge'])
const phaseSchema = z.enum(['active', 'held', 'in-transfer', 'conference', 'ended'])
const mediaSchema = z.enum(['voice', 'chat', 'email'])
const purposeSchema = z.enum(['customer', 'agent', 'external', 'supervisor'])

/** A row of the list. */
export const conversationRowSchema = z.object({
  id: z.string(),
  agentUserId: z.string(),
  agentName: z.string(),
  queueId: z.string(),
  queueName: z.string(),
  media: mediaSchema,
  phase: phaseSchema,
  startedAt: wallMs,
  /** When the phase began; unknown until the first event of that conversation. */
  phaseSince: wallMs.optional(),
  /** Who coaches this agent now, since when, and whether that is this tab. */
  coach: z.object({ by: z.string(), since: wallMs, mine: z.boolean() }).optional(),
})
export type ConversationRow = z.infer<typeof conversationRowSchema>

/** An agent of one of my queues, whether in conversation or free. */
export const agentRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  queueIds: z.array(z.string()),
  presence: z.enum(['available', 'busy', 'away', 'offline']),
  routing: z.enum(['idle', 'interacting', 'not-responding', 'off-queue']),
  /** Since when they have been so; absent unless it was seen to begin. */
  since: wallMs.optional(),
})
export type AgentRow = z.infer<typeof agentRowSchema>

/** The queues this person sees now, by name: a queue's name and who sees it may change at any moment. */
export const ownQueuesSchema = z.array(z.object({ id: z.string(), name: z.string() }))
export type OwnQueues = z.infer<typeof ownQueuesSchema>

const modeStateSchema = z.object({
  wanted: z.enum(['off', 'monitor', 'coach', 'barge']),
  confirmed: z.enum(['not-connected', 'monitor', 'coach', 'barge']),
  switching: z.boolean(),
  reason: z.string().optional(),
})

const certaintyFields = z.discriminatedUnion('certainty', [
  z.object({ certainty: z.literal('confirmed'), at: wallMs }),
  z.object({ certainty: z.literal('pending') }),
  z.object({ certainty: z.literal('unknown') }),
])

const hearingSchema = z.intersection(z.object({ hearsYou: z.boolean() }), certaintyFields)

export const truthLineSchema = z.object({
  agent: hearingSchema,
  customer: hearingSchema,
  recording: z.intersection(
    z.object({ recordsYou: z.boolean(), state: z.enum(['on', 'paused', 'off']) }),
    certaintyFields,
  ),
}) satisfies z.ZodType<TruthLine>

/** What is wrong with the sound, in the order in which it is told. */
const soundCauseSchema = z.enum([
  'agent-codec',
  'voice-distorted',
  'supervisor-network-loses',
  'supervisor-network-uneven',
  'platform-loses',
  'platform-uneven',
]) satisfies z.ZodType<SoundCause>

/** The opened conversation: everything on the right side of the panel. */
export const conversationDetailSchema = z.object({
  id: z.string(),
  agentUserId: z.string().optional(),
  agentName: z.string().optional(),
  /** This agent does not want to be disturbed by texts: what is sent now is held back. */
  quiet: agentQuietSchema.exactOptional(),
  queueId: z.string().exactOptional(),
  queueName: z.string(),
  media: mediaSchema,
  phase: phaseSchema,
  startedAt: wallMs,
  phaseSince: wallMs,
  recording: z.enum(['on', 'paused', 'off']),
  participants: z.array(
    z.object({
      id: z.string(),
      purpose: purposeSchema,
      name: z.string(),
      connected: z.boolean(),
      /** Waits on hold and hears nothing. */
      held: z.boolean().exactOptional(),
    }),
  ),
  /** This supervisor's rights here and now (domain `allowedActions`). */
  allowed: z.object({
    monitor: allowedSchema,
    coach: allowedSchema,
    barge: allowedSchema,
    whisperText: allowedSchema,
  }),
  /** What an administrator has laid down for this queue; absent from a server that knows no policies. */
  policy: z
    .object({
      /** Modes of which the agent is told. */
      told: z.array(supervisedModeSchema),
      /** Modes for which a reason has to be given before they begin. */
      needsReason: z.array(supervisedModeSchema),
      revealAllowed: z.boolean(),
      /** The administrator's own words for whoever is refused. */
      explanation: z.string().exactOptional(),
    })
    .exactOptional(),
  /** The lease of the agent in this conversation, while somebody holds it. */
  lease: z
    .object({
      fence: z.number().int(),
      by: z.string(),
      since: wallMs,
      /** This tab holds it. */
      mine: z.boolean(),
      /** Another tab of the same supervisor holds it. */
      inOtherTab: z.literal(true).exactOptional(),
      /** This tab stands in line. */
      asked: z.boolean(),
      /** Others who stand in line, in the order in which they asked. */
      wishes: z.array(z.object({ supervisorId: z.string(), name: z.string(), askedAt: wallMs })),
    })
    .optional(),
  /** This tab's mode. */
  mode: modeStateSchema,
  truth: truthLineSchema,
  /** True when this tab's spoken line may carry sound now, by the server's own gate. */
  microphoneMayOpen: z.boolean(),
  /** The line of this tab, for the audio socket; absent when there is none. */
  speakingControlId: z.string().optional(),
  listeningControlId: z.string().optional(),
  /** When the platform last said anything about this conversation. */
  knownAt: wallMs,
  /** How this tab's voice fares, and what was done about it. */
  sound: z
    .object({
      causes: z.array(soundCauseSchema),
      /** The mix level was lowered to this by itself in this conversation. */
      loweredMixLevel: z.number().optional(),
    })
    .optional(),
  /** Only while nobody can be coached in this call: on hold, in transfer, in conference. */
  figures: z
    .object({
      holds: z.object({
        begun: z.number().int(),
        /** Of those that are over. */
        endedMs: z.number(),
        heldSince: wallMs.exactOptional(),
      }),
      /** Of the half minute before it was measured; absent when the platform has said nothing lately. */
      talk: z
        .object({
          /** 0–1 each. */
          agent: z.number(),
          customer: z.number(),
          silenceMs: z.number(),
          measuredAt: wallMs,
        })
        .exactOptional(),
    })
    .exactOptional(),
})
export type ConversationDetail = z.infer<typeof conversationDetailSchema>

/** One whisper or line of this supervisor, with its life. */
export const controlViewSchema = z.object({
  id: z.string(),
  conversationId: z.string(),
  kind: z.enum(['monitor', 'whisper-audio', 'whisper-text', 'barge']),
  text: z.string().optional(),
  state: z.enum([
    'held-back',
    'submitted',
    'queued',
    'pending-delivery',
    'executing',
    'completed',
    'cancelling',
    'cancelled',
    'expired',
    'failed',
    'refused',
  ]),
  /** Reason code of a cancelled, failed or refused control. */
  reason: z.string().optional(),
  missing: z.string().optional(),
  submittedAt: wallMs,
  /** Of a text that is or was held back from its agent: since when it was. */
  heldSince: wallMs.exactOptional(),
  /** When the present state was reached, by the platform's word. */
  at: wallMs.optional(),
  evidence: z.enum(['answer', 'event', 'status-check']).optional(),
  seenAt: wallMs.optional(),
  answer: z.enum(['got-it', 'not-now', 'need-you']).optional(),
  answeredAt: wallMs.optional(),
  /** What may be offered since it has not helped; each only while the conversation's `allowed` allows it. Absent: nothing. */
  offers: z.array(z.enum(['retry', 'send-text'])).optional(),
})
export type ControlView = z.infer<typeof controlViewSchema>

/** The server's own link to the platform's event stream, for this supervisor. */
export const platformLinkSchema = z.object({
  state: z.enum(['connecting', 'open', 'interrupted']),
  since: wallMs,
  reason: z.string().optional(),
  /** Since then no stream brings some of this supervisor's queues: rows may be old. What they hold or have opened is not meant. */
  listOldSince: wallMs.optional(),
})
export type PlatformLink = z.infer<typeof platformLinkSchema>
