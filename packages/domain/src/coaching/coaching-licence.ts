// What of coaching a person's licence has.
import type { LicenceTier } from '../conversation/people.ts'

/** What a licence has of coaching (S14). */
export interface CoachingLicence {
  readonly realTime: boolean
  /** Whether the platform keeps our reference with the session. */
  readonly metadata: boolean
}

/** The licence that has all of it. */
export const fullCoachingLicence = 'CX2'

export function coachingLicence(tier: LicenceTier): CoachingLicence {
  switch (tier) {
    case 'cx1':
      return { realTime: false, metadata: false }
    case 'cx2':
    case 'cx3':
      return { realTime: true, metadata: true }
  }
}
