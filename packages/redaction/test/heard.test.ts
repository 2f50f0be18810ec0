import { describe, expect, it } from 'vitest'
import { expectMarked, masksOf } from './marked-text.ts'
import type { ScoredLine } from './scoring/read-set.ts'
import { score } from './scoring/score.ts'

describe('as it is heard', () => {
  it('[RD245] what something is asked for is not what is asked', () => {
    expect(
      masksOf(
        'a: and the iban for the refund',
        'c: e s ninety one',
        'a: okay',
        'c: twenty one hundred',
      ),
    ).toEqual([[], ['e s ninety one'], [], ['twenty one hundred']])
    expect(
      masksOf('a: email address for the account', 'c: foxtrot lima oscar the number seven'),
    ).toEqual([[], ['foxtrot lima oscar the number seven']])
    expect(masksOf('a: and the account for the refund', 'c: triple oh four one')).toEqual([
      [],
      ['triple oh four one'],
    ])
  })

  it('[RD246] fillers in what is dictated count for neither side', () => {
    const text = 'call me on oh seven seven oh oh nine uh oh oh one seven three'
    const pause = text.indexOf(' uh ')
    const whole = scoreOf(text, [[11, text.length]])
    const pieces = scoreOf(text, [
      [11, pause],
      [pause + 4, text.length],
    ])
    expect(whole.recall.get('phone')).toMatchObject({ hit: 1, of: 1 })
    expect(pieces.recall.get('phone')).toMatchObject({ hit: 2, of: 2 })
    expect(pieces.wordsDestroyed).toEqual({ hit: 0, of: 3 })
    expect(masksOf(`c: ${text}`)).toEqual([[text.slice(11)]])
  })

  it('[RD246] what is no filler counts', () => {
    const text = 'we sold seven oh nine uh four boxes'
    const { wordsDestroyed, recall } = scoreOf(text, [[8, text.indexOf(' boxes')]])
    expect(recall.get('phone')).toMatchObject({ hit: 0, of: 1 })
    expect(wordsDestroyed.of).toBe(3)
  })

  it('[RD247] what is said about the writing of a mail address belongs to it', () => {
    expectMarked(
      "email<j o h n that's john at hastings dot org>",
      'email<three kings plumbing with the number three at sky dot com>',
      'email<j underscore miller the third at comcast dot net>',
      "i'm with virgin now so email<danny dot oz at virgin media dot com>",
      "i'll read that back email<m p six underscore sailing at icloud dot com>",
      'email<d fletcher at fletcher and lowe all one word dot law>',
    )
    expect(
      masksOf(
        'a: what is your email',
        "c: it's m as in mary p as in peter six",
        'c: underscore the word sailing all one word',
        'c: at i cloud dot com',
      ),
    ).toEqual([
      [],
      ['m as in mary p as in peter six'],
      ['underscore the word sailing all one word'],
      ['at i cloud dot com'],
    ])
  })

  it('[RD248] pieces of a telephone number some words away from it', () => {
    expectMarked(
      "it's uh phone<nine one seven> you know new york phone<five five five oh one three three>",
      'my number is phone<five one oh five five five> uh let me check my phone hang on ok phone<oh one four four>',
      'ring phone<five five five oh one three three> and order one oh four',
    )
  })

  it('[RD249] digits of many, groups with "and then", and letters that look like zeros', () => {
    expectMarked(
      "it's phone<oh eight six and then three sevens and one two oh five>",
      'ok card<4539 8246 and then 2819 4826>',
    )
    expect(masksOf('a: and your last name', 'c: moon m o o n')).toEqual([[], ['moon', 'm o o n']])
  })

  it('[RD250] security codes and prices, the end of a card', () => {
    expect(
      masksOf(
        'a: and the three digits on the back',
        'c: oh oh six',
        'c: keep the nineteen ninety nine',
      ),
    ).toEqual([[], ['oh oh six'], []])
    expect(
      masksOf(
        'a: the long card number',
        'c: four six five eight',
        'c: and the last bit is seven seven three one',
      ),
    ).toEqual([[], ['four six five eight'], ['seven seven three one']])
    expectMarked(
      "code's cvv<nine one seven> expiry's oh five twenty seven",
      'those three little numbers are cvv<one five three>',
    )
  })

  it('[RD251] births by an age or with the year first', () => {
    expectMarked(
      "it's birth-date<the third of march sixty eight> that makes me fifty six",
      'birth-date<nineteen seventy six the ninth of june>',
      'july fourth nineteen seventy six was the bicentennial',
    )
  })

  it('[RD252] names that are spelled when asked, joined by a hyphen, or told of by a title', () => {
    expect(masksOf("a: how's that spelt", 'c: q u i l l')).toEqual([[], ['q u i l l']])
    expect(masksOf('a: is it hyphenated', 'c: yes smith hyphen jones')).toEqual([
      [],
      ['smith', 'jones'],
    ])
    expect(masksOf('a: this is mrs delacroix she needs help with her bill')).toEqual([
      ['delacroix'],
    ])
    expect(masksOf('a: island insurance good morning this is mister joseph')).toEqual([[]])
  })

  it("[RD253] pieces of an identity behind the speaker's own question and beside a piece", () => {
    expect(
      masksOf(
        'a: and your national insurance number',
        'c: j l',
        'a: j for juliet l for lima',
        'c: yeah double four',
      ),
    ).toEqual([[], ['j l'], ['j for juliet l for lima'], ['double four']])
  })

  it('[RD254] a mail address that is read back in pieces', () => {
    expect(masksOf('a: email please', 'c: b u z z', 'a: buzz', 'c: lightyear with a k')).toEqual([
      [],
      ['b u z z'],
      ['buzz'],
      ['lightyear with a k'],
    ])
    expect(masksOf('a: and your email i have as gsmith at')).toEqual([['gsmith at']])
    expect(
      masksOf('a: what is the email', 'c: sales', 'a: sales at', 'c: northern lights dot c a'),
    ).toEqual([[], ['sales'], ['sales at'], ['northern lights dot c a']])
  })

  it('[RD255] remarks, letters by their words, and words of every day in a mail address', () => {
    expectMarked(
      "my email is email<omar novak seven that's all lowercase at orange dot fr>",
      'you can email me at email<november oscar whiskey alpha kilo double three at outlook dot com>',
    )
    expect(masksOf('a: what is your email', 'c: yes happy yusuf')).toEqual([[], ['happy yusuf']])
    expect(masksOf('a: do you have an email', 'c: not sure')).toEqual([[], []])
  })

  it('[RD256] zeros behind a pause, hums that are no unit, and two digits repeated', () => {
    expect(masksOf('a: your mobile', 'c: uh zero one zero nine', 'c: six nine er oh')).toEqual([
      [],
      ['zero one zero nine'],
      ['six nine er oh'],
    ])
    expect(
      masksOf(
        'a: read me the card number',
        'c: five one',
        'a: mm-hm',
        'c: sixty',
        'a: six oh',
        'c: fifty nine',
        'a: mm-hm',
      )[4],
    ).toEqual(['six oh'])
  })

  it('[RD257] corrected codes and numbers', () => {
    expect(masksOf('a: the cvv please', 'c: of course five two five i mean five two four')).toEqual(
      [[], ['five two five i mean five two four']],
    )
    expect(masksOf('a: the code on the back', 'c: it would be five oh oh i think')).toEqual([
      [],
      ['five oh oh'],
    ])
    expect(
      masksOf(
        'a: is there a daytime number',
        "c: it's oh seven three sorry oh seven two seven seven four eight eight no wait four eight seven four double seven",
      )[1],
    ).toEqual([
      'oh seven three sorry oh seven two seven seven four eight eight no wait four eight seven four double seven',
    ])
  })

  it('[RD258] labels of one letter, and numbers without their plus', () => {
    expectMarked(
      'T phone<020 7946 0018> | M phone<07700 900018>',
      "it's phone<44 79 11 123 456>",
      'phone<600 123 456> es mi numero',
    )
  })

  it('[RD259] names of several, and one that is known already', () => {
    expectMarked('my sons name<hunter> and name<chase> are on the plan')
    expect(
      masksOf('a: your name', "c: it's hope my name is hope lindqvist", 'a: hope okay').at(2),
    ).toEqual(['hope'])
    expectMarked('my children got the wrong size and my neighbours complained')
  })

  it('[RD260] names that are words, where they answer, greet or stand behind a title', () => {
    expect(masksOf('a: what name is the account under', 'c: sure rose frost')).toEqual([
      [],
      ['rose frost'],
    ])
    expect(masksOf('a: can i get your name please', "c: yeah it's lance")).toEqual([[], ['lance']])
    expectMarked(
      "hi it's name<grace> from earlier",
      'it was name<hazel> who told me that',
      'can you tell name<ray> i called',
      'alright mr name<price> one moment',
      'my name is name<gene price>',
      "it's grace period is ten days",
    )
    expect(masksOf('a: can i get your name please', 'c: sure hold on')).toEqual([[], []])
  })
})

function scoreOf(text: string, stretches: readonly (readonly [number, number])[]) {
  const line: ScoredLine = {
    id: '1',
    text,
    spans: stretches.map(([start, end]) => ({ kind: 'phone' as const, start, end })),
    conversation: undefined,
    speaker: 'customer',
    isCall: false,
    participants: [],
    agents: [],
    keep: [],
    neutral: [],
  }
  return score([line])
}
