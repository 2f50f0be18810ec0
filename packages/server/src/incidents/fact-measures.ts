/** A fact's details, parsed into what the protocol knows; anything else in them is left where it is. */
import { coachingActionNames } from '@sotto/domain'
import type { IncidentEntry } from '@sotto/protocol'
import { z } from 'zod'
import type { IncidentFact } from '../database/stores.ts'

const kindSchema = z.object({ kind: z.enum(['monitor', 'whisper-audio', 'whisper-text', 'barge']) })
const platformAtSchema = z.object({ platformAt: z.number() })
const hearsSchema = z.object({
  agent: z.boolean(),
  customer: z.boolean(),
  recording: z.boolean(),
})
const soundSchema = z.object({
  receivedSamples: z.number(),
  mixedSamples: z.number(),
  underrunSamples: z.number(),
  clippedSamples: z.number(),
})

const coachingSchema = z.object({
  coachingId: z.string(),
  coachingKind: z.enum(['real-time', 'post-call']),
})
const stepSchema = z.object({ step: z.enum(coachingActionNames) })

export type FactMeasures = Pick<
  IncidentEntry,
  'kind' | 'platformAt' | 'hears' | 'sound' | 'coachingId' | 'coachingKind' | 'step'
>

export function measuresOf({ details }: IncidentFact): FactMeasures {
  const hears = hearsSchema.safeParse(details).data
  const sound = soundSchema.safeParse(details).data
  return {
    ...kindSchema.safeParse(details).data,
    ...platformAtSchema.safeParse(details).data,
    ...(hears === undefined ? {} : { hears }),
    ...(sound === undefined ? {} : { sound }),
    ...coachingSchema.safeParse(details).data,
    ...stepSchema.safeParse(details).data,
  }
}
