import { controlTransitions } from '@sotto/domain'
import { controlViewSchema, conversationDetailSchema } from '@sotto/protocol'
import { describe, expect, it } from 'vitest'
import { coachingDetail, control, conversationRow, detail, noon } from '../../test/samples.ts'
import { gateConditions } from '../model/talk/microphone-gate.ts'
import { unknownTruth } from '../model/truth/shown-truth.ts'
import {
  lineStatusWords,
  mayRetry,
  mayTakeBack,
  statusNote,
  statusWord,
  textStatusWords,
} from './control-words.ts'
import { conversationName } from './conversation-words.ts'
import { coachingElsewhere } from './lease-words.ts'
import { linkWords } from './link-words.ts'
import { soundTreatmentWords } from './microphone-words.ts'
import { modeReasonSentence, modeSentence, modeUnknownWords } from './mode-words.ts'
import { failureWords, problemWords } from './problem-words.ts'
import { explainEnd, explainRefusal, refusalWords } from './reason-words.ts'
import { cutWords } from './talk-words.ts'
import { age, duration, timeOfDay } from './time-words.ts'
import { truthSentences, truthText } from './truth-words.ts'

const states = Object.keys(controlTransitions)

describe('names in the list', () => {
  it('[PA1] tell two conversations of one agent apart', () => {
    expect(conversationName(conversationRow())).toBe('Ana Silva, Billing, voice, active')
    expect(
      conversationName(conversationRow({ media: 'chat', queueName: 'Sales', phase: 'held' })),
    ).toBe('Ana Silva, Sales, chat, on hold')
  })
})

describe('the truth line', () => {
  const texts = (truth: Parameters<typeof truthSentences>[0]) =>
    truthSentences(truth).map(truthText)
  const at = timeOfDay(noon)

  it('[PA32] says it to the letter', () => {
    expect(texts(coachingDetail().truth)).toEqual([
      `Agent: hears you · confirmed ${at}`,
      `Customer: does not hear you · confirmed ${at}`,
      `Recording: does not record you · confirmed ${at}`,
    ])
  })

  it('[PA32] says pending while it is pending', () => {
    expect(texts({ ...detail().truth, agent: { hearsYou: false, certainty: 'pending' } })[0]).toBe(
      'Agent: does not hear you · pending',
    )
  })

  it('[PA33] never says "does not" of what is unknown', () => {
    expect(texts(unknownTruth)).toEqual([
      'Agent: may hear you · unknown',
      'Customer: may hear you · unknown',
      'Recording: may record you · unknown',
    ])
  })
})

