import { decodeAudioFrame, encodeAudioFrame } from '@sotto/audio'
import { type ConversationDetail, closeCodes } from '@sotto/protocol'
import { describe, expect, it } from 'vitest'
import { type Story, startStory } from '../../../test/panel-story.ts'
import { coachingDetail, detail } from '../../../test/samples.ts'

const id = 'conversation-1'

async function opened(): Promise<Story> {
  const story = startStory()
  await story.begin()
  story.model.live.show(id)
  story.tell([{ kind: 'detail', detail: detail() }])
  return story
}

const monitoring: Partial<ConversationDetail> = {
  mode: { wanted: 'monitor', confirmed: 'monitor', switching: false },
}

async function listening(): Promise<Story> {
  const story = await opened()
  await story.model.line.setMode(id, 'monitor')
  story.audio().open()
  story.tell([{ kind: 'detail', detail: detail(monitoring) }])
  return story
}

/** Coach pressed, granted, accepted; the platform has confirmed nothing yet. */
async function asking(): Promise<Story> {
  const story = await listening()
  await story.model.line.setMode(id, 'coach')
  story.tell([
    {
      kind: 'detail',
      detail: detail({ mode: { wanted: 'coach', confirmed: 'monitor', switching: true } }),
    },
  ])
  return story
}

function confirm(story: Story): void {
  story.tell([{ kind: 'detail', detail: coachingDetail() }])
  story.audio().say({ type: 'gate', conversationId: id, open: true })
}

async function coaching(): Promise<Story> {
  const story = await asking()
  confirm(story)
  return story
}

async function talking(): Promise<Story> {
  const story = await coaching()
  story.model.line.press()
  expect(story.line().talk.state).toBe('talking')
  return story
}

/** The audio thread goes on while both sockets are silent. */
async function speakOn(story: Story, milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 200) {
    await story.clock.advance(200)
    story.frame(1)
  }
}

const talkMessages = (story: Story) =>
  story
    .audio()
    .sentTexts.map((text): unknown => JSON.parse(text))
    .filter((message) => JSON.stringify(message).includes('"talk"'))

describe('Monitor', () => {
  it('[PA23] never asks for the microphone', async () => {
    const story = await listening()
    await story.pass(5_000)
    expect(story.microphone.asked).toEqual([])
    expect(story.line().microphone).toBe('off')
  })

  it('asks the server once, for this tab, and plays what comes', async () => {
    const story = await listening()
    const [call] = story.commands()
    expect(call?.path).toBe(`/api/conversations/${id}/mode`)
    expect(JSON.parse(call?.body ?? '')).toEqual({ mode: 'monitor', tabId: expect.any(String) })
    expect(story.audio().path).toContain('/audio?tabId=')
    const stereo = new Int16Array(640).fill(400)
    const frame = encodeAudioFrame({
      kind: 'listen',
      sequence: 0,
      captureTimeMs: 0,
      samples: stereo,
    })
    if (frame.ok) story.audio().sayBytes(frame.value)
    expect(story.player.heard).toEqual([stereo])
    expect(story.model.line.levels.customer).toBeGreaterThan(0)
  })

  it('opens nothing when a conversation is only selected', async () => {
    const story = await opened()
    expect(story.commands()).toEqual([])
    expect(story.sockets.all.map((socket) => socket.path)).toEqual(['/live'])
    expect(story.player.sound()).toBe('off')
  })
})

