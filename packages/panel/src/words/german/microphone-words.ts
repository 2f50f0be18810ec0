import type { english } from '../microphone-words.ts'

export const microphoneWords: typeof english = {
  microphoneHealthWords: {
    fine: undefined,
    silent:
      'Ihr Mikrofon liefert völlige Stille. Suchen Sie nach einem Stummschalter am Headset oder im System.',
    damaged:
      'Ihr Mikrofon liefert beschädigten Ton. Was beschädigt ist, wird weggelassen; wählen Sie ein anderes Mikrofon.',
    clipping:
      'Ihr Mikrofon ist viel zu laut und verzerrt. Es wird vor dem Senden leiser gemacht; verringern Sie die Verstärkung oder halten Sie mehr Abstand.',
  },
  systemDefaultWords: 'Systemstandard',
  nth: (number) => `Mikrofon ${number}`,
  missing: (label) =>
    `„${label}“ ist nicht angeschlossen. Bis es wieder da ist, wird der Systemstandard verwendet.`,
  narrow: (rate) =>
    `Ihr Mikrofon liefert ${rate}, wie Bluetooth-Headsets im Gespräch. Das geht, klingt aber eng; ein Kabel oder der Adapter des Herstellers klingt besser.`,
  converted: (rate) =>
    `Ihr Mikrofon liefert ${rate} statt 48 kHz. Es wird hier umgerechnet; Sie brauchen nichts zu tun.`,
  treatment: (on) => {
    if (on === 0) return 'Tonaufbereitung: alles aus'
    return on === 3 ? 'Tonaufbereitung: alles ein' : `Tonaufbereitung: ${on} von 3 ein`
  },
}
