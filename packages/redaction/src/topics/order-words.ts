/** What has a number that is nobody's: things, papers and machines, beside a word for a number or a code. */

const things =
  'transaction locker chassis crime docket applicant employee staff badge payroll store shop till register asset consignment waybill return returns dispatch manifest pallet container shipping tag service device circuit line cylinder tank raffle queue seat coach train platform bus table bay pump engine frame bike machine appliance router modem hub box decoder printer toner cartridge camera watch sensor boiler alarm panel receipt slip stub label sticker barcode survey feedback ticket tote bin shelf aisle rack warranty contract guarantee requisition proposal tender lease permit fine notice penalty court docket letter query request incident fault error product stock style colour color fabric paint batch lot roll print download upload session call chat conversation interaction log event race bib team gym class course module exam candidate enrolment enrollment cohort section drawer cabinet key fob pass parcel package delivery collection pickup job task project cost department extension deal offer plan tariff package meter unit suite cabin berth room gate flight booking reservation confirmation sim imei'.split(
    ' ',
  )
// "Extension", "flight" and the like have topics of their own.
const ofThings = ['number', 'no', 'id', 'code', 'ref', 'reference']
const personal = new Set(['line', 'extension', 'suite', 'unit', 'call', 'gate', 'permit', 'card'])

/** "Crime number", "device id". */
export const orderPairs: readonly (readonly [string, 'order'])[] = things
  .filter((thing) => !personal.has(thing))
  .flatMap((thing) => ofThings.map((word): [string, 'order'] => [`${thing} ${word}`, 'order']))

/** "Which train is it", "what's it showing". */
export const askedPairs: readonly (readonly [string, 'order'])[] = [
  ...'train bus flight store shop branch channel page model version plan package size colour color seat room gate platform step option'
    .split(' ')
    .map((thing): [string, 'order'] => [`which ${thing}`, 'order']),
  ...[
    'it showing',
    'it reading',
    'display say',
    'screen say',
    'the display',
    'the screen',
    'line id',
  ].map((pair): [string, 'order'] => [pair, 'order']),
  ...[
    'parcel card',
    'delivery card',
    'card through',
    'time code',
    'texted you',
    'mac address',
    'asset tag',
    'service tag',
  ].map((pair): [string, 'order'] => [pair, 'order']),
]

/** Where a number of theirs stands: "the number at the top of the letter". */
const places = new Set(
  'receipt label sticker barcode box bottle tin packet bag bottom top side corner plate tag slip stub letter notice leaflet form sheet door display screen machine meter ticket packaging lid sleeve underneath base serial model router hub boiler toner'.split(
    ' ',
  ),
)
const positions = new Set(['on', 'at', 'under', 'of', 'off', 'from', 'in', 'the', 'right', 'left'])
const numberWords = new Set("number code digits what's says say read id".split(' '))
const reach = 7

/** `wordAt` tells the words of a text by their place. */
export function isNumberOfThing(wordAt: (index: number) => string, index: number): boolean {
  if (!places.has(wordAt(index)) || !positions.has(wordAt(index - 1))) return false
  for (let before = index - 2; before > index - reach; before -= 1)
    if (numberWords.has(wordAt(before))) return true
  return false
}

const directly = new Set(
  'part asset transaction container pallet reading readings combination sequence frequency badge crime docket locker slot bay job sku barcode counter clicker odometer total subtotal score tally'.split(
    ' ',
  ),
)
const copulas = new Set(['is', "it's", 'says', 'reads', 'was', 'number', ':', '#'])

/** "Part five two six eight one", "the reading's oh nine two": told right before the number. */
export function isToldByThing(wordAt: (index: number) => string, from: number): boolean {
  const at = copulas.has(wordAt(from - 1)) ? from - 2 : from - 1
  return directly.has(wordAt(at).replace(/'s$/, ''))
}
