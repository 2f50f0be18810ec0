import { describe, expect, it } from 'vitest'
import { redactUtterances } from '../src/index.ts'
import { expectMarked } from './marked-text.ts'

/** The texts of the names found in a talk, turn by turn; turns alternate, ours first. */
function namesIn(...turns: readonly string[]): readonly (readonly string[])[] {
  const spans = redactUtterances(
    turns.map((text, index) => ({
      text,
      conversation: '1',
      speaker: index % 2 === 0 ? 'agent' : 'customer',
    })),
  )
  return turns.map((text, index) =>
    (spans[index] ?? [])
      .filter(({ kind }) => kind === 'name')
      .map(({ start, end }) => text.slice(start, end)),
  )
}

describe('innocent words', () => {
  it('[RD160] shops, drinks, the famous and illnesses are no names', () => {
    expectMarked(
      "i bought it at macy's and at trader joe's",
      "I drank two glasses of Jack Daniel's and an Earl Grey.",
      "for pete's sake",
      'Ben & Jerry’s will sign on Thursday.',
    )
    expectMarked('my name is name<harper lee>')
  })

  it('[RD161] a name alone that a thing bears is none', () => {
    expectMarked(
      'i ordered the olivia sofa',
      'The Grace Kelly suite is booked; only the Chester room is left.',
      'a jack for the headphones',
      'the crib (model Luna) has a sharp edge',
    )
  })

  it('[RD162] three large words in a row of which one is a town are places, unless they are somebody’s children', () => {
    expectMarked('Chester, Hull and Lincoln are all on strike.')
    expectMarked('Franklin, Jefferson and Lincoln are the streets that are closed.')
  })

  it('[RD163] whom the customer thanks or greets is ours', () => {
    expect(namesIn('your order is on its way', "thanks denise you've been great")).toEqual([[], []])
    expect(namesIn('how can i help', 'hi becky earl whitcomb here')).toEqual([
      [],
      ['becky earl whitcomb'],
    ])
    expect(namesIn('island insurance good morning this is mister joseph')).toEqual([[]])
  })

  it('[RD164] asked for a name, what people say to say nothing is none', () => {
    expect(namesIn('may i have your name please', 'yes of course')).toEqual([[], []])
    expect(namesIn('and your last name', 'just like it sounds')).toEqual([[], []])
    expect(namesIn('and your last name', 'price')).toEqual([[], ['price']])
    expect(namesIn('and your last name', 'de la cruz')).toEqual([[], ['de la cruz']])
  })

  it('[RD165] words that people say seldom are no names without more: "this is unprofessional"', () => {
    expectMarked('this is bullshit', 'i rebooted the inverter', 'i take lisinopril')
    expectMarked('is that mister name<whittle>')
  })

  it('[RD166] initials belong to the name behind them or between', () => {
    expectMarked(
      'rowena bautista, name<rowena s bautista>'.replace(
        /^rowena bautista/,
        'name<rowena bautista>',
      ),
      'it says name<d okonkwo>',
      'the name is name<b j mccready>',
    )
  })

  it('[RD167] a family name of no list is told by how it is built', () => {
    expectMarked('yes it is for name<papakonstantinopoulos>', 'under name<mcgillicuddy> please')
  })

  it('[RD176] contrasted names, doers, and family names before given ones', () => {
    expectMarked(
      "It's name<Kristjansson>, not name<Christianson>.",
      'name<pat> said that i could bring it back',
      'specimen 24, name<HOLLOWAY, BRENDA J>, F',
      "it's in my name name<bill stavropoulos>",
    )
    expectMarked('the bill said eighty dollars', 'the mark said it was broken')
  })

  it('[RD177] what is said between spelled letters stays', () => {
    expect(namesIn('can you spell your name', 'd o space y e o n')).toEqual([
      [],
      ['d o', 'y e o n'],
    ])
  })

  it('[RD186] names that are words as well, said twice or said to be a surname', () => {
    expectMarked(
      'name<will will castellano>',
      "i'm name<joy joy halvorsen>",
      'name<king georgina king>',
      "it's for name<lord> that's the surname name<edwina lord>",
      'name<prudence> name<prudence> are you there',
      'name<Jomar Villanueva> / new customer',
    )
    expectMarked('will it will it not', 'a long long time ago', 'the grant grant application')
  })

  it('[RD187] who is from next door or in accounts', () => {
    expectMarked(
      'name<mark> from next door took it in',
      'this is name<dawn> in accounts at the school',
    )
    expectMarked('the mark from the tyre', 'this is summer in a bottle')
  })

  it('[RD189] makes, tools, schools, papers and regions are no names', () => {
    expectMarked(
      "that's the skoda octavia is it",
      'a land rover defender',
      'the wendy house and the allen key',
      'jack up the car',
      'roosevelt middle school attendance office',
      'Dr Martens 1460, size 7',
      'Sizes: small 8. Colour: Forest Green',
    )
    expect(namesIn('and the name', "it's massachusetts")).toEqual([[], []])
    expect(namesIn('señor abernethy and the n i e')).toEqual([['abernethy']])
  })

  it('[RD190] the letter that tells two spellings apart is no part of the spelling', () => {
    expectMarked('name<christian> with a k name<k r i s t i a n>')
  })

  it('[RD191] who is spoken to, asked for or calling', () => {
    expectMarked(
      'i spoke to name<summer> on tuesday',
      'ask for name<skip> in the workshop',
      'name<Bill> will pay the bill',
    )
    expectMarked('we spoke to support', 'summer will be hot', 'the bill will be paid')
    expect(namesIn('who is the tenant', 'robin archer')).toEqual([[], ['robin archer']])
    expect(namesIn('who is the tenant', 'i am')).toEqual([[], []])
  })
})
