import type { english } from '../quiet-words.ts'

export const quietWords: typeof english = {
  heldBackNote:
    'Das Teammitglied möchte nicht durch Texte gestört werden. Der Text ist noch nicht dort: Er wird gesendet, sobald es wieder Texte nimmt, wenn das Gespräch dann noch läuft.',
  heldBackFrom: (time) => `Zurückgehalten ab ${time}`,
  sendHeldBack: 'Für später senden',
  theAgent: 'Das Teammitglied',
  untilTime: (name, time) => `${name} möchte bis ${time} nicht durch Texte gestört werden.`,
  untilThisCall: (name) =>
    `${name} möchte bis zum Ende dieses Gesprächs nicht durch Texte gestört werden.`,
  untilAnotherCall: (name) =>
    `${name} möchte bis zum Ende eines anderen eigenen Gesprächs nicht durch Texte gestört werden.`,
  untilTaken: (name) =>
    `${name} möchte nicht durch Texte gestört werden, bis wieder Texte angenommen werden.`,
  notAfterThisCall:
    'Ein jetzt gesendeter Text wird zurückgehalten. Er erscheint nur, wenn vor dem Ende des Gesprächs wieder Texte angenommen werden; danach nimmt die Plattform keine.',
  shownAt: (time) =>
    `Ein jetzt gesendeter Text wird zurückgehalten; er erscheint um ${time}, wenn dieses Gespräch noch läuft.`,
  shownThen:
    'Ein jetzt gesendeter Text wird zurückgehalten; er erscheint dann, wenn dieses Gespräch noch läuft.',
  voice: 'Coachen mit der Stimme wird nicht zurückgehalten.',
}
