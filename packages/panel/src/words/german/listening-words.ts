import type { english } from '../listening-words.ts'

export const listeningWords: typeof english = {
  hearsByPhase: {
    active: 'Sie hören links die Kundenseite und rechts das Teammitglied.',
    held: 'Das Gespräch wird gehalten. Sie hören weiterhin beide Seiten, obwohl sie einander nicht hören.',
    'in-transfer':
      'Eine Weiterleitung ist unterwegs. Rechts hören Sie die Mitarbeitenden; links wartet die Kundenseite und hört beide nicht.',
    conference:
      'Sie hören alle in der Konferenz: links Kundenseite und Dritte, rechts die Mitarbeitenden.',
    ended: 'Sie hören nichts: Das Gespräch ist vorbei.',
  },
  ifHeldByMode: {
    'not-connected':
      'Wird das Gespräch gehalten, dürfen Sie weiterhin mithören, aber nicht sprechen.',
    monitor: 'Wird das Gespräch gehalten, hören Sie weiterhin beide Seiten.',
    coach:
      'Wird das Gespräch gehalten, hören Sie weiterhin beide Seiten und Ihr Mikrofon wird abgeschaltet; drücken Sie danach wieder „Coachen“.',
    barge:
      'Wird das Gespräch gehalten, hören Sie weiterhin beide Seiten und Ihr Mikrofon wird abgeschaltet; drücken Sie danach wieder „Aufschalten“.',
  },
  hearingCauseWords: {
    'listening-network-loses':
      'Teile des Gesprächs gehen auf dem Weg zu diesem Rechner verloren: Ihr eigenes Netz nimmt den Ton nicht rechtzeitig ab. Ein Kabel statt WLAN hilft.',
    'listening-network-uneven':
      'Das Gespräch erreicht diesen Rechner stellenweise zu spät, sodass Sie Lücken hören können. Ursache kann Ihr eigenes Netz sein oder viel Arbeit auf diesem Rechner.',
    'listening-platform-loses':
      'Die Plattform liefert nicht den ganzen Ton des Gesprächs. Ihr eigenes Netz ist nicht die Ursache.',
    'listening-platform-uneven':
      'Die Plattform liefert den Ton des Gesprächs ungleichmäßig, sodass Sie Lücken hören können. Ihr eigenes Netz ist nicht die Ursache.',
  },
  hearsNothing: {
    paused: 'Sie hören nichts: Die Aufzeichnung ist für einen sicheren Moment unterbrochen.',
    off: 'Sie hören nichts. Drücken Sie „Mithören“.',
    opening: 'Sie hören noch nichts: Die Mithörleitung wird geöffnet.',
    away: 'Sie hören im Moment nichts: Die Tonverbindung ist weg und wird wieder aufgenommen.',
    blocked: 'Sie hören nichts: Der Browser darf noch keinen Ton abspielen.',
    starting: 'Sie hören noch nichts: Der Ton beginnt gerade.',
    missing: 'Sie hören im Moment nichts: Von der Plattform kommt kein Ton.',
  },
  muted: {
    both: 'Sie haben beide Seiten für sich stummgeschaltet.',
    customer: 'Sie haben die Kundenseite für sich stummgeschaltet.',
    agent: 'Sie haben das Teammitglied für sich stummgeschaltet.',
  },
  back: (seconds) =>
    `Der Ton war ${seconds} s lang weg und ist wieder da. Was inzwischen gesagt wurde, haben Sie nicht gehört.`,
  unreadByServer: (refusal) =>
    `Unser Server konnte nicht lesen, was diese Seite gesendet hat (${refusal}); geschieht das wieder, laden Sie die Seite neu.`,
  unreadable: (pieces) =>
    pieces === 1
      ? 'Ein Stück des Tons war nicht lesbar und wurde weggelassen.'
      : `${pieces} Stücke des Tons waren nicht lesbar und wurden weggelassen.`,
}
