import type { english } from '../microphone-test-words.ts'

export const microphoneTestWords: typeof english = {
  networkSentences: {
    good: 'Das Teammitglied hört Sie ohne merkliche Verzögerung.',
    fair: 'Es kann eine kurze Verzögerung geben. Ein Kabel ist besser als WLAN.',
    poor: 'Worte können spät oder zerrissen ankommen. Nehmen Sie ein Kabel oder flüstern Sie schriftlich.',
  },
  networkNames: { good: 'Gut', fair: 'Mittel', poor: 'Schlecht' },
  levels: {
    nothing: {
      word: 'Nichts zu hören',
      sentence: 'Suchen Sie nach einem Stummschalter oder wählen Sie ein anderes Mikrofon.',
    },
    damaged: {
      word: 'Beschädigter Ton',
      sentence: 'Das Mikrofon liefert fehlerhaften Ton. Wählen Sie ein anderes.',
    },
    clipping: {
      word: 'Übersteuert',
      sentence:
        'Das Mikrofon verzerrt. Verringern Sie seine Verstärkung oder halten Sie mehr Abstand zum Mund.',
    },
    'too-loud': {
      word: 'Zu laut',
      sentence: 'Es wird vor dem Senden leiser gemacht. Verringern Sie die Verstärkung etwas.',
    },
    'too-quiet': {
      word: 'Zu leise',
      sentence:
        'Dem Teammitglied können Worte entgehen. Gehen Sie näher heran oder schalten Sie „Automatische Verstärkung“ ein.',
    },
    good: { word: 'Guter Pegel', sentence: 'Das Teammitglied wird Sie gut hören.' },
  },
  voiceIsAt: (level) => `Ihre Stimme liegt bei ${level} dBFS.`,
  echoes: {
    nothing: {
      word: 'Nichts kommt zurück',
      sentence: 'Was Sie hören, gelangt nicht in Ihr Mikrofon.',
    },
    unclear: {
      word: 'Nicht feststellbar',
      sentence:
        'Das Mikrofon lieferte völlige Stille. Heben Sie die Stummschaltung auf und prüfen Sie noch einmal.',
    },
  },
  callComesBack: 'Das Gespräch kommt zurück',
  hearsLoudspeaker: (delayMs) =>
    `Ihr Mikrofon hört Ihren Lautsprecher, ${delayMs} ms später. Das Teammitglied würde das Gespräch doppelt hören: Nehmen Sie ein Headset oder lassen Sie „Echounterdrückung“ eingeschaltet.`,
  thereAndBack: (roundTripMs, jitterMs) => `${roundTripMs} ms hin und zurück, ± ${jitterMs} ms.`,
}
