import { describe, expect, it } from 'vitest'
import { createRedactor, redactUtterances } from '../src/index.ts'
import { expectMarked, marked } from './marked-text.ts'

/** The finds of each turn, agents first to speak: what is masked, as it was said. */
function masksOfTalk(...turns: readonly string[]): readonly (readonly string[])[] {
  const talk = turns.map((text, index) => ({
    text,
    conversation: '1',
    speaker: index % 2 === 0 ? 'agent' : 'customer',
  }))
  return redactUtterances(talk).map((spans, index) =>
    spans.map(({ start, end }) => (turns[index] ?? '').slice(start, end)),
  )
}

describe('generality', () => {
  it('[RD60] where nobody writes capitals a name takes the words beside it that nobody says otherwise', () => {
    expectMarked(
      'the policy is for name<rajeshwari subramanian> i think',
      'it was name<muhammad iqbal siddiqui> who called',
      'so name<maria stone> and i are moving',
      'please call name<sarah> about the green peugeot',
    )
  })

  it('[RD61] names that are words, where the talk leaves no doubt', () => {
    expectMarked(
      'mark with a k'.replace('mark', 'name<mark>'),
      "it's for name<penny> my wife",
      'could you ask name<lee> to hurry',
      'i have a reservation for name<moffitt> at seven',
      'is this name<latisha>',
    )
    expectMarked('you can bill my wife', 'my son will call', 'thanks mate')
  })

  it('[RD62] a name that a customer has said is known for the rest of the talk', () => {
    const masks = masksOfTalk(
      'how can i help',
      'hi my name is xoliswa drabblecombe',
      'and drabblecombe is with one l',
      'yes',
    )
    expect(masks[2]).toEqual(['drabblecombe'])
  })

  it('[RD62] and forgotten when the text turns out to be another', () => {
    const redactor = createRedactor()
    const hear = (id: string, text: string) =>
      redactor.hear({ id, speaker: 'customer', text, isFinal: true, atMs: 0 })
    hear('1', 'my name is xoliswa drabblecombe')
    expect(hear('2', 'the drabblecombe one')[0]?.spans).toHaveLength(1)
    const again = hear('1', 'my main issue is the bill')
    expect(again.find(({ id }) => id === '2')?.spans).toEqual([])
  })

  it('[RD63] a word and its spelling are both masked, and long spellings without any announcement', () => {
    expectMarked('name<duenasflores> name<d u e n a s f l o r e s>', 'yeah name<z a k r z e w>')
    expectMarked('is that v as in victor', 'it says h d m i on it')
  })

  it('[RD64] addresses that are a chain of parts', () => {
    expectMarked(
      'address<house number nine street fourteen f seven slash two islamabad>',
      'address<thirty one hundred west alameda suite two oh two>',
      'address<27 Rue Saint-Dominique>, postcode<75007> address<Paris>',
      'address<six thousand nine kahuanani street apartment two b east waipahu>',
    )
    expectMarked('the second floor of block seven is cold', 'we drove nine miles north yesterday')
  })

  it('[RD65] asked for an address, somebody says a number, and later the street', () => {
    expect(masksOfTalk('what is the street address', 'uh forty one')[1]).toEqual(['forty one'])
    expect(masksOfTalk('how many boxes do you need', 'uh forty one')[1]).toEqual([])
  })

  it('[RD66] numbers, codes and dates in pieces over many short turns', () => {
    const phone = masksOfTalk(
      'your phone number please',
      'oh seven',
      'okay',
      'nine one two',
      'got it',
    )
    expect(phone[1]).toEqual(['oh seven'])
    expect(phone[3]).toEqual(['nine one two'])
    const birth = masksOfTalk('and your date of birth', 'march', 'yes', 'the ninth')
    expect([birth[1], birth[3]]).toEqual([['march'], ['the ninth']])
    const passport = masksOfTalk('your passport number please', 't y six', 'okay', 'h m')
    expect([passport[1], passport[3]]).toEqual([['t y six'], ['h m']])
  })

  it('[RD67] five digits said one by one and nothing else, counting apart', () => {
    expectMarked('phone<seven oh eight one oh>', 'testing one two three four five')
    expectMarked('one two three four five')
  })

  it('[RD68] mail addresses with small words in them, a sign of any name, and pieces when asked for', () => {
    expectMarked(
      'my email is email<aaliyah the great four two nine at comcast dot net>',
      "it's email<antonia dash singh at the rate gmail>",
      'i was looking at target dot com',
      'it is available at verizon',
    )
    const masks = masksOfTalk('what is your email', 'moyo', 'mhm', 'z dot m o y o')
    expect([masks[1], masks[3]]).toEqual([['moyo'], ['z dot m o y o']])
  })

  it('[RD69] tens and units of other languages are one number', () => {
    expectMarked(
      'mi numero es phone<seis uno dos cincuenta y cinco cero uno treinta y cuatro>',
      "mon numero c'est phone<zero six vingt-deux trente et un douze quarante-cinq>",
    )
  })

  it("[RD70] what every machine calls itself is nobody's address", () => {
    expectMarked(
      'listening on 127.0.0.1 port 22',
      'netmask 255.255.255.0',
      'it was ip<203.0.113.42>',
    )
  })

  it('[RD71] "his name is" is no introduction of ours, "thank you for calling, my name is" is', () => {
    expect(marked('his name is russ thibodeaux', 'agent')).toBe('his name is name<russ thibodeaux>')
    const opening = 'thank you for calling my name is carlos how can i help you'
    expect(marked(opening, 'agent')).toBe(opening)
  })

  it('[RD72] labels, money and units beside a number are not part of it', () => {
    expectMarked('salary NOK 612 000', 'Name: name<HENRIK LINDQVIST>\nPersonnummer: none')
  })
})
