import { describe, expect, it } from 'vitest'
import { type RedactorOptions, redactUtterances } from '../src/index.ts'

/** `kind<text>` for each find. */
function found(text: string, options: RedactorOptions = {}): string[] {
  const [spans = []] = redactUtterances([{ text }], options)
  return spans.map(({ kind, start, end }) => `${kind}<${text.slice(start, end)}>`)
}

/** The first argument holds the expected finds in angle brackets, in order. */
function expectFound(kind: string, ...marked: string[]): void {
  for (const text of marked) {
    const plain = text.replaceAll(/[<>]/g, '')
    const wanted = [...text.matchAll(/<([^>]*)>/g)].map((match) => `${kind}<${match[1]}>`)
    expect(found(plain), plain).toEqual(wanted)
  }
}

describe('kinds', () => {
  it('[RD5] look-alikes, foreign digits and invisible characters hide nothing', () => {
    expectFound('card', '４１１１ １１１１ １１１１ １１１１'.replace(/^/, '<').replace(/$/, '>'))
    expectFound('card', '<4111\u200b1111\u200b1111\u200b1111>', '<٤١١١ ١١١١ ١١١١ ١١١١>')
    expectFound('email', 'mail <jаne@exаmple.com> now')
    expectFound('card', '😀 \u202e<4111 1111 1111 1111>\u202c ok')
  })

  it('[RD10] cards, written, spoken and corrected', () => {
    expectFound(
      'card',
      'my card is <4111 1111 1111 1111> thanks',
      '<four one one one, one one one one, uh one one one one double one one one>',
      "it's <four one one two, no, one, one one one one one one one one one one one one>",
      'the number is <5500-0000-0000-0004>',
      '<forty one eleven, eleven eleven, eleven eleven, eleven eleven>',
    )
  })

  it('[RD11] the security code', () => {
    expectFound(
      'cvv',
      'the cvv is <123>',
      'security code <nine oh four>',
      'and the three digits on the back are <772>',
    )
  })

  it('[RD12] phone numbers', () => {
    expectFound(
      'phone',
      'call me at <415-555-0123> tomorrow',
      'my number is <oh seven nine one one one two three four five six>',
      'mera number hai <nine eight seven six five four three two one zero>',
      'phone number <five five five, two three four, double nine one one>',
      'reach me on <+49 30 901820> please',
      'ring <020 7946 0958> after lunch',
      'phone <415-555-0123 extension 42> please',
      "<nine one seven five five five, sorry, five five six oh one four two> that's my cell",
      "<eight hundred five five five one two one two> that's my cell",
    )
  })

  it('[RD13] mail addresses', () => {
    expectFound(
      'email',
      '<john dot smith at gmail dot com>',
      'my email is <j o h n underscore smith eighty four at yahoo dot co dot uk> thanks',
      '<jane.doe+x@example.com> please',
      'send it to <mary jane at hotmail dot com>',
      'my mail is <anna (at) example (dot) com>',
    )
  })

  it('[RD14] addresses and postcodes', () => {
    expect(found('I live at 42 Maple Street, Springfield, IL 62704')).toEqual([
      'address<42 Maple Street, Springfield, IL>',
      'postcode<62704>',
    ])
    expect(
      found('forty two maple street apartment three b springfield illinois six two seven oh four'),
    ).toEqual([
      'address<forty two maple street apartment three b springfield illinois>',
      'postcode<six two seven oh four>',
    ])
    expect(found('Hauptstraße 12a, 10115 Berlin')).toEqual([
      'address<Hauptstraße 12a>',
      'postcode<10115>',
      'address<Berlin>',
    ])
    expectFound('postcode', 'the postcode is <s w one a one a a>', '<K1A 0B1> is the code')
  })

  it('[RD15] names', () => {
    expectFound(
      'name',
      'my name is <John Whitfield>',
      'this is <Sarah Connor> speaking',
      'Mr <Okafor> called',
    )
    expect(found('is rosa there', { participantNames: ['Rosa Lindqvist'] })).toEqual(['name<rosa>'])
    expect(found('the last name is s m i t h')).toEqual(['name<s m i t h>'])
  })

  it('[RD16] national ids', () => {
    expectFound(
      'national-id',
      'my social is <078-05-1120>',
      'national insurance <QQ 12 34 56 C>'.replace('QQ', 'AB'),
      'ssn <oh seven eight oh five one one two oh>',
    )
  })

  it('[RD17] ibans', () => {
    expectFound(
      'iban',
      'my iban is <DE89 3704 0044 0532 0130 00>',
      '<d e eight nine three seven oh four oh oh four four oh five three two oh one three oh oh oh>',
    )
    expect(found('code DE88 3704 0044 0532 0130 00').some((find) => find.startsWith('iban'))).toBe(
      false,
    )
  })

  it('[RD18] accounts', () => {
    expectFound('account', 'account number <12345678> sort code <12-34-56>')
  })

  it('[RD19] dates of birth, and no other dates', () => {
    expectFound(
      'birth-date',
      'I was born on <March 12, 1984>',
      'date of birth is <three twelve nineteen eighty four>',
    )
    expectFound(
      'birth-date',
      "my birthday's <the ninth of may eighty one>",
      'd o b <june nineteenth, no sorry, june eighteenth, nineteen ninety two>',
    )
    expect(found('it arrived on March 12, 2024')).toEqual([])
  })

  it('[RD20] addresses of machines', () => {
    expectFound(
      'ip',
      'ip is <192.168.1.12>',
      '<one nine two dot one six eight dot one dot one>',
      'at <2001:db8::1> now',
    )
    expect(found('version 1.2.3.4')).toEqual([])
  })

  it('[RD21] links with secrets', () => {
    expectFound('secret-url', 'see <https://example.com/login?token=abcdef123456>.')
    expect(found('see https://example.com/login?page=2')).toEqual([])
  })

  it('[RD22] wrapped text', () => {
    expectFound('email', 'it says <am9obi5zbWl0aEBnbWFpbC5jb20=>', '<john.smith%40gmail.com> there')
  })

  it('[RD23] what is not personal stays', () => {
    expectFound(
      'none',
      'order number 4411 2233 came with 3 boxes for $45.99 at 10:30',
      'I paid two hundred and fifty dollars for 2 tickets on May 3rd',
      'I rate it 9 out of 10 and waited forty five minutes',
      'ticket 883 201 77 is still open since 2019',
      'the total is 1,249.00 euros, due in 14 days',
      'between nine and five, extension of the plan for twenty four months',
      'the card ending in 4242 was charged 300',
      'it was nineteen ninety nine, then twenty four ninety nine, then thirty nine ninety nine',
      'the product name is Aurora Plus',
    )
  })

  it('[RD24] agents keep their names', () => {
    expectFound('none', 'Thank you for calling Acme, my name is Sarah, how can I help you?')
    expect(found('thanks Priya', { agentNames: ['Priya Raman'] })).toEqual([])
  })
})
