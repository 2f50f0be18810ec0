import type { english } from '../agent-settings-words.ts'

export const agentSettingsWords: typeof english = {
  quiet: {
    heading: 'Texte aus der Supervision',
    ask: 'Keine Texte',
    forMinutes: 'für 15 Minuten',
    untilTaken: 'bis ich wieder welche nehme',
    takeAgain: 'Wieder Texte annehmen',
    meanwhile:
      'Was Ihnen die Supervision schreibt, wartet und wird Ihnen dann gezeigt. Mit der Stimme können Sie weiterhin gecoacht werden.',
  },
  untilThisCall: 'bis dieses Gespräch zu Ende ist',
  untilThatCall: 'bis jenes Gespräch zu Ende ist',
  untilCallWith: (who) => `bis das Gespräch mit ${who} zu Ende ist`,
  untilTime: (time) => `Keine Texte bis ${time}.`,
  untilCall: (time) => `Keine Texte, bis Ihr Gespräch zu Ende ist, längstens bis ${time}.`,
  untilHand: (time) => `Keine Texte, bis Sie wieder welche annehmen, längstens bis ${time}.`,
  quietCallNote:
    'Texte zu diesem Gespräch, die an seinem Ende noch warten, werden nicht zugestellt: Ihr Contact-Center nimmt danach keine mehr an.',
  choice: {
    heading: 'Ton und Tasten',
    sound: 'Ein kurzer Ton, wenn ein Text ankommt',
    soundNote:
      'Nur von dieser Seite auf diesem Gerät gespielt, nie auf der Leitung zur Kundenseite.',
    blocked:
      'Ihr Browser spielt hier noch keinen Ton. Drücken Sie einmal „Ton ausprobieren“ oder klicken Sie irgendwo auf diese Seite.',
    volume: 'Wie laut',
    trySound: 'Ton ausprobieren',
    keys: 'Tasten für Ihre Antworten',
    keysNote:
      'Je ein Zeichen; leer für keines. Während Sie in ein Feld tippen, bewirken sie nichts.',
    usualKeys: 'Übliche Tasten',
    voice: 'Wie laut die coachende Stimme ist',
    voiceNote:
      'Die Stimme aus der Supervision kommt durch das Telefon Ihres Contact-Centers und wird von ihm beigemischt; diese Seite gibt nichts davon wieder und kann sie nicht lauter machen. Verwenden Sie die Lautstärke Ihres Headsets, oder bitten Sie darum, lauter zu sprechen: Wie stark beigemischt wird, lässt sich dort einstellen.',
    failed: 'Nicht geändert:',
    again: 'Noch einmal versuchen',
  },
  volumes: { quiet: 'Leise', medium: 'Mittel', loud: 'Laut' },
}
