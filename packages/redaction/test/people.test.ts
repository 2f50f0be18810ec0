import { describe, expect, it } from 'vitest'
import { expectMarked, masksOf } from './marked-text.ts'

describe('people', () => {
  it('[RD220] a pause at the end of a piece of a number is no part of it', () => {
    const masks = masksOf(
      'a: and your phone number',
      'c: oh eight five um',
      'a: okay',
      'c: um one two oh four four seven nine',
    )
    expect(masks[1]).toEqual(['oh eight five'])
    expect(masks[3]).toEqual(['one two oh four four seven nine'])
  })

  it('[RD221] a mail address of plain words reaches back to what announces it', () => {
    expectMarked(
      "it's email<sunny side up two two at yahoo dot ca>",
      'use email<out of office at riverford dot co dot uk>',
      "it's under the same login still email<fred at gmail dot com>",
      'the address on file is email<wolfgang haddad at aol dot com>',
    )
  })

  it('[RD222] the end of a mail address that is said apart is a piece of it', () => {
    const masks = masksOf(
      'a: what is the best email',
      'c: frances hay',
      'a: okay',
      'c: at hay fever all one word dot org',
      'a: frances hay at hayfever dot com',
      'c: no sorry dot co dot nz',
      'a: dot co dot nz got it and a contact number',
    )
    expect(masks[3]).toEqual(['at hay fever all one word dot org'])
    expect(masks[5]).toEqual(['dot co dot nz'])
    expect(masks[6]).toEqual(['dot co dot nz'])
    expectMarked('what does the dot com bit mean', 'no it ends in dot org not dot com')
  })

  it('[RD222] a word of a domain may be read back as two', () => {
    const masks = masksOf(
      'a: which address',
      'c: tmakiz at brightwater engineering dot co dot za',
      'a: tmakiz at bright water engineering is bright water one word',
    )
    expect(masks[2]).toEqual(['tmakiz at bright water engineering'])
  })

  it('[RD223] a name that is a word as well is one where it is said as a name', () => {
    const masks = masksOf(
      'a: may i have your name',
      "c: it's grace",
      'a: thank you grace are you still in the grace period',
      "c: no it's for my husband hunter",
      'a: will hunter be home',
      'c: ask hunter he is on the hunter bus',
      'a: and an email grace',
    )
    expect(masks[1]).toEqual(['grace'])
    expect(masks[2]).toEqual(['grace'])
    expect(masks[3]).toEqual(['hunter'])
    expect(masks[5]).toEqual(['hunter'])
    expect(masks[6]).toEqual(['grace'])
  })

  it('[RD223] as a verb, or behind an article, it stays', () => {
    const masks = masksOf(
      'a: who am i speaking to',
      'c: will',
      'a: thanks will will you be in this summer',
      'c: i will be home yeah',
      'a: okay will do',
    )
    expect(masks[1]).toEqual(['will'])
    expect(masks[3]).toEqual([])
    expect(masks[4]).toEqual([])
  })

  it('[RD224] behind what somebody is to somebody, and behind nicknames, stands a name', () => {
    expectMarked(
      'my brother in law name<ebo> watches it',
      'our carer name<bev> has my card',
      'her other half name<ebo> rang',
      'everyone called him name<sonny>',
      'he goes by name<chip> at work',
      'my nurse said so',
    )
  })

  it('[RD225] who is asked for a name for a thing answers with one', () => {
    const masks = masksOf('a: can i take a name for the ticket', 'c: dre')
    expect(masks[1]).toEqual(['dre'])
  })

  it('[RD226] a given name behind an article is a thing, and what somebody owns is not', () => {
    expectMarked(
      "the jasmine's two point seven metres",
      'we went to the bella italia',
      "name<eilidh's> phone is broken",
      "i'm name<tatiana> i'm the tenant",
    )
  })

  it("[RD227] whoever is said to be somebody's is one by a word of every day", () => {
    expectMarked(
      "put it under name<bill> that's my dad",
      "i'm ringing for name<may> she's my mother in law",
      'that may be my dad calling',
    )
  })

  it('[RD228] shades, things and rows of towns are no names', () => {
    expectMarked(
      'She wants the rug in Misty Rose.',
      'The sofa comes in Olive, Amber or Rust.',
      'We visited Florence, Siena and San Marino.',
      'Send it to name<Amber Rose> please.',
    )
  })

  it('[RD229] words of no list that say how something is are no names', () => {
    expectMarked(
      "it's janky",
      "i'm peckish",
      'this is shambolic',
      "i'm jetlagged",
      "hi it's name<tevorax>",
      "it's name<tevorax> calling",
    )
    expect(masksOf('a: and your name please', "c: it's tevorax")[1]).toEqual(['tevorax'])
  })
})
