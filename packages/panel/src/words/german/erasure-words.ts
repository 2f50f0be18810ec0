import type { english } from '../erasure-words.ts'

export const erasureWords: typeof english = {
  erasureWords: {
    heading: 'Eine Person löschen',
    explanation:
      'Entfernt eine Person aus allem, was hier aufbewahrt wird. Was getan wurde, bleibt ohne sie protokolliert, und das Protokoll lässt sich weiterhin prüfen. Rückgängig machen lässt es sich nicht.',
    find: 'Name oder Kennung der Person',
    findButton: 'Suchen',
    byId: 'Wer sich nie angemeldet hat und keine Coaching-Sitzung hat, ist über die vollständige Kennung zu finden, wie die Einträge sie zeigen.',
    looking: 'Wird gesucht …',
    nobody: 'Zu diesem Namen oder dieser Kennung wird nichts aufbewahrt.',
    more: 'Es gibt noch mehr: Geben Sie mehr vom Namen ein.',
    choose: 'Was würde gelöscht?',
    counting: 'Es wird gezählt, was gelöscht würde …',
    nothing: 'Über diese Person wird nichts aufbewahrt.',
    wouldBe: 'Würde geändert oder gelöscht:',
    reason: 'Grund, 3 bis 200 Zeichen; er bleibt protokolliert',
    confirm: 'Geben Sie die Kennung der Person noch einmal ein',
    erase: 'Endgültig löschen',
    erasing: 'Wird gelöscht …',
    leave: 'Nicht löschen',
    tryAgain: 'Noch einmal zählen',
    done: 'Gelöscht und im Protokoll vermerkt. Sicherungen, Logdateien und herausgegebene Dateien enthalten die Person noch.',
    another: 'Nach einer anderen Person suchen',
    lost: 'Ob es geschehen ist, steht nicht fest. Drücken Sie noch einmal: Zweimal geschieht es nicht.',
  },
  kinds: {
    auditEntries: 'Einträge im Protokoll (ihre Prüfsummen bleiben)',
    sessions: 'Anmeldungen, die damit enden',
    controls: 'Leitungen und Texte',
    acts: 'Vorgänge daran',
    coachings: 'Coaching-Sitzungen',
    texts: 'Notizen und Begründungen anderer mit ihrem Namen',
    reveals: 'Blicke hinter Masken',
    policies: 'Fassungen von Richtlinien',
    others: 'Angaben in Zeitleisten, Ergebnissen und Coaching-Rechten',
  },
}
