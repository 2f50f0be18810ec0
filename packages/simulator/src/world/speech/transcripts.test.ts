import { describe, expect, it } from 'vitest'
import { makeDialogue, makeTurn, putOnTrial, trialBank } from '../testing/world-on-trial.ts'
import { measureConversation } from './metrics.ts'
import { createScript } from './script.ts'
import { dialogueIn } from './written-messages.ts'

describe('live transcripts', () => {
  it('[SW53] a turn is partial while it is spoken, under one id, then final with its whole text', () => {
    const trial = putOnTrial()
    const { id, participants } = trial.scenario()
    trial.clock.advanceSync(5_500)
    const segments = trial.eventsNamed('transcript.segment').map(({ data }) => data)
    const first = segments.filter((segment) => segment.id === segments[0]?.id)
    expect(first.map(({ text, final }) => [text, final])).toEqual([
      ['hello', false],
      ['hello this', false],
      ['hello this is', false],
      ['hello this is billing', true],
    ])
    expect(first.at(-1)).toMatchObject({
      participantId: participants[1]?.participantId,
      purpose: 'agent',
      startMs: 500,
      endMs: 2_500,
    })
    expect(segments.at(-1)).toMatchObject({ purpose: 'customer', final: true })
    expect(trial.world.transcript(id).map(({ text }) => text)).toEqual([
      'hello this is billing',
      'my bill is wrong',
    ])
  })

  it('[SW53] what was cut short by a hold, or by the end, is final with what was said', () => {
    const trial = putOnTrial()
    const { id } = trial.scenario()
    trial.clock.advanceSync(1_600)
    trial.world.act(id, 'hold')
    trial.clock.advanceSync(5_000)
    expect(trial.world.transcript(id)).toMatchObject([{ text: 'hello this', final: true }])
    trial.world.act(id, 'retrieve')
    trial.clock.advanceSync(2_600)
    trial.world.act(id, 'end')
    trial.clock.advanceSync(1_000)
    expect(trial.world.transcript(id).map(({ text, final }) => [text, final])).toEqual([
      ['hello this', true],
      ['billing', true],
      ['my bill', true],
    ])
    expect(trial.failures).toEqual([])
  })

  it('[SW53] in a chat there is one message per turn, in an e-mail a few long ones', () => {
    const trial = putOnTrial()
    const chat = trial.scenario({ scenario: 'chat' })
    const email = trial.scenario({ scenario: 'email' })
    trial.clock.advanceSync(42_500)
    const chatted = trial.world.transcript(chat.id)
    expect(chatted.slice(0, 2)).toMatchObject([
      { text: 'hello this is billing', purpose: 'agent', final: true },
      { text: 'my bill is wrong', purpose: 'customer', final: true },
    ])
    expect(trial.world.transcript(email.id)).toMatchObject([
      { text: 'my bill is wrong thank you so much', purpose: 'customer' },
      { text: 'hello this is billing let me look at that', purpose: 'agent' },
    ])
    const partial = trial
      .eventsNamed('transcript.segment')
      .filter(({ data }) => data.final === false)
    expect(partial).toEqual([])
  })

  it('[SW53] the fault delays what is heard, and nothing is lost at the end', () => {
    const trial = putOnTrial()
    trial.faults.merge({ transcriptDelayMs: 30_000 })
    const { id } = trial.scenario()
    trial.clock.advanceSync(10_000)
    trial.world.act(id, 'end')
    trial.clock.advanceSync(20_000)
    expect(trial.eventsNamed('transcript.segment')).toEqual([])
    trial.clock.advanceSync(11_000)
    expect(trial.world.transcript(id).map(({ text }) => text)).toEqual([
      'hello this is billing',
      'my bill is wrong',
      'let me look at that',
      'thank you',
    ])
  })

  it('[SW53] after a completed transfer the new agent is the one who speaks', () => {
    const trial = putOnTrial()
    const { id } = trial.scenario()
    trial.clock.advanceSync(2_700)
    trial.world.act(id, 'transfer')
    trial.world.act(id, 'complete-transfer')
    trial.clock.advanceSync(8_000)
    const second = trial.conversation(id).participants[2]
    const lines = trial.world.transcript(id).filter(({ purpose }) => purpose === 'agent')
    expect(lines.at(-1)).toMatchObject({
      participantId: second?.participantId,
      text: 'let me look at that',
    })
  })

  it('[SW53] a call that loops for hours keeps the last 400 segments', () => {
    const trial = putOnTrial()
    const { id } = trial.scenario()
    trial.clock.advanceSync(3 * 60 * 60_000)
    const segments = trial.world.transcript(id)
    expect(segments).toHaveLength(400)
    expect(segments.at(-1)?.startMs).toBeGreaterThan(2.9 * 60 * 60_000)
  })
})

