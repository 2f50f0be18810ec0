/** House numbers that are said in words which are numbers in an address only: "tweehonderd twaalf", "a hundred and four". */
import { neighbourlyDigitWords } from '../numbers/number-words.ts'
import { textAt } from '../text/token.ts'
import type { View } from '../view.ts'

const hundreds = new Set(
  'honderd tweehonderd driehonderd vierhonderd vijfhonderd hundert einhundert zweihundert dreihundert hundra tvahundra trehundra hundre tohundre cent cento duecento trecento sto dwiescie trzysta cem'.split(
    ' ',
  ),
)
const furtherNumbers = new Set(
  'dix-sept diecisiete dwanascie jedenascie trzynascie czternascie pietnascie szesnascie siedemnascie osiemnascie dziewietnascie dziesiec dwadziescia trzydziesci czterdziesci piecdziesiat ett tva tre fyra fem sju elva tolv tretton fjorton femton sexton sjutton arton nitton tjugo trettio fyrtio femtio syv otte elleve tolv tretten fjorten femten seksten sytten atten nitten tyve treze catorze quinze dezasseis dezassete dezoito dezanove sedici vinte trinta quarenta cinquenta sessenta setenta oitenta noventa onze doze yirmi otuz elli'.split(
    ' ',
  ),
)

/** "Einundzwanzig", "hundertzwolf", "tweehonderdzeven", "quarantadue", "ventitre", "trettiofem". */
const compound =
  /^(?:(?:ein|zwei|drei|vier|funf|sechs|sieben|acht|neun)?hundert(?:und)?)?(?:(?:ein|zwei|drei|vier|funf|sechs|sieben|acht|neun)und)(?:zwanzig|dreissig|vierzig|funfzig|sechzig|siebzig|achtzig|neunzig)$|^(?:ein|zwei|drei|vier|funf|sechs|sieben|acht|neun)?hundert(?:und)?(?:eins|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|elf|zwolf|(?:drei|vier|funf|sech|sieb|acht|neun)zehn|zwanzig|dreissig|vierzig|funfzig|sechzig|siebzig|achtzig|neunzig)$|^(?:twee|drie|vier|vijf|zes|zeven|acht|negen)?honderd(?:en)?(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|twintig|dertig|veertig|vijftig)$|^(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen)en(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)$|^(?:vent|trent|quarant|cinquant|sessant|settant|ottant|novant)[aio]?(?:uno|due|tre|quattro|cinque|sei|sette|otto|nove|un)$|^(?:tjugo|trettio|fyrtio|femtio|sextio|sjuttio|attio|nittio)(?:ett|tva|tre|fyra|fem|sex|sju|atta|nio)$/

// Digits beside digits only.
const words = new Set('oh o das don do tin bees cheh chai nau iki bir das due mil ek'.split(' '))
const mostWords = 4

function isNumberWord(text: string): boolean {
  return (
    hundreds.has(text) ||
    furtherNumbers.has(text) ||
    (neighbourlyDigitWords.has(text) && !words.has(text))
  )
}

/** The last token of a number in words from here on, if one begins here. */
export function foreignNumberEnd(view: View, from: number): number | undefined {
  const { tokens } = view
  if (textAt(tokens, from) === 'a' && textAt(tokens, from + 1) === 'hundred') {
    const and = textAt(tokens, from + 2) === 'and' ? from + 3 : from + 2
    return view.numeralFrom(and)?.to ?? view.numeralFrom(from + 1)?.to ?? from + 1
  }
  if (compound.test(textAt(tokens, from))) return from
  let to = from - 1
  for (let index = from; index < from + mostWords; index += 1) {
    const text = textAt(tokens, index)
    const numeral = to >= from ? view.numeralFrom(index) : undefined
    if (numeral !== undefined && numeral.digits.length < 3) to = numeral.to
    else if (isNumberWord(text)) to = index
    else if (
      to >= from &&
      ['e', 'y', 'og', 'och'].includes(text) &&
      isNumberWord(textAt(tokens, index + 1))
    )
      continue
    else break
  }
  return to < from ? undefined : to
}
