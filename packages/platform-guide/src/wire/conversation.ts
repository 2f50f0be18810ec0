/** A conversation as the platform sends it, by REST and in `conversation.updated`. */
import { z } from 'zod'
import { timeSchema } from './time.ts'

const channelSchema = z.object({
  id: z.string(),
  mediaType: z.string(),
  state: z.string(),
  // What does not say that it can carry a whisper cannot.
  whisperSupported: z.boolean().default(false),
  codecs: z.array(z.string()).default([]),
})
export type WireChannel = z.infer<typeof channelSchema>

const participantSchema = z.object({
  participantId: z.string(),
  purpose: z.string(),
  userId: z.string().nullish(),
  name: z.string().default(''),
  state: z.string(),
  telephony: z.boolean().default(false),
  engagement: z.boolean().default(false),
  controlId: z.string().nullish(),
  controlType: z.string().nullish(),
  heardBy: z.array(z.string()).nullish(),
  mediaChannels: z.array(channelSchema).default([]),
})
export type WireParticipant = z.infer<typeof participantSchema>

/** `{}` when nothing was measured. */
const qualitySchema = z
  .object({
    clippingRatio: z.number().optional(),
    lossRatio: z.number().optional(),
    jitterMs: z.number().optional(),
  })
  .nullish()
export type WireQuality = z.infer<typeof qualitySchema>

export const conversationSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  state: z.string(),
  mediaType: z.string(),
  region: z.string().default(''),
  queueId: z.string(),
  startTime: timeSchema,
  stateSince: timeSchema,
  recording: z.object({ state: z.string(), recordsSupervisor: z.boolean().default(false) }),
  participants: z.array(participantSchema),
  audioQuality: z
    .object({ agent: qualitySchema, customer: qualitySchema, supervisor: qualitySchema })
    .nullish(),
})
export type WireConversation = z.infer<typeof conversationSchema>

/** `data` of `conversation.metrics`. */
export const metricsSchema = z.object({
  silenceMs: z.number(),
  overlapMs: z.number(),
  talkShare: z.object({ agent: z.number(), customer: z.number() }),
  negativeRun: z.number().default(0),
  keywords: z.array(z.string()).default([]),
})
