import type { english } from '../truth-words.ts'

export const truthWords: typeof english = {
  who: { agent: 'Teammitglied', customer: 'Kundenseite', recording: 'Aufzeichnung' },
  claims: {
    agent: { yes: 'hört Sie', no: 'hört Sie nicht', maybe: 'hört Sie vielleicht' },
    customer: { yes: 'hört Sie', no: 'hört Sie nicht', maybe: 'hört Sie vielleicht' },
    recording: {
      yes: 'nimmt Sie auf',
      no: 'nimmt Sie nicht auf',
      maybe: 'nimmt Sie vielleicht auf',
    },
  },
  confirmedAt: (time) => `bestätigt ${time}`,
  pending: 'ausstehend',
  unknown: 'unbekannt',
  doesNot: 'nicht',
}
