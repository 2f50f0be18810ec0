import type { english } from '../reason-words.ts'

export const reasonWords: typeof english = {
  refusalWords: {
    'conversation-held':
      'Das Gespräch wird gehalten: Niemand darf gecoacht werden, bis es weitergeht.',
    'conversation-in-transfer': 'Das Gespräch wird gerade weitergeleitet.',
    'conversation-in-conference': 'Weitere Personen sind dem Gespräch beigetreten.',
    'conversation-ended': 'Das Gespräch ist vorbei.',
    'recording-paused':
      'Sichere Pause: Die Aufzeichnung ist unterbrochen, also darf niemand mithören oder flüstern.',
    'no-agent': 'In diesem Gespräch ist gerade kein Teammitglied.',
    'no-audio-channel':
      'Dieses Gespräch hat keinen Ton, den man mithören oder in den man sprechen könnte.',
    'no-text-channel': 'Der Arbeitsplatz des Teammitglieds nimmt hier keinen Text an.',
    'whisper-not-supported':
      'Telefon oder Arbeitsplatz des Teammitglieds unterstützen kein Flüstern.',
    'missing-permission': 'Ihrem Konto fehlt die Berechtigung dafür.',
    'missing-scope': 'Ihre Anmeldung deckt dies nicht ab. Melden Sie sich neu an.',
    'missing-licence': 'Ihre Lizenz deckt dies nicht ab.',
    'missing-telephony': 'Ihre Lizenz enthält keine Telefonie.',
    'missing-engagement': 'Ihre Lizenz enthält kein Digital Engagement.',
    'agent-missing-telephony': 'Die Lizenz des Teammitglieds enthält keine Telefonie.',
    'agent-missing-engagement': 'Die Lizenz des Teammitglieds enthält kein Digital Engagement.',
    'being-coached': 'Jemand anderes coacht dieses Teammitglied gerade.',
    'conversation-unknown': 'Über dieses Gespräch ist im Moment nichts Sicheres bekannt.',
    'agent-never-monitored':
      'Laut Richtlinie hört niemand bei diesem Teammitglied mit oder schaltet sich auf seine Gespräche auf.',
    'customer-never-monitored':
      'Laut Richtlinie hört niemand bei Gesprächen mit dieser Kundschaft mit oder schaltet sich auf.',
    'reveal-forbidden':
      'Laut Richtlinie bleiben maskierte personenbezogene Daten in dieser Warteschlange maskiert.',
    'reason-required':
      'Laut Richtlinie braucht dies eine Begründung. Geben Sie sie an und versuchen Sie es noch einmal.',
  },
  cancelWords: {
    'stopped-by-supervisor': 'Sie haben es beendet.',
    'conversation-held': 'Zurückgenommen: Das Gespräch wurde gehalten.',
    'conversation-in-transfer': 'Zurückgenommen: Das Gespräch wird weitergeleitet.',
    'conversation-in-conference': 'Zurückgenommen: Weitere Personen sind dem Gespräch beigetreten.',
    'conversation-ended': 'Zurückgenommen: Das Gespräch ist zu Ende.',
    'recording-paused':
      'Sichere Pause: Die Aufzeichnung ist unterbrochen, also hört niemand mit oder flüstert, bis es weitergeht.',
    'agent-left': 'Zurückgenommen: Das Teammitglied hat das Gespräch verlassen.',
    'panel-gone': 'Zurückgenommen: Die Verbindung zu Ihrem Bildschirm ging verloren.',
    'signed-out': 'Zurückgenommen: Ihre Sitzung war zu Ende.',
    replaced: 'Zurückgenommen: Sie haben etwas anderes begonnen.',
    'lease-lost':
      'Zurückgenommen: Das Recht, dieses Teammitglied zu coachen, ging verloren oder liegt jetzt bei jemand anderem.',
    'handed-over': 'Sie haben das Coaching übergeben.',
    expired: 'Zurückgenommen: Zum Helfen kam es zu spät.',
    'unsettled-at-start': 'Zurückgenommen: Der Server hielt an, bevor es geklärt war.',
  },
  failureWords: {
    cancelled: 'Die Plattform hat es zurückgenommen.',
    'no-media': 'Kein Ton erreichte die Plattform rechtzeitig.',
    'path-severed': 'Das Gespräch zog weiter, und die Plattform trennte die Leitung.',
    format: 'Die Plattform konnte den Ton nicht lesen.',
    'agent-left': 'Das Teammitglied hat das Gespräch verlassen.',
    capacity: 'Die Plattform hat keine Leitung frei.',
    unknown: 'Die Plattform nannte keinen Grund.',
  },
  serverWords: {
    'signed-out': 'Ihre Sitzung ist zu Ende. Melden Sie sich neu an.',
    'already-final': 'Es war schon vorbei.',
    'still-running':
      'An derselben Anfrage wird noch gearbeitet. Sehen Sie nach, wie es steht, bevor Sie sie wiederholen.',
    'key-used': 'Dieselbe Anfrage wurde mit anderem Inhalt gesendet.',
    'bad-request': 'Der Server konnte die Anfrage nicht lesen.',
    'cross-origin':
      'Der Server nimmt dies nur von seinen eigenen Seiten an. Laden Sie diese Seite neu.',
    'wrong-host': 'Der Server antwortet unter dieser Adresse nicht.',
    'method-not-allowed': 'Der Server nimmt diese Anfrage nicht an.',
    'upgrade-required': 'Der Server nimmt diese Anfrage nicht an.',
    'too-many-requests': 'Zu viele Anfragen auf einmal. Versuchen Sie es gleich noch einmal.',
    'lease-unknown':
      'Es lässt sich gerade nicht feststellen, wer dieses Teammitglied coacht, also darf niemand sprechen. Versuchen Sie es gleich noch einmal.',
    'stale-fence': 'Das Coaching dieses Teammitglieds gehört Ihnen nicht mehr.',
    'not-asked': 'Diese Person bittet nicht mehr darum.',
    'nothing-to-ask-for': 'Niemand coacht dieses Teammitglied gerade: Drücken Sie „Coachen“.',
    'not-found': 'Es ist nicht da, oder Sie dürfen es nicht sehen.',
    'not-supported': 'Die Plattform kann das nicht.',
    'conversation-not-active': 'Das Gespräch ist nicht mehr aktiv.',
    'control-final': 'Es war schon vorbei.',
    'panel-not-connected':
      'Der Server kennt die Verbindung dieses Tabs noch nicht. Versuchen Sie es noch einmal, wenn oben „live“ steht.',
    'platform-timeout': 'Die Plattform hat nicht rechtzeitig geantwortet.',
    'platform-busy':
      'Die Plattform bittet um weniger Anfragen. Versuchen Sie es gleich noch einmal.',
    'platform-unavailable': 'Die Plattform ist nicht erreichbar.',
    'platform-answer': 'Die Plattform gab eine Antwort, die wir nicht lesen können.',
    unreachable: 'Die Plattform ist nicht erreichbar.',
    timeout: 'Die Plattform hat nicht rechtzeitig geantwortet.',
    unavailable: 'Die Plattform steht im Moment nicht zur Verfügung.',
    'rate-limited':
      'Die Plattform bittet um weniger Anfragen. Versuchen Sie es gleich noch einmal.',
    'token-expired': 'Ihre Anmeldung an der Plattform ist abgelaufen. Melden Sie sich neu an.',
    'token-invalid': 'Die Plattform nimmt Ihre Anmeldung nicht mehr an. Melden Sie sich neu an.',
    'unexpected-answer': 'Die Plattform gab eine Antwort, die wir nicht lesen können.',
    'transcript-changed': 'Diese Zeile hat sich inzwischen geändert. Sehen Sie noch einmal hin.',
    'agents-only': 'Nur wer einen Flüstertext erhalten hat, kann ihn beantworten.',
    'not-delivered': 'Die Plattform nimmt auf diesen Flüstertext keine Antwort an.',
    'internal-error': 'Bei uns ist etwas schiefgegangen. Es wurde vermerkt.',
    'body-too-large': 'Das ist zu viel Text auf einmal.',
    'conversation-not-ended':
      'Das Gespräch ist noch nicht zu Ende. Danach lässt sich eine Nachbesprechung starten; jetzt ist eine Live-Sitzung möglich.',
    'coaching-exists': 'Zu diesem Gespräch gibt es schon eine Coaching-Sitzung.',
    'coaching-over': 'Diese Coaching-Sitzung ist vorbei.',
    'coaching-not-now':
      'So wie die Sitzung jetzt steht, nimmt die Plattform diesen Schritt nicht an.',
    'coaching-vanished':
      'Die Plattform kennt diese Coaching-Sitzung nicht mehr. Was Sie geschrieben haben, bleibt hier erhalten.',
    'coaching-refused': 'Die Plattform hat die Coaching-Sitzung nicht angenommen.',
    'interaction-invalid':
      'Die Plattform nimmt für dieses Gespräch, wie es jetzt ist, keine solche Sitzung an. Vielleicht ist es gerade zu Ende gegangen.',
    'metadata-too-large':
      'Der Verweis ist zu lang: Die Plattform bewahrt zu einer Sitzung 2.048 Byte auf.',
    'not-yours': 'Nur wer eine Coaching-Sitzung führt, kann sie ändern.',
    'person-active':
      'Eine Leitung, ein Flüstertext oder eine Coaching-Sitzung dieser Person ist noch nicht zu Ende. Versuchen Sie es danach noch einmal.',
    'own-person': 'Sie selbst muss jemand anderes löschen: Es wird vermerkt, durch wen es geschah.',
    'snippet-changed':
      'Jemand anderes hat diesen Textbaustein geändert, seit Sie ihn geöffnet haben.',
    'snippets-full': 'Hier ist für keinen weiteren Platz: Entfernen Sie zuerst einen.',
    'unknown-variable':
      'In geschweiften Klammern steht etwas, wofür nichts eingesetzt werden kann.',
    'policy-changed': 'Jemand anderes hat diese Richtlinie geändert, seit Sie sie geöffnet haben.',
    'edited-elsewhere': 'Dies wurde anderswo geändert, seit Sie zu schreiben begonnen haben.',
    'too-many-rows': 'Mehr als 10.000 Sitzungen: Wählen Sie zuerst mit den Filtern weniger aus.',
    'not-arrived': 'Die Plattform hat es nie erhalten: Ihre Antwort ging unterwegs verloren.',
  },
  lineWords: {
    'being-coached':
      'Jemand anderes coacht dieses Teammitglied, also wurde keine Leitung für Ihre Stimme geöffnet.',
    'lease-unknown':
      'Es ließ sich nicht feststellen, wer dieses Teammitglied coacht, also wurde keine Leitung für Ihre Stimme geöffnet.',
    'line-failed': 'Die Plattform konnte die Leitung nicht halten.',
    'line-refused': 'Die Plattform hat die Leitung abgelehnt.',
    'right-removed':
      'Ihre Berechtigung dafür oder die Warteschlange wurde Ihnen entzogen, darum wurde die Leitung geschlossen. Ihre Administration kann Ihnen sagen, warum.',
    'policy-forbids':
      'Die Administration hat die Richtlinie dieser Warteschlange geändert: Niemand darf dieses Gespräch mehr mithören oder sich aufschalten, darum wurde die Leitung geschlossen.',
    'line-expired': 'Die Leitung wurde nicht rechtzeitig geöffnet.',
    'media-lost': 'Die Tonverbindung zur Plattform ging verloren.',
    'platform-unreachable': 'Die Plattform ist nicht erreichbar.',
  },
  licences: {
    telephony: 'Lizenz für Telefonie',
    engagement: 'Lizenz für Digital Engagement',
    cx2: 'Lizenz CX2 oder CX3',
  },
  missing: (what) => `Es fehlt: ${what}.`,
  refused: (code) => `Abgelehnt: ${code}.`,
  reason: (code) => `Grund: ${code}.`,
  cannotDo: (reason) => `Die Plattform kann das nicht: ${reason}`,
  quoted: (text) => `„${text}“`,
}
