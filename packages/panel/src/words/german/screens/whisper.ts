import type { english } from '../../screens/whisper.ts'

export const whisper: typeof english = {
  ctrl: 'Strg',
  notSentYourTextIs: (why) =>
    `Nicht gesendet: ${why} Ihr Text steht noch unten; senden Sie ihn noch einmal.`,
  whisperToAgent: 'Flüstertext an das Teammitglied',
  onlyTheAgentReadsThis: 'Nur das Teammitglied liest dies …',
  sendWhisper: 'Flüstertext senden',
  youCanWriteButNot: (why) => `Sie können schreiben, aber nicht senden. ${why}`,
  tooLongForAWhisper: 'Zu lang für einen Flüstertext: höchstens 1.000 Zeichen.',
  thisTextHoldsABroken: 'Dieser Text enthält ein defektes Zeichen; geben Sie es neu ein.',
  sent: (submittedAt) => `Gesendet ${submittedAt}`,
  seen: (seenAt) => `Gesehen ${seenAt}`,
  notSentAgain: 'Nicht noch einmal gesendet',
  theWhisperIsStillIn: 'Der Flüstertext steht noch in dieser Liste; versuchen Sie es noch einmal.',
  notTakenBack: 'Nicht zurückgenommen',
  itMayStillArrive: (why) => `${why} Er kann noch ankommen.`,
  quoted: (answer) => `„${answer}“`,
  takeBack: 'Zurücknehmen',
  sendAgain: 'Noch einmal senden',
  editAsNew: 'Als neuen bearbeiten',
  textWhispers: 'Flüstertexte',
  whisperInWriting: 'Schriftlich flüstern',
  whispers: 'Flüstertexte',
}
