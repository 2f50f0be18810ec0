import { describe, expect, it } from 'vitest'
import { makeSupervisor } from '../../test/coaching/people.ts'
import { speak, startCoaching } from '../../test/coaching/start-coaching.ts'

type Scene = Awaited<ReturnType<typeof startCoaching>>

/** Sam speaks, and the database answers nothing any more. */
async function startSpeaking() {
  const scene = await startCoaching()
  const { audio, story } = scene
  audio.talk('c1', true)
  await speak(story, audio, 30)
  const silence = () => new Promise<never>(() => {})
  Object.assign(story.stores.controls, { save: silence, insert: silence, byId: silence })
  return scene
}

const recording = (state: 'on' | 'paused') => ({ recording: { state, recordsSupervisor: false } })

function whisperOf({ story }: Scene) {
  return [...story.platform.controls.values()].find(({ kind }) => kind === 'whisper-audio')!
}

/** What must silence Sam, and the reason the gate gives. */
const events: readonly (readonly [string, string, (scene: Scene) => void])[] = [
  ['hold', 'conversation-held', ({ story }) => story.platform.setPhase('c1', 'held')],
  [
    'transfer',
    'conversation-in-transfer',
    ({ story }) => story.platform.setPhase('c1', 'in-transfer'),
  ],
  [
    'conference',
    'conversation-in-conference',
    ({ story }) => story.platform.setPhase('c1', 'conference'),
  ],
  ['the end', 'conversation-ended', ({ story }) => story.platform.setPhase('c1', 'ended')],
  [
    'secure pause',
    'recording-paused',
    ({ story }) => story.platform.change('c1', recording('paused')),
  ],
  [
    'the agent drops',
    'agent-does-not-hear',
    ({ story }) => {
      const { participants } = story.platform.conversation('c1')
      story.platform.change('c1', {
        participants: participants.map((one) =>
          one.purpose === 'agent' ? { ...one, connection: 'disconnected' as const } : one,
        ),
      })
    },
  ],
  [
    'another agent takes over',
    'agent-does-not-hear',
    ({ story }) => {
      const { participants } = story.platform.conversation('c1')
      story.platform.change('c1', {
        participants: participants.map((one) =>
          one.purpose === 'agent' ? { ...one, userId: 'ivo', name: 'Agent ivo' } : one,
        ),
      })
    },
  ],
  [
    'the control fails',
    'line-not-live',
    (scene) => {
      const { id } = whisperOf(scene)
      scene.story.platform.changeControl(id, { status: 'failed', failure: 'path-severed' })
    },
  ],
  [
    'the sound path breaks',
    'media-not-open',
    ({ lineOf }) => lineOf('whisper-audio').listener.onState({ state: 'interrupted' }),
  ],
  [
    'the stream is lost',
    'hearing-unknown',
    ({ story }) => story.platform.tellState({ state: 'interrupted', reason: 'network' }),
  ],
  [
    'events were lost',
    'hearing-unknown',
    ({ story }) => {
      story.platform.holdBack('conversation')
      story.platform.tellState({ state: 'gap' })
    },
  ],
  ['the live socket is lost', 'panel-gone', ({ panel }) => panel.leave()],
  [
    'Stop',
    'no-line',
    ({ panel, story, supervisor }) =>
      void story.commands.changeMode(supervisor, 'c1', { mode: 'off', tabId: panel.tabId }),
  ],
]

describe('silence without waiting: for the panel, the database, or the platform’s answer', () => {
  it.each(events)(
    '[MD40] %s cuts the microphone in the same event (%s)',
    async (_name, reason, happens) => {
      const scene = await startSpeaking()
      const { audio, lineOf, story } = scene
      expect(audio.gate()).toMatchObject({ open: true })
      const line = lineOf('whisper-audio')
      const before = line.sent.length
      happens(scene)
      expect(audio.gate()).toMatchObject({ open: false, reason })
      await speak(story, audio, 50, 30)
      expect(line.sent).toHaveLength(before)
    },
  )

  it('[MD40] a lease that cannot be kept cuts it half a second before its end', async () => {
    const { audio, lineOf, story } = await startSpeaking()
    Object.assign(story.stores.leases, { renew: () => new Promise(() => {}) })
    let frames = 30
    for (; audio.gate()?.open === true && frames < 600; frames += 1)
      await speak(story, audio, 1, frames)
    expect(audio.gate()).toMatchObject({ open: false })
    // The last heartbeat was answered at most 1.5 s before, and the lease lasts 5 s from it.
    expect((frames - 30) * 20).toBeLessThanOrEqual(4_500)
    const before = lineOf('whisper-audio').sent.length
    await speak(story, audio, 20, frames)
    expect(lineOf('whisper-audio').sent).toHaveLength(before)
  })

  it('[MD40] a right taken away cuts it as soon as it is known', async () => {
    const { audio, lineOf, story, supervisor } = await startSpeaking()
    story.platform.addPerson(makeSupervisor('sam', { permissions: ['read-routing', 'monitor'] }), [
      'q1',
    ])
    supervisor.doubtRights()
    await story.settle(20)
    expect(audio.gate()).toMatchObject({ open: false })
    const before = lineOf('whisper-audio').sent.length
    await speak(story, audio, 20, 30)
    expect(lineOf('whisper-audio').sent).toHaveLength(before)
  })

  it('[MD41] an open key whose frames stop coming is closed after a minute, and says so', async () => {
    const { audio, lineOf, story } = await startCoaching()
    audio.talk('c1', true)
    await speak(story, audio, 30)
    await story.settle(59_000)
    expect(audio.gate()).toMatchObject({ open: true })
    await story.settle(2_000)
    expect(audio.gate()).toMatchObject({ open: false, reason: 'microphone-silent' })
    const before = lineOf('whisper-audio').sent.length
    // What wakes up again speaks to nobody until the key has gone up.
    await speak(story, audio, 30, 30)
    expect(lineOf('whisper-audio').sent).toHaveLength(before)
  })

  it('[MD41] the time behind a shut gate does not count', async () => {
    const { audio, story } = await startCoaching()
    audio.talk('c1', true)
    await speak(story, audio, 30)
    const letGo = story.platform.holdBack('conversation')
    story.platform.tellState({ state: 'gap' })
    await story.settle(90_000)
    letGo()
    await story.settle()
    expect(audio.gate()).toMatchObject({ open: true })
    await story.settle(30_000)
    expect(audio.gate()).toMatchObject({ open: true })
  })
})
