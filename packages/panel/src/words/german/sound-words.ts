import type { english } from '../sound-words.ts'

export const soundWords: typeof english = {
  soundCauseWords: {
    'agent-codec':
      'Das Telefon des Teammitglieds versteht weder PCMU noch PCMA, also kommt Ihre Stimme dort vielleicht schlecht oder gar nicht an. Ein Flüstertext hängt nicht davon ab.',
    'voice-distorted':
      'Die Plattform meldet, dass Ihre Stimme verzerrt ankommt. Sprechen Sie etwas leiser.',
    'supervisor-network-loses':
      'Ihr eigenes Netz verliert auf dem Weg von diesem Rechner Teile von dem, was Sie sagen. Ein Kabel statt WLAN hilft.',
    'supervisor-network-uneven':
      'Ihr eigenes Netz liefert stellenweise zu spät, was Sie sagen. Anderer Verkehr im Netz kann die Ursache sein.',
    'platform-loses':
      'Die Plattform verliert Teile von dem, was Sie sagen. Ihr eigenes Netz ist nicht die Ursache; sagen Sie Wichtiges zweimal oder schreiben Sie es.',
    'platform-uneven':
      'Die Plattform empfängt ungleichmäßig, was Sie sagen, sodass das Teammitglied es vielleicht zerrissen hört. Ihr eigenes Netz ist nicht die Ursache.',
  },
  lowered: (level) =>
    `Ihr Mischpegel wurde von selbst auf ${level} gesenkt, weil die Plattform Verzerrungen meldete.`,
}
