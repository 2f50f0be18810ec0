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
  'dix-sept diecisiete dwanascie jedenascie trzynascie czternascie pietnascie szesnascie siedemnascie osiemnascie dziewietnascie dziesiec dwadziescia trzydziesci czterdziesci piecdziesiat ett tva tre fyra fem sju elva tolv tretton fjorton femton sexton sjutton arton nitton tjugo trettio fyrtio femtio syv otte elleve tolv tretten fjorten femten seksten sytten atten nitten tyve treze catorze quinze dezasseis dezassete dezoito dezanove sedici yirmi otuz elli'.split(
    ' ',
  ),
)

// Digits beside digits only.
const words = new Set('oh o das don do tin bees cheh chai nau iki bir das due mil ek'.split(' '))
const mostWords = 4

/** The last token of a number in words from here on, if one begins here. */
export function foreignNumberEnd(view: View, from: number): number | undefined {
  const { tokens } = view
  if (textAt(tokens, from) === 'a' && textAt(tokens, from + 1) === 'hundred') {
    const and = textAt(tokens, from + 2) === 'and' ? from + 3 : from + 2
    return view.numeralFrom(and)?.to ?? from + 1
  }
  let to = from - 1
  for (let index = from; index < from + mostWords; index += 1) {
    const text = textAt(tokens, index)
    const numeral = to >= from ? view.numeralFrom(index) : undefined
    if (numeral !== undefined && numeral.digits.length < 3) to = numeral.to
    else if (
      hundreds.has(text) ||
      furtherNumbers.has(text) ||
      (neighbourlyDigitWords.has(text) && !words.has(text))
    )
      to = index
    else break
  }
  return to < from ? undefined : to
}
