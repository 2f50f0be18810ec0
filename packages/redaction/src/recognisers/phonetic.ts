/** The words by which letters are spelled. */

/** Words that stand for their first letter: ICAO, and the German table. */
export const phonetic = new Map(
  'alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu alfa juliett whisky anton berta casar dora emil friedrich gustav heinrich ida julius kaufmann konrad ludwig martha nordpol otto paula quelle richard samuel siegfried theodor ulrich viktor wilhelm zacharias'
    .split(' ')
    .map((word) => [word, word.charAt(0)]),
)

/** With the letters as speech recognisers write what they hear. */
export const sounded = new Map([
  ...phonetic,
  ...'aitch bee cee dee eff ell ess jay kay cue tee vee zed zee'
    .split(' ')
    .map((word): [string, string] => [word, heard(word)]),
  ['gee', 'g'],
  ...Object.entries({
    efe: 'f',
    hache: 'h',
    jota: 'j',
    ele: 'l',
    eme: 'm',
    ene: 'n',
    erre: 'r',
    equis: 'x',
    zeta: 'z',
  }),
])

function heard(word: string): string {
  if (word === 'aitch') return 'h'
  if (word === 'cue') return 'q'
  return /^e(.)\1$/.exec(word)?.[1] ?? word.charAt(0)
}
