/** Puts the policies together: what is in force, who asks for it, what follows from a change, and the administrators' doors. */
import type { Clock, Logger, Scope } from '@sotto/kernel'
import type { FastifyInstance } from 'fastify'
import type { ModeEngine } from '../commands/mode-engine.ts'
import type { Stores } from '../database/stores.ts'
import type { Counters } from '../live/counters.ts'
import type { LiveWorld } from '../live/live-world.ts'
import type { Supervisors } from '../live/supervisors/supervisors.ts'
import type { Timers } from '../live/timers.ts'
import type { ActWitness } from '../observe/act-witness.ts'
import type { Transcripts } from '../transcripts/transcripts.ts'
import { forgetByPolicy } from './forget-by-policy.ts'
import { guardTranscripts } from './guard-transcripts.ts'
import { createPolicyBook, type PolicyBook } from './policy-book.ts'
import { registerPolicyDoors } from './policy-doors.ts'
import { createPolicyGuard, type PolicyGuard } from './policy-guard.ts'
import { watchPolicies } from './watch-policies.ts'

export interface PolicyRoom {
  readonly book: PolicyBook
  readonly guard: PolicyGuard
  /** The same transcripts, closed to whom a policy closes them. */
  guarded(transcripts: Transcripts): Transcripts
  /** From now on lines that a policy comes to forbid are cut. */
  watch(modes: ModeEngine): void
  register(app: FastifyInstance, supervisors: Supervisors): void
}

export interface PolicyRoomOptions {
  readonly clock: Clock
  readonly timers: Timers
  readonly scope: Scope
  readonly logger: Logger
  readonly counters: Counters
  readonly witness: ActWitness
  readonly world: LiveWorld
  readonly stores: Pick<Stores, 'policies' | 'idempotency' | 'facts' | 'coachings'>
  readonly onFailure: (failure: unknown) => void
}

export function createPolicyRoom(options: PolicyRoomOptions): PolicyRoom {
  const { stores, world } = options
  const book = createPolicyBook({ ...options, store: stores.policies })
  const guard = createPolicyGuard({ policies: book, world })
  forgetByPolicy({ ...options, policies: book })
  return {
    book,
    guard,
    guarded: (transcripts) => guardTranscripts({ ...options, transcripts, guard }),
    watch: (modes) => watchPolicies({ guard, modes, world }),
    register(app, supervisors) {
      registerPolicyDoors(app, {
        ...options,
        supervisors,
        policies: book,
        store: stores.policies,
        idempotency: stores.idempotency,
        queueName: world.queueName,
      })
    },
  }
}