describe('the mode’s sentence', () => {
  it('[PA34] says who hears you when the truth line says the same', () => {
    expect(modeSentence(detail())).toBe(
      'Not connected: you do not hear this conversation, and nobody in it hears you',
    )
    expect(
      modeSentence({
        mode: { wanted: 'monitor', confirmed: 'monitor', switching: false },
        truth: detail().truth,
      }),
    ).toBe('Monitoring: nobody hears you')
    expect(modeSentence(coachingDetail())).toBe('Coaching: only the agent hears you')
  })

  it('[PA83] says of a barge that everybody hears, only when both ears say so', () => {
    const barge = { wanted: 'barge', confirmed: 'barge', switching: false } as const
    const ear = { hearsYou: true, certainty: 'confirmed', at: noon } as const
    const both = { ...detail().truth, agent: ear, customer: ear }
    expect(modeSentence({ mode: barge, truth: both })).toBe('Everybody in the call hears you')
    expect(modeSentence({ mode: barge, truth: coachingDetail().truth })).not.toContain('Everybody')
    expect(truthSentences(both).map(truthText)[1]).toBe(
      `Customer: hears you · confirmed ${timeOfDay(noon)}`,
    )
  })

  it('[PA34] never says more than the truth line', () => {
    expect(modeSentence({ ...coachingDetail(), truth: unknownTruth })).toBe(modeUnknownWords)
    const monitor = { wanted: 'monitor', confirmed: 'monitor', switching: true } as const
    expect(modeSentence({ mode: monitor, truth: coachingDetail().truth })).not.toContain(
      ': nobody hears you',
    )
    expect(modeSentence({ ...coachingDetail(), truth: detail().truth })).not.toContain(
      'only the agent',
    )
  })

  it('[PA34] tells what is on its way', () => {
    expect(
      modeSentence({
        mode: { wanted: 'coach', confirmed: 'monitor', switching: true },
        truth: detail().truth,
      }),
    ).toBe('Monitoring: nobody hears you · opening the coaching line …')
  })

  it('[PA350] says in a tab without a line that one’s own is in another, and only when somebody hears it', () => {
    const idle = detail().mode
    const lease = {
      ...{ fence: 3, by: 'Maren Brandt', since: noon, mine: false, asked: false, wishes: [] },
      inOtherTab: true,
    } as const
    const heard = coachingDetail().truth
    expect(modeSentence({ lease, mode: idle, truth: heard })).toBe(
      'Not connected in this tab: your line is in another one',
    )
    expect(modeSentence({ lease, mode: { ...idle, confirmed: 'monitor' }, truth: heard })).toBe(
      'Monitoring in this tab: your line to the agent is in another one',
    )
    expect(modeSentence({ lease, mode: idle, truth: detail().truth })).toContain('nobody in it')
    expect(modeSentence({ lease, mode: idle, truth: unknownTruth })).toBe(modeUnknownWords)
    expect(modeSentence({ mode: idle, truth: heard })).toContain('waiting for the platform')
    const refusal = { by: 'Maren Brandt', since: noon }
    expect(coachingElsewhere(refusal, lease)).toMatch(/^You are coaching in another tab since /)
    expect(coachingElsewhere(refusal)).toMatch(/^Maren Brandt is coaching since /)
  })

  it('explains a fall, but not what the person asked for', () => {
    const fallen = { wanted: 'monitor', confirmed: 'monitor', switching: false } as const
    expect(modeReasonSentence({ ...fallen, reason: 'conversation-held' })).toContain('on hold')
    expect(modeReasonSentence({ ...fallen, reason: 'stopped-by-supervisor' })).toBeUndefined()
    expect(modeReasonSentence({ ...fallen, reason: 'something-new' })).toContain('something-new')
    expect(modeReasonSentence(fallen)).toBeUndefined()
  })
})

describe('the status of a whisper', () => {
  it('[PA50] a line is Live, never Delivered', () => {
    expect(lineStatusWords).toMatchObject({
      queued: 'Queued',
      executing: 'Live',
      'pending-delivery': 'Pending delivery',
      failed: 'Failed',
      cancelled: 'Cancelled',
      expired: 'Expired',
    })
    expect(Object.values(lineStatusWords)).not.toContain('Delivered')
  })

  it('[PA51] a text is Delivered, never Live', () => {
    expect(textStatusWords).toMatchObject({
      queued: 'Queued',
      completed: 'Delivered',
      'pending-delivery': 'Pending delivery',
      failed: 'Failed',
      cancelled: 'Cancelled',
      expired: 'Expired',
    })
    expect(Object.values(textStatusWords)).not.toContain('Live')
  })

  it('[PA51] Live and Delivered stand for one state each: the platform’s own word', () => {
    const live = states.filter((state) => lineStatusWords[stateName(state)] === 'Live')
    const delivered = states.filter((state) => textStatusWords[stateName(state)] === 'Delivered')
    expect([live, delivered]).toEqual([['executing'], ['completed']])
  })

  it.each(states)('[PA70] every state has a word for both kinds: %s', (state) => {
    for (const kind of ['whisper-text', 'whisper-audio'] as const)
      expect(statusWord(control({ kind, state: stateName(state) }))).toMatch(/^[A-Z]/)
  })

  it('[PA53] offers to send again what failed, is late, or was taken back; never what arrived or is on its way', () => {
    const again = states.filter((state) => mayRetry(control({ state: stateName(state) })))
    expect(again.sort()).toEqual(['cancelled', 'expired', 'failed', 'pending-delivery', 'refused'])
    const back = states.filter((state) => mayTakeBack(control({ state: stateName(state) })))
    expect(back.sort()).toEqual(['held-back', 'pending-delivery', 'queued'])
    expect(mayRetry(control({ kind: 'whisper-audio', state: 'failed' }))).toBe(false)
  })

  it('[PA53] says why it ended', () => {
    expect(statusNote(control({ state: 'failed', reason: 'agent-left' }))).toContain('left')
    expect(statusNote(control({ state: 'cancelled', reason: 'conversation-held' }))).toContain(
      'hold',
    )
    expect(
      statusNote(control({ state: 'refused', reason: 'missing-permission', missing: 'whisper' })),
    ).toContain('Missing: Conversation:Control:Write.')
    expect(statusNote(control({ state: 'completed' }))).toBeUndefined()
  })

  function stateName(state: string) {
    return controlViewSchema.shape.state.parse(state)
  }
})

