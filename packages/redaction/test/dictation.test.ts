import { describe, expect, it } from 'vitest'
import { expectMarked, masksOf } from './marked-text.ts'

describe('dictation', () => {
  it('[RD141] what was asked stays asked until another question comes', () => {
    const masks = masksOf(
      'a: now i will need the debit card',
      ...Array.from({ length: 9 }, () => ['c: okay', 'a: mhm']).flat(),
      'c: four four eight seven',
      'a: and how many tickets do you want',
      'c: three one two',
    )
    expect(masks.at(-3)).toEqual(['four four eight seven'])
    expect(masks.at(-1)).toEqual([])
  })

  it('[RD142] what is read back, whole or in part, is what it was', () => {
    const masks = masksOf(
      'c: my number is six one seven five five five oh one nine eight',
      'a: oh one nine eight perfect',
      'a: that is one ninety eight dollars',
      'a: five five five',
    )
    expect(masks.slice(1)).toEqual([['oh one nine eight'], [], ['five five five']])
  })

  it('[RD142] and nothing once the first is another text', () => {
    expect(masksOf('c: six one seven dollars', 'a: oh one nine eight perfect')).toEqual([[], []])
  })

  it('[RD143] a single digit and digits between words answer the question', () => {
    expect(
      masksOf('a: and the security code', "c: it's rubbed off i think it's two eight something"),
    ).toEqual([[], ['two eight']])
    expect(masksOf('a: the account number please', 'c: seven')).toEqual([[], ['seven']])
    expect(masksOf('a: read me the meter', 'c: oh four four one nine')).toEqual([[], []])
    expect(
      masksOf(
        'a: can i have your order number',
        'c: four oh two seven seven one nine eight eight three',
      ),
    ).toEqual([[], []])
  })

  it('[RD144] words that only count, and endings taken back', () => {
    expect(masksOf('a: the last four of your card', 'c: oh one one nine')).toEqual([[], []])
    expect(masksOf('a: the card number', 'c: no wait it ends nine nine six four')).toEqual([
      [],
      ['nine nine six four'],
    ])
    expect(masksOf('a: do you want a text', 'a: to which one')).toEqual([[], []])
  })

  it('[RD145] the security code by all its names, and no code for once', () => {
    expectMarked(
      'c s c cvv<one two one>',
      'card security code cvv<three seven six>',
      'security digits are cvv<three one nine>',
      'der sicherheitscode ist cvv<sieben null zwei>',
      "le cryptogramme c'est cvv<deux six un>",
      'el código de seguridad es cvv<cuatro dos ocho>',
    )
    expectMarked('the six digit code is eight three three one oh six')
  })

  it('[RD146] births in pieces, by feasts, in other languages and in registers', () => {
    expect(
      masksOf('a: and your date of birth', 'c: the fourteenth', 'a: yes', 'c: of march')[3],
    ).toEqual(['of march'])
    expectMarked(
      'geboren birth-date<siebzehnter elfter neunzehnhundertzweiundsechzig>',
      'born birth-date<Christmas Day, nineteen thirty-two>',
      'i was born in birth-date<seventy three>',
    )
    expectMarked('they married on christmas day nineteen eighty two')
  })

  it('[RD147] mail addresses broken off, begun again and in plain words', () => {
    expectMarked(
      "it's email<kirsten w at um kirsten w two two at live dot com>",
      'email<harold underscore finch at>',
      "it's email<x dot chikwava at harare logistics dot c o dot z w>",
    )
    expect(
      masksOf('a: what is your email', 'c: northside vets', 'a: okay', 'c: dot org', 'c: lovely'),
    ).toMatchObject([[], ['northside vets'], [], ['dot org'], []])
    expectMarked("it's my name at gmail", 'i was at the bank')
  })

  it('[RD148] telephone numbers by how they are said', () => {
    expectMarked(
      'so it is phone<four four seven oh oh nine hundred one two three>',
      'phone<07700 900 338>',
      "it's phone<five oh three five five five oh one ah five oh three five five five oh one four one>",
    )
    expectMarked('s w four four oh nine one seven seven two g b')
  })

  it('[RD149] two numbers side by side, and letters that belong', () => {
    expectMarked(
      'phone<020 7946 0958> phone<+49 30 901820>',
      'my loyalty number is account<gl seven seven oh nine one>',
    )
  })

  it('[RD150] times of day, things counted and sums answer no question for a number', () => {
    expect(
      masksOf(
        'a: the card number please',
        'c: four two six oh',
        'a: i see three attempts today nine fifteen nine sixteen and nine twenty',
        'c: one nineteen works',
      ),
    ).toEqual([[], ['four two six oh'], [], []])
    expect(
      masksOf(
        'a: your insurance id',
        'c: double oh four',
        'a: we have one nineteen or one fifteen',
      ),
    ).toMatchObject([[], ['double oh four'], []])
    expect(masksOf('a: your address', 'c: here', 'a: and the price', 'c: six hundred')[3]).toEqual(
      [],
    )
    expect(masksOf('a: date of birth', 'c: okay', 'a: i have one fifteen today')[2]).toEqual([])
    expect(
      masksOf(
        'a: your mobile',
        'c: oh seven seven',
        'a: oh seven seven',
        'a: two cylinders booked',
      ),
    ).toMatchObject([[], ['oh seven seven'], ['oh seven seven'], []])
    expect(
      masksOf(
        'c: my bill is a hundred and four',
        'a: the number of the line please',
        'c: six three nine double zero four one eight two',
      ),
    ).toEqual([[], [], ['six three nine double zero four one eight two']])
    expect(masksOf('a: expiry date on the policy', 'c: oh four twenty nine')).toEqual([[], []])
    expectMarked('the eighth seven forty five to three thirty')
    expect(
      masksOf(
        'a: your phone number',
        'c: six one seven',
        'a: we have eight fifteen or ten forty five tomorrow',
        'c: ten forty five',
      ),
    ).toEqual([[], ['six one seven'], [], []])
    expect(
      masksOf(
        'a: the card number',
        'c: four five three nine',
        'a: gone through for forty two eighteen',
      ),
    ).toEqual([[], ['four five three nine'], []])
    expect(masksOf('a: your phone number', 'c: ten forty five')[1]).toEqual(['ten forty five'])
  })

  it('[RD150] and a card, a code or a door is told from what sounds alike', () => {
    expect(
      masksOf(
        'a: your postcode',
        'c: h x seven',
        "a: what's your electric",
        'c: four seven two one six',
      )[3],
    ).toEqual([])
    expectMarked('the front door locks at eleven the code is four four oh nine')
    expect(masksOf('a: and the reg of the car', 'c: two two one c w five double eight oh')).toEqual(
      [[], []],
    )
  })

  it('[RD151] a card begun twice, with its last digit apart, and the code by the signature', () => {
    expectMarked(
      'card<forty four forty four fourteen eighty one sixty three ninety one fifty thirty nine forty four>',
      'so card<five four five one five oh two two then five six three seven seven one oh and another oh>',
    )
    expect(masksOf('a: the little code by the signature', 'c: one nine oh')[1]).toEqual([
      'one nine oh',
    ])
    expect(
      masksOf(
        'a: your mobile',
        "c: oh seven five no sorry that's the work one it's oh seven seven oh oh nine double oh nine one seven",
      ),
    ).toMatchObject([[], ['oh seven five', 'oh seven seven oh oh nine double oh nine one seven']])
  })

  it('[RD152] births told by an age, and whole dates of long ago said alone', () => {
    expectMarked(
      "he'll be sixteen on birth-date<the eleventh of may two thousand and ten> he was born",
      'i turned forty on birth-date<the sixth of august nineteen eighty five>',
      'birth-date<june the first nineteen fifty three> coronation eve',
    )
    expectMarked(
      'june the first nineteen fifty three is when it opened',
      'the wedding was on the third of may nineteen ninety nine',
      'june the first twenty twenty six',
    )
  })

  it('[RD153] identities by their check letter, their label and the whole of an answer', () => {
    expectMarked(
      "it's after putting national-id<six two nine nine one oh four l> in the phone box",
      'My licence: national-id<MORGA 757116 SM9IJ>',
      'Document: national-id<XDB 2291407>',
    )
    expectMarked('lot six two nine nine one oh four k', 'the document is 2291407')
    expect(
      masksOf(
        'a: passport please',
        'c: p b nine four four oh two seven one',
        'a: p b nine four four oh two seven one and the expiry',
      )[2],
    ).toEqual(['p b nine four four oh two seven one'])
  })

  it('[RD154] mail addresses in one word, with a sign first, and said again', () => {
    expectMarked(
      'email<jay gee oh ess all one word at hot mail dot fr>',
      "it's email<hyphen hannah at lark hyphen lane dot photography>",
    )
    expect(
      masksOf(
        'a: your email',
        'c: fergus at casa loma rentals dot es',
        'a: like together',
        'c: casaloma rentals all one word',
        'a: and which city centre is that',
      ),
    ).toEqual([[], ['fergus at casa loma rentals dot es'], [], ['casaloma rentals'], []])
  })

  it('[RD155] the security code behind a card and its expiry, and the last four are none', () => {
    expectMarked(
      'card<4539 1488 0343 6467> / 0927 / cvv<314>',
      'visa card<4539148803436467> exp oh nine twenty seven and then cvv<three one four>',
    )
    expectMarked(
      "i've had this card since twenty nineteen",
      'the one ending in one one nine eight and the security code',
    )
    expect(
      masksOf(
        'a: date of birth',
        "c: what my wife's or mine",
        'a: yours',
        'c: sixteenth of the second fifty eight',
      )[3],
    ).toEqual(['sixteenth of the second fifty eight'])
  })

  it('[RD156] codes with a zero between letters, letters as they sound, and pieces of longer ones', () => {
    expectMarked(
      'postcode<s seven h oh r nine>',
      'is that postcode<s a one five> something',
      'my social insurance is national-id<jay gee double two four nine one six b>',
      'ma sécurité sociale c’est national-id<un huit cinq zéro cinq sept huit zéro zéro six zéro trois six clé quatre deux>',
    )
    expect(masksOf('a: read me the serial number', 'c: c oh two x g four four one j g h')).toEqual([
      [],
      [],
    ])
    expect(
      masksOf(
        'a: the billing zip',
        'c: five five four oh seven',
        'a: yes five g where available otherwise four g l t e with five gigs on the thirty',
      ),
    ).toMatchObject([[], ['five five four oh seven'], []])
  })

  it('[RD157] a code that is texted, shown or asked for is nobody’s telephone number', () => {
    expect(
      masksOf(
        "c: it's asking for the code again",
        'a: type it',
        "c: it's eight one four oh two six",
      ),
    ).toEqual([[], [], []])
    expectMarked(
      'the code they texted is four four one two nine nine',
      'oh it is phone<four four one two nine nine>',
      'area code phone<two oh six then five five five oh one nine nine>',
    )
  })

  it('[RD158] letters by their words, cases and providers said before a mail address', () => {
    expectMarked(
      'email<m for mother e l for lima v at sky dot com>',
      'all lower case email<bluebell cottage b n b at gmail>',
      'gmail email<r double o k e dot s at gmail dot com>',
    )
  })

  it('[RD159] half a number before "something", and one that stands far behind an order', () => {
    expectMarked(
      'have we still got your number as phone<oh seven three> something',
      'he would order a part. When? phone<07700 900 338>',
      'order 07700 900 338',
    )
  })
})
