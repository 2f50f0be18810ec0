import type { english } from '../../screens/transcript.ts'

export const transcript: typeof english = {
  hiddenShowIt: (words) => `${words}, verdeckt: zeigen`,
  hideNowSLeft: (seconds) => `Jetzt verbergen · noch ${seconds} s`,
  notShownYourReasonIs: (why) =>
    `Nicht gezeigt: ${why} Ihre Begründung bleibt stehen; versuchen Sie es noch einmal oder brechen Sie ab.`,
  cancel: 'Abbrechen',
  recordingPausedNothingOfIt: (from, until) =>
    `${from}${until} · Aufzeichnung unterbrochen: Davon wird nichts gezeigt`,
  youToTheAgentOnly: 'Sie, nur an das Teammitglied:',
  lines: 'Zeilen',
  jumpToNow: 'Zum Ende springen',
  jumpToNowNew: (missed) => `Zum Ende springen (${missed} neu)`,
  hide: 'Verbergen',
  show: 'Zeigen',
}
