import type { english } from '../masking-words.ts'

const inWords = [
  'Null',
  'Eine',
  'Zwei',
  'Drei',
  'Vier',
  'Fünf',
  'Sechs',
  'Sieben',
  'Acht',
  'Neun',
  'Zehn',
]

export const maskingWords: typeof english = {
  masked: (count, pieces) =>
    `${inWords[count] ?? count} ${count === 1 ? 'personenbezogene Angabe wurde' : 'personenbezogene Angaben wurden'} maskiert: ${pieces}.`,
  sentWithout: (pieces) => `Ohne ${pieces} gesendet.`,
  neverSent: (pieces) =>
    `Weggelassen wird ${pieces}: Kartennummern und Prüfnummern werden nie gesendet.`,
  leftOut: (count, pieces) =>
    count === 1
      ? `${pieces} wird weggelassen, wenn Sie nicht wählen, es zu senden.`
      : `${pieces} werden weggelassen, wenn Sie nicht wählen, sie zu senden.`,
  sendWithoutNumbers: (count) =>
    count === 1 ? 'Ohne die Nummer senden' : 'Ohne die Nummern senden',
  sendAsItIs: 'So senden, wie es ist',
  sendWith: (pieces) => `Mit ${pieces} senden`,
}
