import type { english } from '../catalogue-words.ts'

const lasting: (typeof english)['lasting'] = {
  mediaQueueDelayMs: {
    name: 'Verzögerte Medienschlange',
    does: 'Alles Geflüsterte und jede Leitung wartet mindestens so lange auf der Plattform, bevor es ausgeführt wird.',
    honest:
      'Flüstertexte bleiben „Eingereiht“ und nach 5 s „Zustellung offen“; nichts ist „Zugestellt“ oder „Live“, bevor die Plattform es gesagt hat.',
  },
  controlEventsSilent: {
    name: 'Schweigen über das Flüstern',
    does: 'Die Plattform arbeitet weiter, meldet aber nicht mehr, was aus Geflüstertem und Leitungen wird.',
    honest: 'Was die Plattform nicht gemeldet hat, ist „Zustellung offen“, nie geraten.',
    choices: {
      events: {
        name: 'Ihre Ereignisse gehen für immer verloren',
        honest:
          'Nach 5 s ist ein Flüstertext „Zustellung offen“; die Konsole fragt von selbst nach und zeigt dann, was die Plattform antwortet.',
      },
      all: {
        name: 'Ereignisse und Antworten bleiben beim letzten Stand',
        honest:
          'Flüstertexte bleiben „Zustellung offen“; nichts gilt als zugestellt, bis das aufgehoben ist.',
      },
    },
  },
  restLatencyMs: {
    name: 'Langsame Antworten',
    does: 'Jede Antwort der REST-Schnittstelle kommt um so viel später.',
    honest:
      'Was verlangt wurde, heißt „Wird gesendet“, bis die Antwort da ist, und solange ein Modus wechselt, bleibt das Mikrofon zu.',
  },
  restErrorRate: {
    name: 'Scheiternde Anfragen',
    does: 'Dieser Anteil der REST-Anfragen wird mit 503 beantwortet.',
    honest:
      'Was nicht geklappt hat, sagt es und nennt den Grund; nichts Abgelehntes gilt als geschehen, und nichts wird zweimal gesendet.',
  },
  rateLimit: {
    name: 'Engere Anfragegrenze',
    does: 'Die Plattform nimmt von allen zusammen so viele Anfragen je Sekunde und beantwortet die übrigen mit 429. Bei 0 gilt ihre eigene Grenze von 100.',
    honest:
      'Die Konsole sagt, dass die Plattform um Geduld bittet: Sie wartet so lange, wie ihr gesagt wird, und was sie nicht neu lesen konnte, heißt nicht bestätigt.',
  },
  transcriptDelayMs: {
    name: 'Späte Transkripte',
    does: 'Transkripte kommen um so viel später, während des Gesprächs und danach.',
    honest:
      'Ein Transkript, das noch nicht da ist, heißt ausstehend, nie leer, und erscheint von selbst, sobald es fertig ist.',
  },
  loseEvents: {
    name: 'Verlorene Ereignisse',
    does: 'Dieser Anteil der Ereignisse kommt nie an und hinterlässt eine Lücke in der Zählung.',
    honest:
      'Die Lücke wird bemerkt und das Gespräch neu gelesen; bis dahin heißt nicht bestätigt, wer Sie hört.',
  },
  duplicateEvents: {
    name: 'Doppelte Ereignisse',
    does: 'Dieser Anteil der Ereignisse kommt ein zweites Mal, bis zu einer halben Sekunde später.',
    honest: 'Nichts erscheint zweimal, und keine Kopie lässt eine alte Bestätigung neu aussehen.',
  },
  reorderEvents: {
    name: 'Überholte Ereignisse',
    does: 'Dieser Anteil der Ereignisse kommt bis zu einer halben Sekunde zu spät, nach neueren.',
    honest:
      'Zustände laufen nie rückwärts: Was gehalten, zugestellt oder beendet war, wird nicht wieder zu etwas Älterem.',
  },
  mediaLossRatio: {
    name: 'Verlorener Ton',
    does: 'Dieser Anteil des Tons der Supervision geht unterwegs verloren, in beiden Richtungen.',
    honest:
      'Schlechter Ton heißt schlecht, mit dem Ort, von dem er kommt; dass er gesendet wurde, heißt nie, dass er gehört wurde.',
  },
  mediaJitterMs: {
    name: 'Ungleichmäßiger Ton',
    does: 'Ton der Supervision wird für eine zufällige Zeit bis zu dieser Länge aufgehalten; die Reihenfolge bleibt.',
    honest:
      'Ton, der zu spät kommt, wird ausgelassen, nicht nachgespielt: Was zu hören ist, gehört zu dem, was zu sehen ist.',
  },
  clippingRatio: {
    name: 'Verzerrter Ton',
    does: 'Die Plattform übersteuert diesen Anteil dessen, was die Supervision sagt.',
    honest:
      'Die Konsole sagt, dass zu laut gesprochen und abgeschnitten wurde, mit der Zählung der Plattform, und nennt den Ton nicht gut.',
  },
  leakWhisperToCustomer: {
    name: 'Geflüstertes zur Kundenseite durchlassen',
    does: 'Mischt alles Gesprochene, das geflüstert ist, mit dieser Verstärkung in das Ohr der Kundenseite. So lässt sich beweisen, dass eine Leckprüfung Lecks findet.',
    honest:
      'Keine Konsole kann das sehen, weil die Plattform selbst darüber lügt, wer hört: Die Leckprüfung an den Aufzeichnungen muss fehlschlagen.',
    press: 'Zur Kundenseite durchlassen',
    warning: 'Die Kundenseite hört, was nur für das Teammitglied bestimmt ist.',
  },
  loseTokenAnswers: {
    name: 'Verlorene Antworten auf Token',
    does: 'Die nächsten Antworten auf Anfragen nach Token gehen unterwegs verloren; die Plattform hat die Anfragen ausgeführt.',
    honest:
      'Eine verlorene Antwort meldet niemanden ab: Sie wird rechtzeitig neu verlangt, und wenn das vergeblich ist, sagt die Konsole, dass die Sitzung zu Ende ist.',
    press: 'Verlieren',
  },
}

