import { expect, it } from 'vitest'
import {
  maskedWords,
  sendAsItIsWords,
  sentWithoutWords,
  whisperWarningWords,
} from './masking-words.ts'

const card = { kind: 'card', label: 'card •••• 1111' } as const
const phone = { kind: 'phone', label: 'phone' } as const
const iban = { kind: 'iban', label: 'iban' } as const

it('[CS102] says how many pieces were masked, and which', () => {
  expect(maskedWords([card])).toBe('One piece of personal data was masked: [card •••• 1111].')
  expect(maskedWords([card, phone])).toBe(
    'Two pieces of personal data were masked: [card •••• 1111], [phone].',
  )
  expect(maskedWords(Array.from({ length: 12 }, () => phone))).toMatch(/^12 pieces/)
})

it('[PA211] says before a whisper is sent what is left out, and what is for its writer to say', () => {
  const never = { ...card, mayBeSent: false }
  const ifMeant = { ...iban, mayBeSent: true }
  expect(whisperWarningWords([never])).toBe(
    '[card •••• 1111] will be left out: card numbers and security codes are never sent.',
  )
  expect(whisperWarningWords([ifMeant])).toBe(
    '[IBAN] will be left out, unless you choose to send it.',
  )
  expect(whisperWarningWords([never, ifMeant])).toMatch(/never sent\. \[IBAN\]/)
  expect(sendAsItIsWords([never])).toBeUndefined()
  expect(sendAsItIsWords([ifMeant])).toBe('Send as it is')
  expect(sendAsItIsWords([never, ifMeant])).toBe('Send with [IBAN]')
  expect(sentWithoutWords([card])).toBe('Sent without [card •••• 1111].')
})
