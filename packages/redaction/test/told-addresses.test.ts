import { describe, expect, it } from 'vitest'
import { redactUtterances } from '../src/index.ts'
import { expectMarked } from './marked-text.ts'

/** What is found in a talk, turn by turn; turns alternate, ours first. */
function foundIn(...turns: readonly string[]): readonly (readonly string[])[] {
  const spans = redactUtterances(
    turns.map((text, index) => ({
      text,
      conversation: '1',
      speaker: index % 2 === 0 ? 'agent' : 'customer',
    })),
  )
  return turns.map((text, index) =>
    (spans[index] ?? []).map(({ start, end }) => text.slice(start, end)),
  )
}

describe('addresses that are told', () => {
  it('[RD168] an answer to the question for an address is one stretch, without any word for a street too', () => {
    for (const answer of [
      'seventeen seventeen agua fria',
      'rose cottage mill lane little snoring',
      'thirteen oh five',
      'suite two hundred',
      'am alten markt sechs',
      'ulica kwiatowa osiem mieszkania cztery',
    ])
      expect(foundIn('what is your address', answer)).toEqual([[], [answer]])
  })

  it('[RD168] what is no address stays, though one was asked for', () => {
    for (const answer of [
      'one second let me look it up',
      "it's the same as before",
      'about ten minutes from the airport',
      'yes i have lived there for fifteen years',
      'three times today',
      'six hundred and twenty thousand',
    ])
      expect(foundIn('what is your address', answer)).toEqual([[], []])
  })

  it('[RD169] what was said of an address is known when it is said again', () => {
    expect(
      foundIn('and your address', 'two oh two magnolia bend', 'okay two oh two in baton rouge')[2],
    ).toContain('two oh two')
    expect(foundIn('the street please', 'thirteen oh five wisteria', 'wisteria okay')[2]).toEqual([
      'wisteria',
    ])
  })

  it('[RD170] a number that is taken back before an address is a piece, the words between stay', () => {
    expectMarked(
      "it's address<forty two> no address<forty four elm street>",
      "so it's address<eight hundred> sorry address<eight twenty four lake shore drive>",
    )
  })

  it('[RD171] a street without a number is one where somebody lives, not where a shop is', () => {
    expectMarked('we live on address<acacia road>', 'i moved to address<pinehurst drive>')
    expectMarked(
      'the nearest store is on fifth avenue next to the library',
      'Fifth Avenue was packed, so we took the subway.',
      'Complaint: Victoria Street branch, cold soup',
    )
  })

  it('[RD172] corners, blocks and county roads', () => {
    expectMarked(
      'i live at the corner of address<maple and third>',
      "someone broke into my car i'm at address<twenty eight hundred block of fulton>",
      "we're over on address<county road one eighteen> past the mill",
    )
  })

  it('[RD173] beside a person, a piece with a number and the places around it are an address', () => {
    expectMarked(
      'name<Ibrahima Diop>, address<Cité Keur Gorgui>, address<villa 44>, address<Dakar>, phone<+221 77 555 01 28>',
      'name<Fernando Etxeberria>, address<C/ Iparraguirre, 29, 4º C>, phone<+34 600 555 014>',
    )
    expectMarked('Interview with name<Esperanza Gutiérrez>, Thu 11:15, Room 2.04')
    expectMarked('Baujahr 1988, Heizung 2004')
  })

  it('[RD174] a word behind a number is no street for its type alone', () => {
    expectMarked(
      'we have two stores close to you',
      'i bought the forty inch green one',
      'twenty eighteen subaru outback green',
      'Please send $75.00 via Zelle',
      'attention Dr. name<Stillwater>',
    )
  })

  it('[RD175] a postcode read back, or alone behind an address, is one', () => {
    expect(
      foundIn(
        'your address',
        'nine eleven larch street',
        'in portland',
        'mhm nine seven two one four',
      )[3],
    ).toEqual(['nine seven two one four'])
    expectMarked(
      "I'm from address<46 Marine Drive, Gisborne> postcode<4010>; no one has read my meter",
    )
  })

  it('[RD180] the name of a house belongs to the flat before it and to the street behind it', () => {
    expectMarked(
      "it's address<flat five the old granary>",
      "we're address<the old bakehouse mill street> just past the church",
      "that's address<orchard cottage on pudding lane>",
    )
    expectMarked('the old mill is closed on sundays', 'we ate at the old brewery near the bridge')
  })

  it('[RD181] a number begun again is a piece, and a letter behind it belongs to it', () => {
    expectMarked(
      "i'm at address<sixty four> um address<sixty four ashdown road>",
      'deliver to address<two sixty seven saint brendan avenue four c>',
    )
    expect(
      foundIn('your address', 'forty one a cromer street', 'sorry was that forty one a')[2],
    ).toEqual(['forty one a'])
  })

  it('[RD182] what is asked next of an address is asked for as well', () => {
    expect(foundIn('and what number are you', 'thirty two', 'thirty two and the street')).toEqual([
      [],
      ['thirty two'],
      ['thirty two'],
    ])
    expect(
      foundIn('your address', 'flat four oh two shanti residency', 'and the town', 'antigonish')[3],
    ).toEqual(['antigonish'])
    expect(foundIn('which city are you flying to', 'lisbon')).toEqual([[], []])
    expect(foundIn('what number are you calling about', 'the second one')).toEqual([[], []])
  })

  it('[RD183] numbers of houses in any language, storeys and doors, and the code behind them', () => {
    expectMarked(
      'address<keizersgracht tweehonderd twaalf amsterdam>',
      'address<hauptstrasse a hundred and four> postcode<six nine one one seven> address<heidelberg>',
      'address<birkenallee siebzehn> postcode<five three one one nine> address<bonn>',
      'address<sixteen rue du moulin apartment b douze>',
    )
    expect(foundIn('the address', 'calle luna ocho segundo b')[1]).toEqual([
      'calle luna ocho segundo b',
    ])
  })

  it('[RD184] where somebody still lives or has a flat, and not what is open', () => {
    expectMarked(
      'are you still on address<juniper terrace>',
      'i live in address<copperfield court flat eleven>',
      'left with a neighbour at number address<thirty eight>',
    )
    expectMarked(
      'grant street is open till five thirty',
      'Bank holiday hours: Mon 10-4, Tue normal. Main Street and Mill Lane branches closed.',
    )
  })

  it('[RD185] digits beside a town are a postcode', () => {
    expectMarked("it's postcode<two nine zero zero seven> in address<malaga>")
    expect(foundIn('your address', 'pune four one one oh three eight')[1]).toEqual([
      'pune',
      'four one one oh three eight',
    ])
  })

  it('[RD192] numbers instead of an address or before its postcode, and what is asked for then', () => {
    expectMarked('they delivered to address<nineteen> instead of address<ninety ridley road>')
    expect(foundIn('sixteen and the postcode')).toEqual([['sixteen']])
    expect(foundIn('your address', 'four elm court', 'and the gate code', 'four nine')[3]).toEqual(
      [],
    )
    expect(
      foundIn(
        'your address',
        'four elm court',
        'and how much was your last payment',
        'forty two',
      )[3],
    ).toEqual([])
  })

  it('[RD193] what a meter shows, and another road of the same name', () => {
    expect(
      foundIn(
        'your postcode',
        'l s eight four q z',
        'and what does the meter say',
        'it says four seven two one six',
      )[3],
    ).toEqual([])
    expect(
      foundIn('your address', 'twenty six peveril close', 'is there a peveril road nearby')[2],
    ).toEqual([])
  })
})
