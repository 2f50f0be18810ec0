/** What numbers count and measure, and what they tell apart, in words that leave nothing open. */
import type { PersonalKind } from '../kinds.ts'

const list = (words: string) => new Set(words.split(' '))

/** Right behind a number; no word for a part of an address. */
export const measures = list(
  'percent dollar dollars pound pounds quid euro euros cents cent pence bucks rupees milligram milligrams mg mcg meg megs megabits megabytes gig gigs gigabyte gigabytes terabyte kilo kilos kilogram kilograms gram grams litre litres liter liters gallon gallons metre metres meter meters centimetre centimetres centimeter centimeters cm mm millimetres millimeters squared mile miles kilometre kilometres kilometers inch inches foot feet hour hours minute minutes seconds day days week weeks month months year years night nights times points stars degrees watts volts amps bedroom bedrooms bedded seater adults kids children people passengers guests nights tickets bags copies boxes items units attempts voicemails emails visits payments calls waist leg am pm oclock million billion thousands hundreds dozen hertz megapixel megapixels fps rpm mph compulsory voluntary',
)

const things = list(
  'clause version form seat seats page pages chapter flight channel error size step option model coach platform terminal verse question questions bus train tram junction exit windows android ios season episode series grade aisle carousel desk',
)
// Parts of an address as well.
const thingsOfPlaces = list('section row gate room line level route section zone bay table group')
const all = new Set([...things, ...thingsOfPlaces])

/** Right before a number. */
export function thingsTold(kind: PersonalKind): ReadonlySet<string> {
  return kind === 'address' ? things : all
}