const oneTime: (typeof english)['oneTime'] = {
  'drop-event-streams': {
    name: 'Ereignisströme abreißen',
    does: 'Trennt jeden Ereignisstrom ohne ein Wort, wie ein gezogenes Kabel.',
    honest:
      'Die Kopfzeile sagt, dass Ereignisse unterbrochen sind, wer Sie hört, ist unbekannt, und das Mikrofon ist abgeschaltet, bis alles neu gelesen ist.',
    press: 'Ereignisströme abreißen',
    happened: 'Ereignisströme abgerissen',
  },
  'rotate-event-streams': {
    name: 'Ereignisströme wechseln',
    does: 'Kündigt an, dass jeder Ereignisstrom geschlossen wird, und schließt ihn dann mit 1012.',
    honest:
      'Die Konsole ist auf ihrem nächsten Strom, bevor der alte schließt; gelingt das nicht rechtzeitig, sagt sie es und nennt nichts bestätigt.',
    press: 'Ereignisströme wechseln',
    happened: 'Wechsel der Ereignisströme angekündigt, sie schließen nach {closesInMs} ms',
    delayName: 'Schließt in',
  },
  'drop-media-sockets': {
    name: 'Tonverbindungen abreißen',
    does: 'Trennt die Tonverbindung jeder Leitung ohne ein Wort.',
    honest:
      'Das Mikrofon wird sofort abgeschaltet, und der Modus ist „Mithören“ oder „Nicht verbunden“, mit dem Grund, bis die Plattform wieder eine Leitung bestätigt.',
    press: 'Tonverbindungen abreißen',
    happened: 'Tonverbindungen abgerissen',
  },
  'expire-tokens': {
    name: 'Token ablaufen lassen',
    does: 'Beendet jedes bisher ausgegebene Zugriffstoken, mit den Ereignisströmen, die daran hängen.',
    honest:
      'Niemand wird abgemeldet: Die Konsole erneuert ihre Token von selbst und sagt, dass Ereignisse währenddessen unterbrochen sind.',
    press: 'Token ablaufen lassen',
    happened: 'Zugriffstoken abgelaufen',
  },
}

export const german: typeof english = { lasting, oneTime }
