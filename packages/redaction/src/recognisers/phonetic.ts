/** The words by which letters are spelled. */

/** Words that stand for their first letter: ICAO, and the German table. */
export const phonetic = new Map(
  'alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu alfa juliett whisky anton berta casar dora emil friedrich gustav heinrich ida julius kaufmann konrad ludwig martha nordpol otto paula quelle richard samuel siegfried theodor ulrich viktor wilhelm zacharias'
    .split(' ')
    .map((word) => [word, word.charAt(0)]),
)
