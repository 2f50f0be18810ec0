import type { english } from '../snippet-words.ts'

export const snippetWords: typeof english = {
  page: {
    heading: 'Textbausteine',
    lead: 'Texte, die Sie immer wieder flüstern. Drücken Sie beim Flüstern W, tippen Sie ein Wort daraus, und wählen Sie mit den Pfeiltasten und der Eingabetaste: Der Baustein kommt in das Feld, und gesendet wird dadurch nichts.',
    variables: (names) =>
      `In geschweiften Klammern geschrieben, werden diese beim Einsetzen ausgefüllt: ${names}. Was dann niemand weiß, bleibt für Sie zum Ausfüllen.`,
    add: 'Neuer Textbaustein',
    mine: 'Meine eigenen',
    noneOfMine: 'Sie haben noch keine.',
    noneShared: 'Noch keine.',
    none: 'Es gibt noch keine Textbausteine. Was Sie hier ablegen, setzen Sie mit wenigen Tasten in einen Flüstertext.',
    loading: 'Die Textbausteine werden gelesen …',
    tryAgain: 'Noch einmal versuchen',
    title: 'Titel',
    text: 'Text',
    queue: 'Für',
    allQueues: 'Alle meine Warteschlangen',
    shelf: 'Wer ihn verwendet',
    own: 'Nur ich',
    shared: 'Alle der Warteschlange',
    save: 'Speichern',
    saveOver: 'Meinen an seiner Stelle speichern',
    leave: 'Abbrechen',
    change: 'Ändern',
    remove: 'Entfernen',
    bringBack: 'Zurückholen',
    gone: 'Jemand hat diesen Textbaustein inzwischen entfernt. Was Sie geschrieben haben, bleibt hier; beim Speichern wird er neu angelegt.',
    manage: 'Textbausteine',
    listLabel: 'Textbausteine',
    goThere: 'Dorthin',
  },
  sharedIn: (queue) => `Gemeinsam in ${queue}`,
  lostQueue: 'einer Warteschlange, die nicht mehr Ihre ist',
  missing: { title: 'Der Titel fehlt.', text: 'Der Text fehlt.' },
  tooLong: {
    title: (most) => `Der Titel ist zu lang: höchstens ${most} Zeichen.`,
    text: (most) => `Der Text ist zu lang: höchstens ${most} Zeichen.`,
  },
  badCharacter: {
    title: 'Der Titel enthält ein Zeichen, das nicht aufbewahrt werden kann; tippen Sie es neu.',
    text: 'Der Text enthält ein Zeichen, das nicht aufbewahrt werden kann; tippen Sie es neu.',
  },
  unknownVariable: (unknown, known) =>
    `Für ${unknown} kann nichts eingesetzt werden. Es gibt ${known}.`,
  saved: (title) => `„${title}“ ist gespeichert.`,
  savedWithout: (title, pieces) => `„${title}“ ist ohne ${pieces} gespeichert.`,
  notSaved: (why) => `Nicht gespeichert: ${why} Was Sie geschrieben haben, bleibt erhalten.`,
  notChanged: (why) => `Nicht geändert: ${why}`,
  removed: (title) => `„${title}“ ist entfernt. Einen Tag lang lässt er sich zurückholen.`,
  theirs: (who, title, text) => `${who} hat ihn inzwischen geändert in „${title}“: ${text}`,
  notRead: (why) => `Die Textbausteine konnten nicht gelesen werden: ${why}`,
  notReadAgain: (why) =>
    `Die Textbausteine konnten nicht noch einmal gelesen werden: ${why} Hier steht, was zuletzt gelesen wurde.`,
  fillIn: (names) => `Füllen Sie ${names} aus, bevor Sie senden.`,
  found: (count) =>
    count === 1
      ? 'Ein Textbaustein. Pfeil nach unten, um ihn zu wählen.'
      : `${count} Textbausteine. Pfeil nach unten, um einen zu wählen.`,
}
