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
})