describe('Coach', () => {
  it('[PA22] asks for the microphone before it asks the server, with the chosen processing', async () => {
    const story = await listening()
    story.model.preferences.setState({ noiseSuppression: false })
    story.microphone.undecided = true
    const pressed = story.model.line.setMode(id, 'coach')
    await story.clock.advance(0)
    expect(story.line().microphone).toBe('asking')
    expect(story.commands()).toHaveLength(1)
    story.microphone.decide()
    await pressed
    expect(story.microphone.asked).toEqual([
      { echoCancellation: true, noiseSuppression: false, automaticGain: true },
    ])
    expect(JSON.parse(story.commands().at(-1)?.body ?? '')).toMatchObject({
      mode: 'coach',
      mixLevel: 0.65,
    })
  })

  it.each(['not-allowed', 'not-found', 'busy', 'not-secure', 'unknown'] as const)(
    '[PA22] without a microphone (%s) the server is not asked, and listening goes on',
    async (failure) => {
      const story = await listening()
      story.microphone.failure = failure
      await story.model.line.setMode(id, 'coach')
      expect(story.commands()).toHaveLength(1)
      expect(story.line()).toMatchObject({
        conversationId: id,
        asked: undefined,
        problem: { kind: 'microphone', failure },
        sound: 'playing',
      })
    },
  )

  it('[PA22] an answer to the browser’s question that comes after Stop starts nothing', async () => {
    const story = await listening()
    story.microphone.undecided = true
    const pressed = story.model.line.setMode(id, 'coach')
    await story.clock.advance(0)
    await story.model.line.setMode(id, 'off')
    story.microphone.decide()
    await pressed
    expect(story.commands().map((call) => JSON.parse(call.body ?? '').mode)).toEqual([
      'monitor',
      'off',
    ])
    expect(story.line().microphone).toBe('off')
    expect(story.microphone.log.at(-1)).toBe('stop')
  })

  it('[PA20] opens for no key before the platform and both gates have said so', async () => {
    const story = await asking()
    story.model.line.press()
    expect(story.line().talk).toEqual({ state: 'denied', reason: 'changing' })
    story.model.line.release()
    story.tell([{ kind: 'detail', detail: coachingDetail() }])
    story.model.line.press()
    expect(story.line().talk).toEqual({ state: 'denied', reason: 'server-gate-shut' })
    story.model.line.release()
    story.audio().say({ type: 'gate', conversationId: id, open: true })
    story.model.line.press()
    expect(story.line().talk.state).toBe('talking')
  })

  it('gives the mix level along, held within the legal range', async () => {
    const story = await listening()
    story.model.line.setMixLevel(1)
    await story.model.line.setMode(id, 'coach')
    expect(JSON.parse(story.commands().at(-1)?.body ?? '').mixLevel).toBe(0.9)
  })

  it('[PA25] a refusal is shown with its reason, and the microphone is given back', async () => {
    const story = await listening()
    story.server.reply = () => ({
      status: 409,
      body: { status: 409, code: 'conversation-held', message: 'held', contextId: 'x' },
    })
    await story.model.line.setMode(id, 'coach')
    expect(story.line().problem).toMatchObject({
      kind: 'call',
      mode: 'coach',
      failure: { kind: 'refused', refusal: { code: 'conversation-held' } },
    })
    expect(story.line()).toMatchObject({ microphone: 'off', conversationId: id })
  })
})

