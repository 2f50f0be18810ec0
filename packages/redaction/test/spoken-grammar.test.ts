import { describe, expect, it } from 'vitest'
import { expectMarked, masksOf } from './marked-text.ts'

describe('the grammar of dictation', () => {
  it('[RD265] what is said while the next group is looked for is between its pieces, and closes nothing', () => {
    expectMarked(
      'home phone is phone<nine six three yeah six oh seven what is it seven seven eight oh>',
      'mastercard card<5466 hold on 5471 0251 just a sec 5000>',
      'ring phone<0 8 6 uhm 2 4 2 er 6 5 3 2>',
      'give me a call on phone<914 424 and 5007> okay',
    )
    expect(masksOf("a: what's the security code", "c: that'll be 653 did you get that")[1]).toEqual(
      ['653'],
    )
    expectMarked(
      'the years 2019 and 2023',
      'we have the oh nine twenty five and the twenty one ten',
    )
  })

  it('[RD266] a number of whoever is asked is a telephone number, unless something else was spoken of', () => {
    const asked = (question: string) =>
      masksOf('c: i need to change my booking', question, "c: okay it's three two one")[2]
    expect(asked('a: what number are you calling from')).toEqual(['three two one'])
    expect(asked('a: and your digits please')).toEqual(['three two one'])
    expect(asked('a: can i get your number')).toEqual(['three two one'])
    expect(asked('a: on the order what is your number')).toEqual([])
    expect(
      masksOf('a: where shall i send the confirmation', 'c: d a v e dot g a r c i a')[1],
    ).toEqual(['d a v e dot g a r c i a'])
  })

  it('[RD267] what is counted up, bounded or told as "one" is no number of anybody', () => {
    expectMarked(
      'one two three four five six seven eight nine ten okay off',
      'i have two and one is phone<502 563 2048>',
      'we deliver between three and six is phone<five five five oh one seven three> still yours',
    )
  })

  it('[RD268] cards begun anew, and their codes on the front and behind the expiry', () => {
    expectMarked(
      'so card<three seven three four four nine no sorry three seven eight seven three four four nine three six seven one triple oh>',
      'the four digits on the front are cvv<one two three four>',
      'card<3714 496353 98431>, exp 03/29, cvv<0917>',
      'CVV2 cvv<738>',
      'ma carte card<quatre un un un un un un un un un un un un un un un>',
    )
    expect(
      masksOf(
        'a: the security code please',
        'c: nine one two',
        "a: perfect so that's ninety two sixty six",
      )[2],
    ).toEqual([])
  })

  it('[RD269] mail addresses side by side, owned, with numbers in the domain and signs of other languages', () => {
    expectMarked(
      "my husband's one email<steve at stevens plumbing dot biz> or mine email<karen at live dot com>",
      'email<admin at one ninety two media dot com>',
      'email<marta kropka nowak małpa example kropka pl>',
      'email<J dot v dot berg at example dot n l>.',
    )
  })

  it('[RD270] a label right behind a number, and a feast with its year', () => {
    expectMarked(
      "It's birth-date<eight, twelve, eighty-one>, date of birth.",
      'Ich bin am birth-date<03.04.1988> geboren.',
      "My birthday's birth-date<Halloween, nineteen eighty>.",
      'NI: national-id<QQ 12 34 56 C>',
    )
  })

  it('[RD271] the end that is read back, and what a later turn begins with', () => {
    expect(
      masksOf(
        'a: best contact number for you',
        'c: forty four seventy two ten five thirty six nine eighty two',
        'a: and that ended nine eighty two',
      )[2],
    ).toEqual(['nine eighty two'])
    expect(
      masksOf(
        'a: your phone number',
        'c: six one seven',
        'a: okay',
        "c: and it's five five five",
      )[3],
    ).toEqual(['five five five'])
  })

  it('[RD272] a pause or a search may stand anywhere in it', () => {
    expectMarked(
      'my number is phone<oh hang on seven seven double um oh nine let me see two double uh four eight>',
      'Please refund to iban<IE29 AIBK let me see 9311 5212 3456 78>',
      'my date of birth is birth-date<the first of the first let me see fifty nine>',
    )
  })

  it('[RD273] two whole numbers joined by "and", and seven single digits after a price', () => {
    expectMarked(
      "i've got two here, phone<oh seven seven two nine double oh one nine two> and phone<oh one three one four nine six oh six oh one>",
    )
    expect(
      masksOf(
        'a: your copay is seven dollars',
        'a: is five five five oh one seven three still right',
      )[1],
    ).toEqual(['five five five oh one seven three'])
  })

  it('[RD274] mail addresses of a name and "the", broken off behind their sign, and no measures', () => {
    expectMarked('sign me up with email<julie the king four at example dot com> please')
    expect(
      masksOf(
        'a: and the email',
        "c: it's o dot brown five at sign",
        "c: it's fifty by ninety centimetres",
      ),
    ).toMatchObject([[], ['o dot brown five at sign'], []])
  })
})
