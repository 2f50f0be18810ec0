import { describe, expect, it } from 'vitest'
import { redactUtterances } from '../src/index.ts'
import { expectMarked } from './marked-text.ts'

describe('recall', () => {
  it('[RD50] names as they are written: runs of large words, labels, signatures, persons spoken to', () => {
    expectMarked(
      'Notify name<Takeshi Watanabe>, name<Olga Ivanova> and name<Per-Erik Dahl> by noon.',
      'Patient: name<Mirela Dobrescu-Ene>, ward 4',
      'Best wishes, name<Tobiah>',
      'Cardholder name<N A MBEKI>, valid',
      'name<Grace> called about her invoice.',
      'Ms. name<de la Fuente y Vargas> asked',
    )
  })

  it('[RD50] firms, places, products and months are no names', () => {
    expectMarked(
      'Victoria Station is closed, San Jose is in California',
      'Johnson & Johnson bought it',
      'Windows Server Standard Edition on Dell PowerEdge.',
      'approved on 2 Jan by the Customer Success Manager',
    )
  })

  it('[RD51] addresses: towns, houses with a name, envelopes, flats and streets said by halves', () => {
    expectMarked(
      'it went to address<gilmer texas> postcode<seven five six four four>',
      'She lived at address<The Old Forge>, address<Mill Lane, Chipping Norton> since 2016',
      'address<Damrak 70, 1012 LM Amsterdam>',
      "i'm in address<apartment six c>",
      'we live on address<acacia road>',
      'address<ninety four queensway>',
    )
    expectMarked("it's a two way street", 'the main street bakery closed', 'i hear a ring 07 times')
  })

  it('[RD51] an address that was asked for may be nothing but a street or a town', () => {
    const talk = ['and the full address please', 'back lane'].map((text, index) => ({
      text,
      conversation: '1',
      speaker: index === 0 ? 'agent' : 'customer',
    }))
    expect(redactUtterances(talk)[1]).toMatchObject([{ kind: 'address', start: 0, end: 9 }])
  })

  it("[RD52] dates and amounts with thousands are nobody's number", () => {
    expectMarked(
      'Population: 8,336,817 (2020 census).',
      'the account was opened 2025-01-15',
      'card valid until 04/26',
    )
  })

  it('[RD53] a whole number said again after a correction is two', () => {
    expectMarked(
      'phone<eight oh two nine three one five six two eight> no wait phone<five two oh triple five oh one two nine>',
    )
  })

  it('[RD54] a path with a key in it makes a link secret, words do not', () => {
    expectMarked(
      'see secret-url<https://a.example/recover/5f2e0ab1-9c77-4e2d-8f1a-bb03c91d7a55>',
      'see https://a.example/blog/ten-things-we-learned-in-2024',
    )
  })
})