describe('hold to talk', () => {
  it('[PA24] sends only what is spoken while the key is down', async () => {
    const story = await coaching()
    story.frame(0)
    story.frame(1)
    expect(story.audio().sentBytes).toHaveLength(0)
    story.model.line.press()
    story.frame(1, 500)
    story.frame(1, 600)
    story.model.line.release()
    story.frame(1, 700)
    const frames = story.audio().sentBytes.map((bytes) => decodeAudioFrame(bytes))
    expect(frames.map((frame) => frame.ok && frame.value.samples[0])).toEqual([500, 600])
    expect(frames.map((frame) => frame.ok && frame.value.kind)).toEqual(['talk', 'talk'])
    expect(talkMessages(story)).toEqual([
      { type: 'talk', conversationId: id, talking: true },
      { type: 'talk', conversationId: id, talking: false },
    ])
    expect(story.microphone.log.slice(-2)).toEqual(['open 1', 'shut'])
  })

  it('[PA24] a frame of an earlier press that comes late is not sent with the next', async () => {
    const story = await talking()
    story.model.line.release()
    story.model.line.press()
    story.frame(1)
    expect(story.audio().sentBytes).toHaveLength(0)
    story.frame(2)
    expect(story.audio().sentBytes).toHaveLength(1)
  })

  it('numbers its frames without a hole over pauses, so that none looks old', async () => {
    const story = await talking()
    story.frame(1)
    story.model.line.release()
    story.model.line.press()
    story.frame(2)
    const numbers = story.audio().sentBytes.map((bytes) => decodeAudioFrame(bytes))
    expect(numbers.map((frame) => frame.ok && frame.value.sequence)).toEqual([0, 1])
  })

  it('[PA26] is cut by blur and by Esc', async () => {
    const story = await talking()
    story.model.line.leavePage()
    expect(story.line().talk.state).toBe('idle')
    story.model.line.press()
    expect(story.model.line.silence()).toBe(true)
    expect(story.line().talk).toEqual({ state: 'cut', reason: 'silenced' })
    story.frame(2)
    expect(story.audio().sentBytes).toHaveLength(0)
    expect(story.model.line.silence()).toBe(false)
  })

  const cuts: readonly (readonly [string, string, (story: Story) => void | Promise<void>])[] = [
    [
      'hold',
      'changing',
      (story) =>
        story.tell([
          {
            kind: 'detail',
            detail: coachingDetail({
              phase: 'held',
              microphoneMayOpen: false,
              mode: { wanted: 'monitor', confirmed: 'coach', switching: true },
            }),
          },
        ]),
    ],
    [
      'unknown truth',
      'agent-unknown',
      (story) =>
        story.tell([
          {
            kind: 'detail',
            detail: coachingDetail({
              truth: {
                ...coachingDetail().truth,
                agent: { hearsYou: false, certainty: 'unknown' },
              },
            }),
          },
        ]),
    ],
    [
      'the server’s own gate',
      'server-gate-shut',
      (story) =>
        story
          .audio()
          .say({ type: 'gate', conversationId: id, open: false, reason: 'conversation-held' }),
    ],
    [
      'a platform link that breaks',
      'platform-interrupted',
      (story) => story.tell([{ kind: 'platform-link', link: { state: 'interrupted', since: 0 } }]),
    ],
    ['a panel socket that is cut', 'connection-stale', (story) => story.live().cut()],
    ['an audio socket that is cut', 'sound-connection-stale', (story) => story.audio().cut()],
    ['silent sockets', 'connection-stale', (story) => speakOn(story, 2_600)],
    [
      'another conversation on screen',
      'other-conversation-shown',
      (story) => story.model.live.show('conversation-2'),
    ],
  ]

  it.each(cuts)('[PA27] is cut by %s', async (_name, reason, happen) => {
    const story = await talking()
    await happen(story)
    expect(story.line().talk).toEqual({ state: 'cut', reason })
    expect(story.microphone.log.filter((entry) => entry !== 'stop').at(-1)).toBe('shut')
    const before = story.audio().sentBytes.length
    story.frame(1)
    expect(story.audio().sentBytes).toHaveLength(before)
  })

  it('[PA27] is cut by the clock itself, in a page whose timers do not run', async () => {
    const story = await talking()
    const { clock } = story
    const longAgo = clock.monotonicNow()
    clock.monotonicNow = () => longAgo + 2_600
    story.frame(1)
    expect(story.audio().sentBytes).toHaveLength(0)
    expect(story.line().talk.state).toBe('cut')
  })

  it('[PA27] a new audio socket starts with its gate shut', async () => {
    const story = await talking()
    story.model.line.release()
    story.audio().cut()
    await story.pass(2_500)
    story.audio().open()
    story.model.line.press()
    expect(story.line().talk).toEqual({ state: 'denied', reason: 'server-gate-shut' })
  })

  it('drops frames that the network does not take, rather than send them late', async () => {
    const story = await talking()
    story.audio().bufferedBytes = 100_000
    story.frame(1)
    expect(story.audio().sentBytes).toHaveLength(0)
    story.audio().bufferedBytes = 0
    story.frame(1)
    expect(story.audio().sentBytes).toHaveLength(1)
  })
})

