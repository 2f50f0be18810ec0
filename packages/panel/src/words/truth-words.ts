/** The three lines of "Who hears you now". Their form is fixed: outside checks and supervisors read it by heart. */
import type { Certainty, TruthLine } from '@sotto/domain'
import { inLanguage } from './in-language.ts'
import { timeOfDay } from './time-words.ts'

export const english = {
  who: { agent: 'Agent', customer: 'Customer', recording: 'Recording' },
  claims: {
    agent: { yes: 'hears you', no: 'does not hear you', maybe: 'may hear you' },
    customer: { yes: 'hears you', no: 'does not hear you', maybe: 'may hear you' },
    recording: { yes: 'records you', no: 'does not record you', maybe: 'may record you' },
  },
  confirmedAt: (time: string) => `confirmed ${time}`,
  pending: 'pending',
  unknown: 'unknown',
  doesNot: 'does not',
}

const words = inLanguage('truth-words', english)

export type TruthSubject = 'agent' | 'customer' | 'recording'

export interface TruthSentence {
  readonly subject: TruthSubject
  /** `Agent` */
  readonly who: string
  /** `hears you`, `does not hear you`, `may hear you` */
  readonly claim: string
  /** `confirmed 14:03:22`, `pending`, `unknown` */
  readonly certainty: string
  readonly kind: Certainty['certainty']
  readonly hears: boolean
}

const who = words.who

const claims = words.claims

export function truthSentences(truth: TruthLine): readonly TruthSentence[] {
  return [
    sentence('agent', truth.agent.hearsYou, truth.agent),
    sentence('customer', truth.customer.hearsYou, truth.customer),
    sentence('recording', truth.recording.recordsYou, truth.recording),
  ]
}

function sentence(subject: TruthSubject, hears: boolean, certainty: Certainty): TruthSentence {
  // What is not known is never put as a "does not".
  const claim = certainty.certainty === 'unknown' ? 'maybe' : hears ? 'yes' : 'no'
  return {
    subject,
    who: who[subject],
    claim: claims[subject][claim],
    certainty: certaintyWords(certainty),
    kind: certainty.certainty,
    hears,
  }
}

function certaintyWords(certainty: Certainty): string {
  switch (certainty.certainty) {
    case 'confirmed':
      return words.confirmedAt(timeOfDay(certainty.at))
    case 'pending':
    case 'unknown':
      return words[certainty.certainty]
  }
}

/** `Agent: hears you · confirmed 14:03:22` */
export function truthText(line: TruthSentence): string {
  return `${line.who}: ${line.claim} · ${line.certainty}`
}

/** All three in one short line: `Agent hears you · Customer does not · Recording does not`. */
export function barSentence(truth: TruthLine): string {
  return truthSentences(truth)
    .map(({ claim, hears, kind, who }) => {
      const short = kind === 'unknown' || hears ? claim : words.doesNot
      return kind === 'pending' ? `${who} ${short}, ${words.pending}` : `${who} ${short}`
    })
    .join(' · ')
}
