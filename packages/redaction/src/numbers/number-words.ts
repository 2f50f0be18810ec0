/** The words people count with. Accents are gone already: `fünf` is `funf`, `zéro` is `zero`. */
import { normalise } from '../text/normalise.ts'

function numbered(words: string, first = 0): [string, string][] {
  return words
    .split(' ')
    .flatMap((alternatives, index) =>
      alternatives.split('/').map((word): [string, string] => [word, String(index + first)]),
    )
}

/** Digits wherever they stand. */
export const digitWords = new Map([
  ...numbered('zero/nought/naught one two three four five six seven eight nine/niner'),
])

/** Digits when a number stands next to them: other languages, and words that mean something else as well. */
export const neighbourlyDigitWords = new Map([
  ...numbered('null eins zwei/zwo drei vier funf sechs sieben acht neun'),
  ...numbered('cero uno dos tres cuatro cinco seis siete ocho nueve'),
  ...numbered('zero une deux trois quatre cinq six sept huit neuf'),
  ...numbered('zero uno duo tre quattro cinque sei sette otto nove'),
  ...numbered(
    'shunya/shoonya ek don teen/tin chaar paanch/panch chhe/chhah/cheh/chai saat aath/aat nau',
  ),
  ...numbered('zero umo dois tres quatro cinco seis/meia sete oito nove'),
  ...numbered('nul een twee drie vier vijf zes zeven acht negen'),
  ...numbered('zero jeden dwa trzy cztery piec szesc siedem osiem dziewiec'),
  ...numbered('sifir bir iki uc dort bes alti yedi sekiz dokuz'),
  ...numbered(normalise('शून्य एक दो तीन चार पाँच छह सात आठ नौ').text),
  ...numbered(
    normalise('ноль/нуль один/одна два/две три четыре пять шесть семь восемь девять').text,
  ),
  ...numbered(normalise('صفر واحد اثنين/اثنان ثلاثة اربعة خمسة ستة سبعة ثمانية تسعة').text),
  ...numbered('das gyarah barah terah chaudah pandrah solah satrah atharah unnis bees', 10),
  ...tens('bees tees chalis/chaalis pachas/pachaas saath sattar assi nabbe'),
  ['mil', '000'],
  ['millones', '0'],
  ['oh', '0'],
  ['o', '0'],
])

/** Digits only with numbers on both sides. */
export const doubtfulDigitWords = new Map([
  ['do', '2'],
  ['due', '2'],
  ['to', '2'],
  ['too', '2'],
  ['for', '4'],
  ['fore', '4'],
  ['char', '4'],
  ['ate', '8'],
  ['won', '1'],
  ['un', '1'],
  ['ein', '1'],
])

export const teenWords = new Map([
  ...numbered(
    'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    10,
  ),
  ...numbered('zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn', 10),
  ...numbered('diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve', 10),
  ...numbered('dix onze douze treize quatorze quinze seize', 10),
  ...germanCompounds(),
  ...numbered(
    'veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve',
    21,
  ),
  ...numbered(
    'undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove',
    11,
  ),
  ...numbered(
    'ventuno ventidue ventitre ventiquattro venticinque ventisei ventisette ventotto ventinove',
    21,
  ),
  ...italianCompounds(),
  ...hundreds(
    'cien/ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos',
  ),
  ...numbered('elf twaalf dertien veertien vijftien zestien zeventien achttien negentien', 11),
  ...dutchCompounds(),
])

export const tenWords = new Map([
  ...tens('twenty thirty forty/fourty fifty sixty seventy eighty ninety'),
  ...tens('zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig'),
  ...tens('veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa'),
  ...tens('vingt trente quarante cinquante soixante'),
  ...tens('venti trenta quaranta cinquanta sessanta settanta ottanta novanta'),
  ...tens('twintig dertig veertig vijftig zestig zeventig tachtig negentig'),
  ...tens('vinte trinta quarenta cinquenta sessenta setenta oitenta noventa'),
])

export const scaleWords = new Map([
  ['hundred', 100],
  ['thousand', 1_000],
])

export const repeaters = new Map([
  ['double', 2],
  ['triple', 3],
  ['treble', 3],
  ['quadruple', 4],
  ['doppel', 2],
  ['doble', 2],
])

function tens(words: string): [string, string][] {
  return numbered(words, 2).map(([word, value]) => [word, `${value}0`])
}

function hundreds(words: string): [string, string][] {
  return numbered(words, 1).map(([word, value]) => [word, `${value}00`])
}

/** "Cinquantacinque", "sessantuno": the ten loses its vowel before "uno" and "otto". */
function italianCompounds(): [string, string][] {
  const units = 'uno due tre quattro cinque sei sette otto nove'.split(' ')
  return tens('venti trenta quaranta cinquanta sessanta settanta ottanta novanta').flatMap(
    ([ten, value]) =>
      units.map((unit, index): [string, string] => [
        `${/^[uo]/.test(unit) ? ten.slice(0, -1) : ten}${unit}`,
        String(Number(value) + index + 1),
      ]),
  )
}

function dutchCompounds(): [string, string][] {
  const units = 'een twee drie vier vijf zes zeven acht negen'.split(' ')
  return tens('twintig dertig veertig vijftig zestig zeventig tachtig negentig').flatMap(
    ([ten, value]) =>
      units.map((unit, index): [string, string] => [
        `${unit}en${ten}`,
        String(Number(value) + index + 1),
      ]),
  )
}

/** Between a ten and its unit: "treinta y cuatro", "vingt et un". */
export const tenLinks = new Set(['y', 'et', 'e'])

function germanCompounds(): [string, string][] {
  const units = 'ein zwei drei vier funf sechs sieben acht neun'.split(' ')
  return tens('zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig').flatMap(
    ([ten, value]) =>
      units.map((unit, index): [string, string] => [
        `${unit}und${ten}`,
        String(Number(value) + index + 1),
      ]),
  )
}

const list = (words: string) => new Set(words.split(' '))

/** May stand inside a number without belonging to it. */
export const fillers = list(
  "uh um er erm uhm umm uhh uhhh errm ermm ahm hmmm mmm mmhmm huh ahh ohh hmm hm mm mhm pause ah eh ehm euh okay ok so yeah yep yes right then and like dash hyphen space comma hang on let me see well bindestrich y und et puis followed by again that's it's is plus dot point period",
)

/** Say that what came before is to be replaced. */
export const corrections = list(
  'no sorry wait actually oops correction scratch mean rather pardon nope make not nein perdon oder i strike',
)

/** What may stand between two groups of digits. */
export const separators = new Set(['-', '.', ',', '/', '(', ')', '…', '_', '+', ';', ' ', '*'])

/** What is said beside a number that somebody dictates or reads back, and says nothing else. */
export const backChannels = list(
  "got it gotcha perfect great alright sure thanks thank you correct huh cool mhm uhhuh lovely brilliant right good wonderful excellent awesome thats that'll is there go yep ready fire away so far one sec second moment just a yea cheers ta okey vale si claro exacto eso gracias oui merci ja genau danke haan ji theek accha bitte prego grazie d'accord please sir ma'am madam something was sorry",
)