describe('following the server', () => {
  it('[PA25] gives the microphone back when the mode falls to Monitor', async () => {
    const story = await coaching()
    story.tell([{ kind: 'detail', detail: detail({ ...monitoring, phase: 'held' }) }])
    expect(story.line()).toMatchObject({ microphone: 'off', conversationId: id, sound: 'playing' })
    expect(story.microphone.log.at(-1)).toBe('stop')
  })

  it('[PA25] ends here when the server says there is no line any more', async () => {
    const story = await coaching()
    story.tell([{ kind: 'detail', detail: detail() }])
    expect(story.line()).toMatchObject({
      microphone: 'off',
      conversationId: undefined,
      sound: 'off',
    })
    expect(story.audio().closedByPanel).toBe(true)
  })

  it('does not take an answer for the end that is only older than its own question', async () => {
    const story = await listening()
    await story.model.line.setMode(id, 'coach')
    story.tell([{ kind: 'detail', detail: detail(monitoring) }])
    expect(story.line().microphone).toBe('on')
    await story.pass(5_000)
    expect(story.line().microphone).toBe('off')
  })

  it('[PA25] a microphone that is unplugged closes the coaching line and keeps listening', async () => {
    const story = await talking()
    story.microphone.listener().onLost('unplugged')
    await story.clock.advance(0)
    expect(JSON.parse(story.commands().at(-1)?.body ?? '').mode).toBe('monitor')
    expect(story.line()).toMatchObject({
      microphone: 'off',
      problem: { kind: 'microphone', failure: 'unplugged' },
      sound: 'playing',
    })
    expect(story.line().talk.state).toBe('idle')
  })

  it('Stop cuts before it asks, and is silent at once', async () => {
    const story = await talking()
    const stopping = story.model.line.setMode(id, 'off')
    expect(story.line().talk.state).toBe('idle')
    expect(story.player.sound()).toBe('off')
    await stopping
    expect(story.line()).toMatchObject({ conversationId: undefined, microphone: 'off' })
    story.tell([{ kind: 'detail', detail: detail(monitoring) }])
    expect(story.line().conversationId).toBeUndefined()
  })

  it('[PA28] after a reload it listens on, with the microphone off', async () => {
    const story = startStory()
    await story.begin()
    story.model.live.show(id)
    story.tell([{ kind: 'detail', detail: coachingDetail() }])
    expect(story.line()).toMatchObject({
      conversationId: id,
      sound: 'playing',
      microphone: 'off',
    })
    expect(story.microphone.asked).toEqual([])
    story.audio().open()
    story.audio().say({ type: 'gate', conversationId: id, open: true })
    story.model.line.press()
    expect(story.line().talk).toEqual({ state: 'denied', reason: 'microphone-off' })
  })

  it('shows what the platform says it mixed into the ear', async () => {
    const story = await talking()
    const position = {
      receivedSamples: 32_000,
      mixedSamples: 31_680,
      underrunSamples: 320,
      clippedSamples: 0,
      refusedFrames: 2,
    }
    story.audio().say({ type: 'position', conversationId: id, ...position })
    expect(story.line().position).toEqual(position)
  })

  it.each(['not json', '{}', '{"type":"gate"}', '{"type":"surprise"}'])(
    'survives %j on the audio socket',
    async (text) => {
      const story = await coaching()
      story.audio().sayText(text)
      story.audio().sayBytes(new Uint8Array([1, 2, 3]))
      story.model.line.press()
      expect(story.line().talk.state).toBe('talking')
    },
  )
})

describe('the end of the session', () => {
  it.each([
    ['the panel socket', (story: Story) => story.live().cut(closeCodes.signedOut)],
    ['the audio socket', (story: Story) => story.audio().cut(closeCodes.signedOut)],
  ])('[PA42] told by %s, it cuts everything and keeps what was typed', async (_name, happen) => {
    const story = await talking()
    story.model.drafts.write(id, 'offer the ref')
    happen(story)
    expect(story.model.session.getState().state).toBe('ended')
    expect(story.line()).toMatchObject({
      microphone: 'off',
      conversationId: undefined,
      sound: 'off',
    })
    expect(story.model.drafts.text(id)).toBe('offer the ref')
  })

  it('leaves no timer behind when the model is closed', async () => {
    const story = await talking()
    await story.model.close()
    expect(story.clock.pending).toBe(0)
    expect(story.failures).toEqual([])
  })
})

describe('secure pause', () => {
  it('[PA82] cuts the microphone in the event that tells of it, before the server’s gate says so', async () => {
    const story = await talking()
    story.tell([{ kind: 'detail', detail: coachingDetail({ recording: 'paused' }) }])
    expect(story.line().talk).toEqual({ state: 'cut', reason: 'recording-paused' })
    expect(story.microphone.log.at(-1)).toBe('shut')
  })
})

describe('Barge in', () => {
  const barging = (customerHears: boolean) =>
    coachingDetail({
      mode: { wanted: 'barge', confirmed: 'barge', switching: false },
      truth: {
        ...coachingDetail().truth,
        customer: { hearsYou: customerHears, certainty: 'confirmed', at: coachingDetail().knownAt },
      },
    })

  it('[PA83] cuts, asks for the microphone, asks the server, and opens when both ears are confirmed', async () => {
    const story = await talking()
    await story.model.line.setMode(id, 'barge')
    expect(story.line().talk.state).not.toBe('talking')
    expect(JSON.parse(story.commands().at(-1)?.body ?? '')).toEqual({
      mode: 'barge',
      tabId: expect.any(String),
    })
    story.tell([{ kind: 'detail', detail: barging(false) }])
    expect(story.line().gate).toEqual({ open: false, reason: 'customer-does-not-hear' })
    story.tell([{ kind: 'detail', detail: barging(true) }])
    expect(story.line()).toMatchObject({ gate: { open: true }, microphone: 'on' })
  })
})

