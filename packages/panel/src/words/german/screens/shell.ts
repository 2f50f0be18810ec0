import type { english } from '../../screens/shell.ts'

export const shell: typeof english = {
  announcements: 'Ansagen',
  whatChangedWhileYouWere: 'Was sich geändert hat, während Sie weg waren',
  andMore: (count) => `Und ${count} weitere.`,
  dismiss: (title) => `Ausblenden: ${title}`,
  skipToTheConversation: 'Zum Gespräch springen',
  myPeople: 'Mein Team',
  agentsInConversation: (agentCount, busyAgentCount) =>
    `${agentCount} Mitarbeitende · ${busyAgentCount} im Gespräch`,
  keys: 'Tasten',
  useDarkColours: 'Dunkle Farben verwenden',
  useLightColours: 'Helle Farben verwenden',
  notSignedOut: 'Nicht abgemeldet',
  theServerDidNotAnswer:
    'Der Server hat nicht geantwortet. Sie sind noch angemeldet; versuchen Sie es noch einmal.',
  coachingHistory: 'Coaching-Verlauf',
  takeALetterADigit:
    'Nehmen Sie einen Buchstaben, eine Ziffer oder ein Zeichen; die Rücktaste für keine Taste.',
  theyMeanNothingWhileYou:
    'Sie gelten nicht, während Sie schreiben. Drücken Sie auf eine, um sie zu ändern; sie bleibt auf diesem Rechner.',
  pressTheNewKey: (action) => `${action}: Drücken Sie die neue Taste`,
  change: (action, key) => `${action}: ${key}, ändern`,
  pressAKey: 'Taste drücken',
  asTheyWereAtFirst: 'Übliche Tasten',
  done: 'Fertig',
  anotherAgent: 'einem anderen Teammitglied',
  yourLineIsStillIn: 'Ihre Leitung steht noch im Gespräch von',
  yourMicrophoneIsCutWhile: '. Ihr Mikrofon ist abgeschaltet, während Sie etwas anderes ansehen.',
  goBack: 'Zurück',
  stopListening: 'Nicht mehr mithören',
  server: 'Server',
  platform: 'Plattform',
  yourSessionHasEndedYour:
    'Ihre Sitzung ist zu Ende. Ihr Mikrofon ist abgeschaltet. Was Sie geschrieben haben, bleibt erhalten, und Sie kommen in diese Ansicht zurück.',
  justNowItCouldNot:
    'Gerade ließ es sich nicht aufbewahren, darum bleibt diese Seite stehen: Was Sie geschrieben haben, ist nur hier. Versuchen Sie es noch einmal.',
  workHere: 'Hier arbeiten',
  thisTabWasCopiedAnd:
    'Dieser Tab wurde kopiert, und der andere hat übernommen. Nichts hier ist aktuell.',
  theServerRefusedThisPages:
    'Der Server hat die Verbindung dieser Seite abgelehnt. Nichts hier ist aktuell.',
  listIsOldSince: (time) =>
    `Die Plattform des Contact-Centers hat zu einigen Ihrer Warteschlangen seit ${time} nichts gemeldet. Die Liste kann veraltet sein; das Gespräch, in dem Sie coachen, ist es nicht. Das gibt sich von selbst.`,
  noEventsSince: (time) =>
    `Die Plattform des Contact-Centers hat seit ${time} keine Ereignisse gesendet. Was hier steht, kann veraltet sein, und jedes Mikrofon ist abgeschaltet. Das gibt sich von selbst.`,
  policies: 'Richtlinien',
}
