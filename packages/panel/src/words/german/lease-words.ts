import type { english } from '../lease-words.ts'

export const leaseWords: typeof english = {
  askedWords: 'Sie haben darum gebeten, als Nächstes zu coachen.',
  handedToYouWords: 'Das Coaching gehört jetzt Ihnen: Drücken Sie „Coachen“.',
  somebody: 'Jemand',
  youCoachElsewhere: (time) => `Sie coachen seit ${time} in einem anderen Tab.`,
  isCoachingSince: (who, time) => `${who} coacht seit ${time}`,
  asksToCoach: (name) => `${name} möchte coachen`,
}