describe('trying again', () => {
  it('[PA50] closes a coaching line that is still on its way before it asks for another', async () => {
    const story = await asking()
    await story.model.line.tryAgain(id)
    const modes = story.commands().map((call) => JSON.parse(call.body ?? '').mode)
    expect(modes).toEqual(['monitor', 'coach', 'monitor', 'coach'])
  })

  it('[PO52] says why anew, where a policy asks for it', async () => {
    const story = await asking()
    await story.model.line.tryAgain(id, 'She asked for help')
    const reasons = story.commands().map((call) => JSON.parse(call.body ?? '').reason)
    expect(reasons.slice(2)).toEqual(['She asked for help', 'She asked for help'])
  })
})

describe('an open microphone nobody speaks into', () => {
  it('[PA84] closes after a minute of silence and says so; a word in between begins the minute anew', async () => {
    const story = await talking()
    const quietly = async (seconds: number) => {
      for (let passed = 0; passed < seconds * 4; passed += 1) {
        await story.pass(250)
        story.frame(1, 20)
      }
    }
    await quietly(50)
    story.frame(1, 2_000)
    await quietly(59)
    expect(story.line().talk.state).toBe('talking')
    await quietly(2)
    expect(story.line().talk).toEqual({ state: 'cut', reason: 'quiet-too-long' })
    expect(story.microphone.log.at(-1)).toBe('shut')
    expect(talkMessages(story).at(-1)).toMatchObject({ talking: false })
  })
})

describe('an audio thread that dies, a page that is not run, a machine that sleeps', () => {
  it('[PA95] half a second without a frame cuts the microphone; pressed again it opens again', async () => {
    const story = await talking()
    await story.clock.advance(400)
    story.frame(1)
    await story.clock.advance(499)
    expect(story.line().talk.state).toBe('talking')
    await story.clock.advance(1)
    expect(story.line().talk).toEqual({ state: 'cut', reason: 'microphone-stalled' })
    expect(story.microphone.log.at(-1)).toBe('shut')
    expect(talkMessages(story).at(-1)).toMatchObject({ talking: false })
    story.model.line.release()
    story.model.line.press()
    expect(story.line().talk.state).toBe('talking')
  })

  it('[PA95] frames that were captured before the gap are not spoken after it, even if no timer ran', async () => {
    const story = await talking()
    story.frame(1)
    const before = story.audio().sentBytes.length
    story.clock.skip(3_000)
    for (let late = 0; late < 100; late += 1) story.frame(1)
    expect(story.audio().sentBytes).toHaveLength(before)
    expect(story.line().talk.state).toBe('cut')
  })

  it('[PA96] a beat that comes much too late cuts, and the key must be pressed again', async () => {
    const story = await talking()
    story.model.line.wakeUp()
    expect(story.line().talk).toEqual({ state: 'cut', reason: 'was-asleep' })
    expect(story.line()).toMatchObject({ conversationId: id, microphone: 'on' })
    story.model.line.press()
    expect(story.line().talk.state).toBe('cut')
  })
})

describe('secure pause', () => {
  it('[PA97] plays nothing from the frame on that tells of the pause, and goes on after it', async () => {
    const story = await listening()
    const stereo = encodeAudioFrame({
      kind: 'listen',
      sequence: 0,
      captureTimeMs: 0,
      samples: new Int16Array(640).fill(400),
    })
    const hear = () => stereo.ok && story.audio().sayBytes(stereo.value)
    hear()
    expect(story.player.heard).toHaveLength(1)
    story.tell([{ kind: 'detail', detail: detail({ ...monitoring, recording: 'paused' }) }])
    expect(story.line().sound).toBe('off')
    hear()
    expect(story.player.heard).toHaveLength(1)
    story.tell([{ kind: 'detail', detail: detail({ ...monitoring, recording: 'on' }) }])
    expect(story.line().sound).toBe('playing')
    hear()
    expect(story.player.heard).toHaveLength(2)
  })
})