describe('metrics', () => {
  const dialogue = makeDialogue('m', 'x', 60_000, [
    makeTurn('agent', 0, 'may I have your card number please ok', 1_000),
    makeTurn('customer', 4_000, 'this is ridiculous', 1_000),
    makeTurn('customer', 10_000, 'I want my money back', 1_000),
    makeTurn('customer', 20_000, 'This is useless', 1_000),
    makeTurn('customer', 25_000, 'Unacceptable!', 1_000),
    makeTurn('customer', 40_000, 'thank you', 1_000),
  ])
  const script = createScript({
    main: dialogue,
    startMs: 0,
    loops: false,
    aside: dialogue,
    customerSpeaks: true,
  })
  script.enter('ACTIVE', 0, true)

  it('[SW54] silence, overlap and shares are measured over the last half minute', () => {
    const metrics = measureConversation(script, 10_000)
    expect(metrics).toMatchObject({ silenceMs: 2_000, overlapMs: 3_000 })
    expect(metrics.talkShare).toEqual({ agent: 0.8, customer: 0.3 })
    expect(measureConversation(script, 50_000)).toMatchObject({ silenceMs: 8_000, overlapMs: 0 })
    expect(measureConversation(script, 50_000).talkShare).toEqual({ agent: 0, customer: 0.2 })
  })

  it('[SW54] negative turns of the customer are counted until one is not', () => {
    const runAt = (nowMs: number) => measureConversation(script, nowMs).negativeRun
    expect([0, 8_000, 16_000, 24_000, 30_000, 45_000].map(runAt)).toEqual([0, 1, 0, 1, 2, 0])
  })

  it('[SW54] keywords are names of rules, never words of the talk', () => {
    expect(measureConversation(script, 8_000).keywords).toEqual(['payment-card'])
    expect(measureConversation(script, 16_000).keywords).toEqual(['refund', 'payment-card'])
  })

  it('[SW54] every live voice conversation is measured every 5 s, and only those', () => {
    const trial = putOnTrial()
    const { id } = trial.scenario()
    trial.scenario({ scenario: 'chat' })
    trial.clock.advanceSync(20_000)
    trial.world.act(id, 'hold')
    trial.clock.advanceSync(5_000)
    trial.world.act(id, 'end')
    trial.clock.advanceSync(20_000)
    const metrics = trial.eventsNamed('conversation.metrics')
    expect(metrics.map(({ conversationId }) => conversationId)).toEqual(Array(5).fill(id))
    expect(Object.keys(metrics[0]?.data ?? {}).sort()).toEqual([
      'keywords',
      'negativeRun',
      'overlapMs',
      'silenceMs',
      'talkShare',
    ])
    expect(metrics.at(-1)?.data.silenceMs).toBeGreaterThan(metrics.at(-2)?.data.silenceMs as number)
  })

  it('[SW55] what the engine measures is reported as audio quality, each change one version', () => {
    const trial = putOnTrial()
    const { id } = trial.scenario()
    let agentClipping = 0
    trial.media.audioQuality = () => ({
      agent: { clippingRatio: agentClipping, lossRatio: 0, jitterMs: 0 },
      customer: { clippingRatio: 0, lossRatio: 0, jitterMs: 0 },
      supervisor: { clippingRatio: 0, lossRatio: 0.021, jitterMs: 38 },
    })
    trial.clock.advanceSync(10_000)
    expect(trial.conversation(id)).toMatchObject({
      version: 2,
      audioQuality: {
        agent: { clippingRatio: 0, lossRatio: 0, jitterMs: 4 },
        supervisor: { clippingRatio: 0, lossRatio: 0.03, jitterMs: 40 },
      },
    })
    agentClipping = 0.0004
    trial.clock.advanceSync(5_000)
    expect(trial.conversation(id)).toMatchObject({
      version: 3,
      audioQuality: { agent: { clippingRatio: 0.01 } },
    })
    delete trial.media.audioQuality
    trial.clock.advanceSync(5_000)
    expect(trial.conversation(id).audioQuality.agent.clippingRatio).toBe(0)
  })
})

describe('written conversations', () => {
  it('[SW53] nothing said is left out of the mails', () => {
    const [billing] = trialBank().dialogues
    if (billing === undefined) throw new Error('no dialogue')
    const words = (text: string) => text.split(' ').sort()
    const spoken = billing.turns.map(({ text }) => text).join(' ')
    const mailed = dialogueIn('EMAIL', billing)
      .turns.map(({ text }) => text)
      .join(' ')
    expect(words(mailed)).toEqual(words(spoken))
  })
})
