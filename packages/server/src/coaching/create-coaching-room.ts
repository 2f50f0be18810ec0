// Puts the part of the coaching sessions together: what is known, what is checked, what is done, and the doors to it.
import { coachingLicence } from '@sotto/domain'
import type { Clock, Logger, Random, Scope } from '@sotto/kernel'
import type { Platform } from '@sotto/platform'
import type { FastifyInstance } from 'fastify'
import type { Stores } from '../database/stores.ts'
import { createFactAppender } from '../incidents/record-incidents.ts'
import type { Counters } from '../live/counters.ts'
import type { LiveWorld } from '../live/live-world.ts'
import type { ConversationReader } from '../live/supervisors/conversation-reader.ts'
import type { Supervisors } from '../live/supervisors/supervisors.ts'
import type { Timers } from '../live/timers.ts'
import type { ActWitness } from '../observe/act-witness.ts'
import type { TextMasking } from '../text/text-masking.ts'
import { createCoachingAdoption } from './adopt-coaching.ts'
import { closeTaken } from './close-taken.ts'
import { type CoachingBook, createCoachingBook } from './coaching-book.ts'
import { createCoachingChecks } from './coaching-checks.ts'
import { createCoachingClerk } from './coaching-clerk.ts'
import { type CoachingDesk, createCoachingDesk } from './coaching-desk.ts'
import { registerCoachingDoors } from './coaching-doors.ts'
import { type CoachingHistory, createCoachingHistory } from './coaching-history.ts'
import { createCoachingSteps } from './coaching-steps.ts'
import { followCoachings } from './follow-coachings.ts'

export interface CoachingRoomOptions {
  readonly clock: Clock
  readonly random: Random
  readonly scope: Scope
  readonly logger: Logger
  readonly counters: Counters
  readonly witness: ActWitness
  readonly timers: Timers
  readonly platform: Platform
  readonly stores: Pick<Stores, 'coachings' | 'controls' | 'idempotency' | 'incidents'>
  readonly world: LiveWorld
  readonly reader: ConversationReader
  readonly supervisors: Supervisors
  readonly masking: TextMasking
  readonly coachingSessionId: (supervisorId: string, conversationId: string) => Promise<string>
  readonly lookupWindowMs: number
  readonly onFailure: (failure: unknown) => void
}

export interface CoachingRoom {
  readonly book: CoachingBook
  readonly desk: CoachingDesk
  readonly history: CoachingHistory
  register(app: FastifyInstance): void
}

export function createCoachingRoom(options: CoachingRoomOptions): CoachingRoom {
  const { stores, world } = options
  const store = stores.coachings
  const book = createCoachingBook(store, options.onFailure)
  const append = createFactAppender({ ...options, store: stores.incidents })
  const clerk = createCoachingClerk({ ...options, store, book, append })
  function keepsMetadata(supervisorId: string): boolean {
    const person = options.supervisors.byPerson(supervisorId)?.person
    return person === undefined || coachingLicence(person.licence).metadata
  }
  const parts = { ...options, store, book, clerk, keepsMetadata }
  const adoption = createCoachingAdoption(parts)
  const checks = createCoachingChecks({ ...parts, adoption })
  const steps = createCoachingSteps(clerk)
  closeTaken({ ...parts, checks, steps })
  const desk = createCoachingDesk({
    ...options,
    capability: options.platform.capabilities.coaching,
    store,
    book,
    clerk,
    checks,
    steps,
  })
  const { queueName } = world
  followCoachings({ ...options, store, book })
  const history = createCoachingHistory({ store, world, queueName })
  return {
    book,
    desk,
    history,
    register(app) {
      registerCoachingDoors(app, {
        ...options,
        queueName,
        desk,
        history,
        idempotency: stores.idempotency,
        controlStore: stores.controls,
      })
    },
  }
}
