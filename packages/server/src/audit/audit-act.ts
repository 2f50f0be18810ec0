/** One act as the audit keeps it (W14): what stays for ever, and what can be taken out of it again. */
import { type AuditPersonal, type SealedEntry, sealEntry } from '@sotto/audit'
import type { Evidence } from '@sotto/domain'
import type { Random, WallMs } from '@sotto/kernel'
import { secretBytes } from '../auth/secret-bytes.ts'

export interface AuditAct {
  readonly at: WallMs
  /** A fixed word: `control-executing`, `reveal`, `policy-changed`, … */
  readonly act: string
  /** Whoever did it; of a lease that changed hands, whoever had it. */
  readonly supervisorId: string
  /** Of a lease that changed hands: whoever has it now. */
  readonly toSupervisorId?: string
  /** To whom. */
  readonly agentUserId?: string
  readonly conversationId?: string
  readonly controlId?: string
  /** Ids by which the platform, workforce management and speech analytics know the same thing. */
  readonly platformControlId?: string
  readonly coachingSessionId?: string
  readonly platformCoachingId?: string
  /** Of the transcript, as speech analytics has it. */
  readonly segmentId?: string
  /** Our own record of a coaching session. */
  readonly coachingId?: string
  readonly mode?: 'monitor' | 'coach' | 'barge' | 'whisper-text'
  /** Whether the customer could hear the supervisor, and by what we know it. */
  readonly customerCouldHear?: boolean
  readonly evidence?: Evidence | 'never-live'
  readonly from?: WallMs
  readonly to?: WallMs
  readonly outcome?: string
  /** A fixed word. */
  readonly reason?: string
  /** What the act was about, in a fixed word: the kind of a mask, the name of a setting. */
  readonly subject?: string
  /** What somebody typed as the reason, redacted. */
  readonly words?: string
  /** Of the policies it was decided under; unsaid, of those in force where it is written. */
  readonly policyVersion?: number
}

export type SealAct = (act: AuditAct) => SealedEntry

/** Seals acts under new ids and salts, each with the version of the policies in force: no kind of act goes without. */
export function createActSealer(random: Random, policyInForce: () => number): SealAct {
  return ({ supervisorId, toSupervisorId, agentUserId, words, ...lasting }) => {
    const personal: AuditPersonal = {
      supervisorId,
      ...(toSupervisorId === undefined ? {} : { toSupervisorId }),
      ...(agentUserId === undefined ? {} : { agentUserId }),
      ...(words === undefined ? {} : { words }),
    }
    const salt = secretBytes(random, 32).toString('hex')
    const entry = {
      policyVersion: policyInForce(),
      ...{ ...lasting, ...wholeTimes(lasting) },
      id: random.id(),
    }
    return sealEntry(entry, personal, salt)
  }
}

/** A clock may tell parts of a millisecond; what is hashed has none. */
function wholeTimes({ at, from, to }: Pick<AuditAct, 'at' | 'from' | 'to'>) {
  return {
    at: Math.floor(at),
    ...(from === undefined ? {} : { from: Math.floor(from) }),
    ...(to === undefined ? {} : { to: Math.floor(to) }),
  }
}
