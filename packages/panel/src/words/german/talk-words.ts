import type { english } from '../talk-words.ts'

export const talkWords: typeof english = {
  cutWords: {
    silenced: 'Stumm. Lassen Sie los und drücken Sie dann wieder, um zu sprechen.',
    'quiet-too-long':
      'Ihr Mikrofon war eine Minute offen und niemand sprach, also wurde es geschlossen. Lassen Sie los und drücken Sie dann wieder, um zu sprechen.',
    'microphone-stalled':
      'Aus Ihrem Mikrofon kam kein Ton mehr, also wurde es abgeschaltet. Lassen Sie los und drücken Sie dann wieder, um zu sprechen.',
    'was-asleep':
      'Dieser Rechner oder diese Seite hat geschlafen, also wurde Ihr Mikrofon abgeschaltet. Lassen Sie los und drücken Sie dann wieder, um zu sprechen.',
    'left-page':
      'Sie haben diese Seite verlassen, also wurde Ihr Mikrofon abgeschaltet. Drücken Sie wieder, um zu sprechen.',
    'no-line': 'Drücken Sie zuerst „Coachen“.',
    'other-conversation-shown':
      'Ihre Leitung steht in einem anderen Gespräch. Gehen Sie dorthin zurück, um zu sprechen.',
    'connection-stale': 'Die Verbindung ist nicht frisch, also ist Ihr Mikrofon abgeschaltet.',
    'platform-interrupted':
      'Die Ereignisse der Plattform sind unterbrochen, also ist Ihr Mikrofon abgeschaltet.',
    'recording-paused':
      'Sichere Pause: Die Aufzeichnung ist unterbrochen, also ist Ihr Mikrofon abgeschaltet.',
    changing: 'Der Modus wechselt. Warten Sie auf „Live“.',
    'customer-does-not-hear':
      'Die Plattform hat nicht bestätigt, dass die Kundenseite Sie hört, also ist Ihr Mikrofon abgeschaltet.',
    'not-coaching': 'Drücken Sie zuerst „Coachen“ oder „Aufschalten“.',
    'agent-unknown': 'Wer Sie hört, ist unbekannt, also ist Ihr Mikrofon abgeschaltet.',
    'agent-pending': 'Die Plattform hat noch nicht bestätigt, dass das Teammitglied Sie hört.',
    'agent-does-not-hear': 'Laut Plattform hört das Teammitglied Sie nicht.',
    'customer-not-excluded':
      'Es ist nicht bestätigt, dass die Kundenseite Sie nicht hört, also ist Ihr Mikrofon abgeschaltet.',
    'server-says-no': 'Die Leitung darf im Moment keinen Ton tragen.',
    'sound-connection-stale':
      'Die Tonverbindung ist nicht frisch, also ist Ihr Mikrofon abgeschaltet.',
    'server-gate-shut': 'Der Server hat die Leitung für Ihre Stimme geschlossen.',
    'microphone-off': 'Ihr Mikrofon ist aus. Drücken Sie noch einmal „Coachen“, um es zu starten.',
  },
  openWords: {
    coach: 'Mikrofon offen: Nur das Teammitglied hört Sie.',
    barge: 'Mikrofon offen: Alle im Gespräch hören Sie.',
  },
  keptOpenWords: 'Es bleibt offen, bis Sie noch einmal oder Esc drücken.',
  waitingWords:
    'Es wird auf eine Lücke gewartet, höchstens drei Sekunden. Ihr Mikrofon ist noch abgeschaltet.',
  shutWords: {
    coach: 'Mikrofon abgeschaltet. Die Kundenseite hört Sie nicht, was immer Sie halten.',
    barge: 'Mikrofon abgeschaltet. Solange Sie die Taste halten, hört die Kundenseite Sie auch.',
  },
  cutMeanwhileWords:
    'Ihr Mikrofon wurde inzwischen abgeschaltet. Drücken Sie wieder, um zu sprechen.',
  keptOpenEnds: {
    silenced: 'Stumm. Drücken Sie wieder, um zu sprechen.',
    'quiet-too-long':
      'Ihr Mikrofon war eine Minute offen und niemand sprach, also wurde es geschlossen. Drücken Sie wieder, um zu sprechen.',
    'microphone-stalled':
      'Aus Ihrem Mikrofon kam kein Ton mehr, also wurde es abgeschaltet. Drücken Sie wieder, um zu sprechen.',
    'was-asleep':
      'Dieser Rechner oder diese Seite hat geschlafen, also wurde Ihr Mikrofon abgeschaltet. Drücken Sie wieder, um zu sprechen.',
  },
}
