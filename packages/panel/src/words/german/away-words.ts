import type { english } from '../away-words.ts'

export const awayWords: typeof english = {
  modeNames: {
    'not-connected': '„Nicht verbunden“',
    monitor: 'Mithören',
    coach: 'Coachen',
    barge: 'Aufschalten',
  },
  controlNames: {
    monitor: 'Ihre Mithörleitung',
    'whisper-audio': 'Ihre Coaching-Leitung',
    barge: 'Ihre Leitung zu allen',
    'whisper-text': 'Ihr Flüstertext',
  },
  bySnapshotWords:
    'Der Server hat alles neu gemeldet. Was dazwischen kam und ging, steht nicht in dieser Liste.',
  modeWent: (from, to, why) => `Ihr Modus wechselte von ${from} zu ${to}.${why}`,
  recordingPaused: 'Die Aufzeichnung ist unterbrochen: sichere Pause.',
  recording: (state) => `Aufzeichnung: ${state}.`,
  now: (phase) => `Jetzt ${phase}.`,
  nowSince: (phase, time) => `Jetzt ${phase}, seit ${time}.`,
  tookOver: (from) => `Hat von ${from} übernommen.`,
  started: (queue, time) => `Neues Gespräch in ${queue}, seit ${time}.`,
  gone: (queue) => `Das Gespräch in ${queue} ist zu Ende oder hat Ihre Warteschlangen verlassen.`,
  quoted: (text) => `„${text}“`,
  answer: (answer) => `Antwort: ${answer}.`,
  nobodyCoaches: 'Niemand coacht mehr.',
  youCoach: (time) => `Sie coachen, seit ${time}.`,
  coaches: (who, time) => `${who} coacht, seit ${time}.`,
  span: (from, until, long) => `${from} bis ${until}, ${long}`,
}
