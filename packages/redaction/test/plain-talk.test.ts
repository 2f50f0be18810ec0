import { describe, expect, it } from 'vitest'
import { type PersonalSpan, redactUtterances } from '../src/index.ts'

type Turn = readonly ['agent' | 'customer', string]

/** What is masked in the last turn. */
function inLast(turns: readonly Turn[], participantNames: readonly string[] = []): string[] {
  const spans: readonly PersonalSpan[] =
    redactUtterances(
      turns.map(([speaker, text]) => ({ conversation: 'c', speaker, text })),
      { participantNames },
    ).at(-1) ?? []
  const text = turns.at(-1)?.[1] ?? ''
  return spans.map(({ start, end }) => text.slice(start, end))
}

const answer = (question: string, text: string) =>
  inLast([
    ['agent', question],
    ['customer', text],
  ])

const card = 'can i get the card number please'
const account = 'can i take your account number'
const phone = "what's the best number to reach you on"
const zip = "what's your zip code"
const address = "what's the address there"

describe('plain talk', () => {
  it('[RD230] what is counted, measured, timed, priced or told apart answers no question for a number', () => {
    expect(answer(zip, "we're in coach c seats forty one and forty two")).toEqual([])
    expect(answer(zip, 'delivered at fourteen twenty two but nothing here')).toEqual([])
    expect(answer(address, 'i only get like six megs down')).toEqual([])
    expect(answer(address, 'clause fourteen point two')).toEqual([])
    expect(answer(account, "that's two payments of forty nine ninety five")).toEqual([])
    expect(answer(account, "the car's a twenty nineteen ford focus")).toEqual([])
    expect(answer(account, 'fifty fifty really')).toEqual([])
    expect(answer(address, "it's forty one maple street")).toEqual(['forty one maple street'])
  })

  it('[RD231] a turn that talks of something else dictates nothing', () => {
    expect(answer(card, "the letter says it's a ten ninety two form")).toEqual([])
    expect(answer(zip, 'i called and they gave me a crime number one oh one')).toEqual([])
    expect(answer(card, "so it's four one one two yeah")).toEqual(['four one one two'])
    expect(answer(zip, "yeah it's seven six one oh seven")).toEqual(['seven six one oh seven'])
  })

  it('[RD232] talk that begins with a number, or with "a" or "i", goes on with no number of before', () => {
    const given: readonly Turn[] = [
      ['agent', account],
      ['customer', 'four four one two nine oh seven eight'],
      ['agent', 'okay thank you'],
    ]
    expect(inLast([...given, ['customer', 'a joint account']])).toEqual([])
    expect(inLast([...given, ['customer', 'one or two of them']])).toEqual([])
    expect(inLast([...given, ['customer', 'four seventy two was the grocery shop']])).toEqual([])
    const begun: readonly Turn[] = [
      ['agent', phone],
      ['customer', 'four one five five five five'],
      ['agent', 'okay'],
    ]
    expect(inLast([...begun, ['customer', 'oh one two three']])).toEqual(['oh one two three'])
  })

  it('[RD233] answers that answer nothing are no name and no address', () => {
    for (const said of ['pardon', "it's broken", 'travel insurance', 'brilliant thanks'])
      for (const asked of [address, 'and can i take your name please'])
        expect(answer(asked, said)).toEqual([])
    expect(answer(address, 'waterford')).toEqual(['waterford'])
    expect(answer("and what's the house called", 'rooks nest')).toEqual(['rooks nest'])
  })

  it('[RD234] things, papers and machines have numbers that are nobody’s', () => {
    for (const asked of [
      "what's the transaction number",
      'can you read me the number on the label',
      'is there a serial number on the back',
      'did the police give you a crime number',
      'do you have your case number handy',
      "what's the number at the top of the letter",
      "what's the device id",
      'which train is it',
    ])
      expect(answer(asked, 'four four seven one nine two oh')).toEqual([])
    expect(inLast([['customer', 'part seven seven two nine oh four one is the one']])).toEqual([])
    expect(
      inLast([
        [
          'customer',
          "let me give you a reference for this call it's c three three nine one oh four",
        ],
      ]),
    ).toEqual([])
    expect(answer(phone, 'four one five five five five oh one two three')).toHaveLength(1)
  })

  it('[RD235] one of ours who says more than the number answers nothing', () => {
    const given: readonly Turn[] = [
      ['agent', zip],
      ['customer', 'seven six one oh seven'],
    ]
    expect(
      inLast([...given, ['agent', 'and that comes to two twelve fifty with the delivery charge']]),
    ).toEqual([])
    expect(inLast([...given, ['agent', 'seven six one oh seven thank you']])).toEqual([
      'seven six one oh seven',
    ])
  })

  it('[RD236] a participant’s name that is a word is one only where it is said as one', () => {
    const said = (text: string, name: string) => inLast([['customer', text]], [name])
    expect(said('is it the high street branch or the retail one', 'Dawn Street')).toEqual([])
    expect(said("we're close to done here", 'Ray Close')).toEqual([])
    expect(said('so what happened was', 'Min So')).toEqual([])
    expect(said('this is dawn street', 'Dawn Street')).toEqual(['dawn street'])
  })

  it('[RD237] an article before a few digits is no letter of a code', () => {
    expect(answer(zip, "i'd give it a four")).toEqual([])
    expect(answer(zip, "it's a thirty four waist")).toEqual([])
    expect(answer('and the postcode', 'l s eight two p w')).toEqual(['l s eight two p w'])
  })
})
