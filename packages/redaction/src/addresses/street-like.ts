/** Words that streets are named after, as far as they mean something else as well. */
import { isUncommon } from '../names/name-shape.ts'
import { topicOfWord } from '../topics/topic-words.ts'
import { everydayWords } from '../words/common-words.ts'
import { doubtfulFamilyNames, familyNames } from '../words/family-names.ts'
import { foreignWords } from '../words/foreign-words.ts'
import { doubtfulGivenNames, givenNames } from '../words/given-names.ts'
import { cities, placeOpenings, regions } from '../words/street-words.ts'

const streetNouns = new Set(
  'maple oak elm pine cedar birch walnut cherry chestnut willow ash beech poplar spruce hickory magnolia dogwood laurel holly rose lily ivy main park lake hill river ocean spring springs sunset sunrise highland ridge forest church mill bridge garden market king kings queen queens prince princess broad center centre college union liberty state court school station high water front bay beach meadow valley grove orchard vine canal railroad chapel abbey castle manor farm mountain rock stone creek brook canyon prospect pleasant summit harbor harbour pearl eagle fox deer hunter hawk robin dove peach apple orange lemon grand broadway north south east west old new upper lower saint sycamore juniper hawthorn hawthorne hazel heather fern clover moss mulberry acacia palm cypress redwood aspen alder linden hollow glen dale cliff shore coast island sand silver golden green white red blue black crystal diamond copper iron mission cathedral priory grange barn windmill tannery foundry brewery victoria albert george william charles edward washington jefferson lincoln jackson madison monroe franklin lafayette columbus independence freedom heritage colonial plantation country county meadows heights woods woodland woodlands lakeshore lakeview riverside hillside seaside parkside northside southside industrial commerce technology university academy airport harvest prairie sunny shady quiet misty windy stony rocky long cross bell swan heron falcon pheasant partridge wolf bear buffalo coyote mustang rosewood boxwood ironwood cottonwood pinewood elmwood oakwood greenwood dogwood'.split(
    ' ',
  ),
)

export function isStreetNoun(word: string): boolean {
  return streetNouns.has(word)
}

/** May be a street's name where one is talked about; common words that no street has are none. */
export function isStreetLike(word: string): boolean {
  if (topicOfWord.has(word) && word !== 'discover') return false
  return (
    streetNouns.has(word) ||
    givenNames.has(word) ||
    familyNames.has(word) ||
    cities.has(word) ||
    (regions.has(word) && word.length > 2) ||
    (doubtfulFamilyNames.has(word) && !everydayWords.has(word)) ||
    (doubtfulGivenNames.has(word) && !everydayWords.has(word)) ||
    placeOpenings.has(word) ||
    (isUncommon(word) && word.length > 3) ||
    (foreignWords.has(word) && word.length > 3 && !everydayWords.has(word))
  )
}

// Before a word of another kind they are none: "two new cards".
const openingNouns = new Set(
  'new old high grand long little great upper lower state school college'.split(' '),
)

export function isOpeningOnly(word: string): boolean {
  return openingNouns.has(word) || (placeOpenings.has(word) && !givenNames.has(word))
}
