import type { english } from '../../screens/truth.ts'

export const truth: typeof english = {
  securePauseThePlatformHas:
    'Sichere Pause: Die Plattform hat die Aufzeichnung unterbrochen. Sie hören nichts, und nichts von Ihnen wird gesendet, gesprochen oder geschrieben, bis es weitergeht.',
  theConnectionToOurServer:
    'Die Verbindung zu unserem Server ist nicht frisch, darum ist hier nichts sicher. Ihr Mikrofon ist abgeschaltet.',
  thePlatformSendsNoEvents:
    'Die Plattform sendet im Moment keine Ereignisse, darum ist hier nichts sicher. Ihr Mikrofon ist abgeschaltet.',
  whoHearsYouNow: 'Wer Sie jetzt hört',
}
