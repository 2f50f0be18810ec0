import { describe, expect, it } from 'vitest'
import { redactUtterances } from '../src/index.ts'
import { expectMarked } from './marked-text.ts'

function answerTo(...turns: readonly string[]): readonly string[] {
  const spans = redactUtterances(
    turns.map((text, index) => ({
      text,
      conversation: '1',
      speaker: index % 2 === 0 ? 'agent' : 'customer',
    })),
  )
  const last = turns.at(-1) ?? ''
  return (spans.at(-1) ?? []).map(({ start, end }) => last.slice(start, end))
}

describe('addresses by what speaks for them together', () => {
  it('[RD200] a number and a name that nobody says otherwise, where somebody is said to live', () => {
    expectMarked(
      "i'm still over on address<tamarack eleven oh nine>",
      'my parents live at address<thirty nine ingleby>',
      'right address<fifty five the crescent penarth>',
      "i'm still living on address<quarles>",
    )
  })

  it('[RD200] counted things, codes and roads that somebody drives on are no address', () => {
    expectMarked(
      'there were two five street performers outside the shop',
      "we're on highway two eighty near exit forty four",
      'four green one amber',
      "i'll drive to the store on main and pick it up",
      'the fourteenth works and the twenty second does not',
      'it was in page twelve of the manual',
    )
  })

  it('[RD201] a house number with letters, ranges, halves and slashes', () => {
    expectMarked(
      "it's address<sixty two a as in apple tollgate road>",
      "yes it's address<twelve a through c linden court> they're all ours",
      'address<one twenty three and a half vine street> upstairs',
    )
  })

  it('[RD202] routes, boxes, mile markers, lots, storeys and general delivery', () => {
    expectMarked(
      'address<rural route two box one eighteen b> is how the mailman knows it',
      'address<highway contract route thirty one box nine> if you can believe it',
      'address<camp road nineteen cabin four rangeley maine>',
      'address<fm twelve sixty lot thirty three> outside of address<bastrop>',
    )
  })

  it('[RD203] what stands right beside an address belongs to it', () => {
    expectMarked(
      "i'm staying at address<c o whitcombe> address<nineteen bexhill terrace> for now",
      'i moved to address<basement> address<flat thirty one albion villas> in march',
      "address<denver> address<four forty south pearl> is where you'd send it",
      'address<five oh five sandalwood> uh address<drive> in address<plano texas>',
      'the street is address<valleyfield avenue> and the number is address<sixteen>',
    )
  })

  it('[RD204] house numbers of other languages in one word, and with "and" between', () => {
    expectMarked(
      'das ist address<goethering einundzwanzig> postcode<6 3 0 6 7> address<offenbach>',
      'ik woon op de address<prinsengracht tweehonderdzeven twee hoog amsterdam>',
    )
  })

  it('[RD205] who asks for a unit, a floor, a street or a town asks for an address', () => {
    expect(answerTo('and what floor', 'fourth floor')).toEqual(['fourth floor'])
    expect(answerTo('and what town', 'eureka springs')).toEqual(['eureka springs'])
    expect(answerTo('any unit', 'b twelve')).toEqual(['b twelve'])
    expect(answerTo('piso', 'segundo derecha')).toEqual(['segundo derecha'])
    expect(answerTo('how many floors', 'four')).toEqual([])
    expect(answerTo('where do you want dropping off', 'the airport terminal two')).toEqual([])
  })

  it('[RD207] five single digits behind the number of a flat are the postcode', () => {
    expectMarked(
      'address<ninety one fifty westheimer apartment two two one> postcode<seven seven oh six three>',
    )
  })

  it('[RD206] a postcode is announced by its letters', () => {
    expectMarked('the p l z is postcode<acht null drei drei eins>')
  })
})
