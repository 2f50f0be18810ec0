import { describe, expect, it } from 'vitest'
import { makeConversation } from '../../test/coaching/people.ts'
import { choicesFromSettings, keptKindsSchema, kindsOffIn } from './redaction-choices.ts'
import { createTextMasking } from './text-masking.ts'

const conversation = makeConversation('c1', 'q1', 'ana', 0)
const world = {
  conversation: (id: string) => (id === 'c1' ? { full: conversation } : undefined),
}
const masking = createTextMasking({ world, choices: choicesFromSettings({ q2: ['phone'] }) })
const card = '4111 1111 1111 1111'

describe('what people type', () => {
  it('[RD120] keeps every word but what is personal, and tells what was masked', () => {
    expect(
      masking.mask(`Card ${card},\n  call 415-555-0123 at 3 pm, order of 25 pieces. Thanks!`),
    ).toEqual({
      text: 'Card [card •••• 1111],\n  call [phone] at 3 pm, order of 25 pieces. Thanks!',
      masked: [
        { kind: 'card', label: 'card •••• 1111' },
        { kind: 'phone', label: 'phone' },
      ],
    })
    for (const plain of ['', '  ', 'Calm at 14:30, quoted 25 % off.'])
      expect(masking.mask(plain)).toEqual({ text: plain, masked: [] })
  })

  it('[RD120] masks the customer of its conversation, and leaves ours', () => {
    const about = { conversationId: 'c1', ownNames: ['Supervisor sam'] }
    expect(masking.mask('Agent ana was calm with Carla Client today.', about).text).toBe(
      'Agent ana was calm with [name] today.',
    )
  })

  it('[RD121] masks give way before words when the text would grow too long', () => {
    const text = 'ip 1.2.3.4 and mail a@b.co'
    expect(masking.mask(text, { longest: 40 }).text).toBe('ip [ip] and mail [email]')
    const tight = masking.mask(text, { longest: 22 })
    expect(tight.text).toBe('ip • and mail •')
    expect(tight.masked).toHaveLength(2)
  })

  it('[RD122] is not masked again when it is saved again', () => {
    const once = masking.mask(`Card ${card}, mail rosa@example.com, call 415-555-0123.`)
    expect(masking.mask(once.text)).toEqual({ text: once.text, masked: [] })
  })

  it('[RD120] only the kinds asked for, where only some are meant', () => {
    expect(masking.mask(`Call 415-555-0123, card ${card}`, { only: ['card'] }).text).toBe(
      'Call 415-555-0123, card [card •••• 1111]',
    )
  })
})

describe('a team’s choice', () => {
  it('[RD123] leaves a kind unmasked in its queue and in no other', () => {
    expect(masking.mask('Call 415-555-0123.', { queueId: 'q2' }).text).toBe('Call 415-555-0123.')
    expect(masking.mask('Call 415-555-0123.', { queueId: 'q3' }).text).toBe('Call [phone].')
    // The conversation's own queue counts where it is known.
    expect(masking.mask('Call 415-555-0123.', { conversationId: 'c1', queueId: 'q2' }).text).toBe(
      'Call [phone].',
    )
  })

  it('[RD123] never leaves a card or a security code, whoever supplies the choice', () => {
    expect(keptKindsSchema.safeParse({ q1: ['card'] }).success).toBe(false)
    expect(keptKindsSchema.safeParse({ q1: ['cvv'] }).success).toBe(false)
    const careless = { keptKinds: () => ['card', 'cvv', 'name'] as const }
    expect(kindsOffIn(careless, 'q1')).toEqual(['name'])
    expect(kindsOffIn(careless, undefined)).toEqual([])
    expect(
      createTextMasking({ world, choices: careless }).mask(`Card ${card}`, { queueId: 'q1' }).text,
    ).toBe('Card [card •••• 1111]')
  })
})