describe('words for codes', () => {
  it('[PA70] every refusal that the protocol knows has words of its own', () => {
    const { allowed } = conversationDetailSchema.shape
    for (const [code, words] of Object.entries(refusalWords)) {
      const parsed = allowed.shape.coach.safeParse({ allowed: false, reason: code })
      expect(parsed.success).toBe(true)
      expect(words).toMatch(/\.$/)
      expect(explainRefusal(code)).toBe(words)
    }
  })

  it('[PA70] every reason for a shut gate has words', () => {
    for (const [reason] of gateConditions) expect(cutWords[reason]).toMatch(/\.$/)
  })

  it('[PA70] a code from a newer server is shown, never hidden', () => {
    expect(explainRefusal('moon-phase', 'lunar:read')).toBe(
      'Refused: moon-phase. Missing: lunar:read.',
    )
    expect(explainEnd('moon-phase')).toBe('Reason: moon-phase.')
  })

  it('says what happened to a command, and what to do', () => {
    const refusal = { status: 403, code: 'missing-permission', message: 'x', contextId: 'y' }
    expect(
      failureWords({ kind: 'refused', refusal: { ...refusal, missing: 'whisper' } }),
    ).toContain('Missing: Conversation:Control:Write.')
    expect(
      problemWords({
        conversationId: 'c',
        kind: 'call',
        mode: 'off',
        failure: { kind: 'unreachable' },
      }),
    ).toContain('Press Stop again.')
    expect(
      problemWords({ conversationId: 'c', kind: 'microphone', failure: 'not-allowed' }),
    ).toContain('allow')
  })
})

describe('times', () => {
  it.each([
    [0, '00:00'],
    [59_999, '00:59'],
    [252_000, '04:12'],
    [3_600_000, '1:00:00'],
    [-5, '00:00'],
  ])('%i ms is %s', (milliseconds, words) => {
    expect(duration(milliseconds)).toBe(words)
  })

  it.each([
    [300, '0.3 s'],
    [12_400, '12 s'],
    [150_000, '2 min'],
    [-1, '0.0 s'],
  ])('an age of %i ms is %s', (milliseconds, words) => {
    expect(age(milliseconds)).toBe(words)
  })

  it('[PA32] the time of day has three times two digits', () => {
    expect(timeOfDay(noon)).toMatch(/^\d\d:\d\d:\d\d$/)
  })

  it('[PA35] the header says how old the screen is, or that it is not up to date', () => {
    expect(linkWords({ state: 'live' }, 300)).toBe('live, 0.3 s')
    expect(linkWords({ state: 'waiting', attempt: 3 }, 20_000)).toBe('Reconnecting…')
    expect(linkWords({ state: 'connecting', attempt: 0 }, undefined)).toBe('Connecting…')
    expect(linkWords({ state: 'connecting', attempt: 2 }, undefined)).toBe('Reconnecting…')
    expect(linkWords({ state: 'stale' }, 8_000)).toBe('No word for 8.0 s')
  })
})

describe('what did not happen', () => {
  it('[PA334] where nobody knows whether it was done, the words say what is so and what to do', () => {
    const problem = (mode: 'coach' | 'off') =>
      problemWords({
        conversationId: 'c',
        kind: 'call',
        mode,
        failure: { kind: 'unreachable' },
      })
    expect(problem('coach')).toBe(
      'Coach did not work: Our server did not answer. Your microphone is cut. Look at who hears you, then press Coach again.',
    )
    expect(problem('off')).toMatch(/Press Stop again\.$/)
    expect(problem('off')).not.toContain('Look at')
  })

  it('[PA332] the switches folded away are told in a line', () => {
    const all = { echoCancellation: true, noiseSuppression: true, automaticGain: true }
    expect(soundTreatmentWords(all)).toBe('Sound treatment: all on')
    expect(soundTreatmentWords({ ...all, automaticGain: false })).toBe('Sound treatment: 2 of 3 on')
    expect(
      soundTreatmentWords({
        echoCancellation: false,
        noiseSuppression: false,
        automaticGain: false,
      }),
    ).toBe('Sound treatment: all off')
  })
})
