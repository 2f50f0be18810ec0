import type { english } from '../problem-words.ts'

export const problemWords: typeof english = {
  askedWords: { off: 'Beenden', monitor: 'Mithören', coach: 'Coachen', barge: 'Aufschalten' },
  noAnswer: 'Unser Server hat nicht geantwortet.',
  unreadable: (status) => `Unser Server gab eine Antwort, die wir nicht lesen können (${status}).`,
  superseded: 'Sie haben inzwischen etwas anderes verlangt.',
  again: (button) =>
    `Ihr Mikrofon ist abgeschaltet. Sehen Sie nach, wer Sie hört, und drücken Sie dann noch einmal „${button}“.`,
  stopAgain:
    'Ihr Mikrofon ist abgeschaltet; der Server beendet die Leitung von selbst, wenn er von dieser Seite nichts mehr hört. Drücken Sie noch einmal „Beenden“.',
  didNotWork: (button, why) => `„${button}“ hat nicht geklappt: ${why}`,
}
