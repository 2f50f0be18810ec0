import type { english } from '../../screens/agent-strip.ts'

export const agentStrip: typeof english = {
  whispersSotto: 'Flüstertexte · Sotto',
  whispersSotto2: (unseenCount) => `(${unseenCount}) Flüstertexte · Sotto`,
  coaching: 'Coaching',
  sotto: (heading) => `${heading} · Sotto`,
  itCouldNotBeRead: (why) => `Es ließ sich nicht lesen: ${why} `,
  notSignedOutTheServer:
    'Nicht abgemeldet: Der Server hat nicht geantwortet. Sie sind noch angemeldet; versuchen Sie es noch einmal.',
  yourConversations: 'Ihre Gespräche',
  noConversationIsKnownHere:
    'Hier ist kein Gespräch bekannt. Eines, das schon läuft, erscheint mit seiner nächsten Änderung.',
  aCustomer: 'Kundschaft ohne Namen',
  coachingSession: 'Coaching-Sitzung',
  yourSessionHasEndedNew:
    'Ihre Sitzung ist zu Ende. Neue Flüstertexte erreichen diese Seite nicht.',
  workHere: 'Hier arbeiten',
  thisTabWasCopiedAnd:
    'Dieser Tab wurde kopiert, und der andere hat übernommen. Neue Flüstertexte erreichen diese Seite nicht.',
  theServerRefusedThisPages:
    'Der Server hat die Verbindung dieser Seite abgelehnt. Neue Flüstertexte erreichen sie nicht.',
  nothingSince: (time) =>
    `Die Plattform des Contact-Centers hat seit ${time} nichts gesendet. Das gibt sich von selbst.`,
  aSupervisor: 'Jemand aus der Supervision',
  about: (customer) => `zu ${customer}`,
  wasNotSent: (answer, why) => `„${answer}“ wurde nicht gesendet: ${why} Drücken Sie noch einmal.`,
  answer: 'Antworten',
  seen: (seenAt) => `Gesehen ${seenAt}`,
  answered: (answerWords) => `Geantwortet „${answerWords}“`,
  change: 'Ändern',
  whispers: 'Flüstertexte',
  noneYetWhatASupervisor: 'Noch keine. Was die Supervision Ihnen schreibt, erscheint hier.',
}
