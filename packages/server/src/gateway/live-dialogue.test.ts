import { createScope } from '@sotto/kernel'
import type { ServerMessage } from '@sotto/protocol'
import { describe, expect, it } from 'vitest'
import { startStory } from '../../test/coaching/story.ts'
import { createCounters } from '../live/counters.ts'
import { createLiveDialogue } from './live-dialogue.ts'

const tabId = 'tab-00000001'

function startDialogue() {
  const story = startStory()
  const scope = createScope()
  const received: ServerMessage[] = []
  const closings: number[] = []
  const socket = {
    bufferedBytes: 0,
    send: (text: string) => void received.push(JSON.parse(text)),
    close: (code: number) => void closings.push(code),
  }
  const dialogue = createLiveDialogue({
    clock: story.clock,
    scope,
    counters: createCounters(),
    settings: { helloTimeoutMs: 5_000, silentPanelMs: 15_000, slowPanelBytes: 1_000 },
    gateway: story.gateway,
    session: story.sam,
    socket,
  })
  return {
    story,
    socket,
    dialogue,
    received,
    closings,
    say: (message: unknown) => dialogue.hear(JSON.stringify(message)),
    problems: () =>
      received.flatMap((message) => (message.type === 'problem' ? [message.code] : [])),
  }
}

describe('the live socket’s dialogue', () => {
  it('[GW1] nothing before hello is done', async () => {
    const { say, problems, received, story } = startDialogue()
    say({ type: 'show', conversationId: 'c1' })
    expect(problems()).toEqual(['hello-first'])
    say({ type: 'hello', tabId })
    await story.settle()
    expect(received.some((message) => message.type === 'welcome')).toBe(true)
    say({ type: 'hello', tabId })
    expect(problems()).toEqual(['hello-first', 'hello-again'])
  })

  it('[GW1] a socket that does not say hello within five seconds is closed', async () => {
    const { story, closings } = startDialogue()
    await story.clock.advance(4_999)
    expect(closings).toEqual([])
    await story.clock.advance(1)
    expect(closings).toEqual([4400])
  })

  it('[GW24] who asks and does not read is answered no more until they do', async () => {
    const { say, received, socket, story } = startDialogue()
    say({ type: 'hello', tabId })
    await story.settle()
    const pongs = () => received.flatMap((message) => (message.type === 'pong' ? [message.id] : []))
    say({ type: 'ping', id: 1 })
    const before = received.length
    socket.bufferedBytes = 1_001
    for (let id = 2; id < 9; id += 1) say({ type: 'ping', id })
    say({ type: 'nothing known' })
    expect(received).toHaveLength(before)
    socket.bufferedBytes = 0
    say({ type: 'ping', id: 9 })
    expect(pongs()).toEqual([1, 9])
  })

  it('[GW9] answers a ping with its number, and closes who has fallen silent', async () => {
    const { story, say, received, closings } = startDialogue()
    say({ type: 'hello', tabId })
    say({ type: 'ping', id: 42 })
    expect(received.at(-1)).toMatchObject({
      type: 'pong',
      id: 42,
      serverTime: story.clock.wallNow(),
    })
    await story.clock.advance(14_000)
    say({ type: 'ping', id: 43 })
    await story.clock.advance(14_999)
    expect(closings).toEqual([])
    await story.clock.advance(1)
    expect(closings).toEqual([4410])
  })

  it('[GW20] takes the browser’s pong for a word of a page without a line, and of no other', async () => {
    const { story, say, dialogue, closings } = startDialogue()
    say({ type: 'hello', tabId })
    const pongFor = async (times: number) => {
      for (let time = 0; time < times; time += 1) {
        await story.clock.advance(5_000)
        dialogue.pong()
      }
    }
    await pongFor(12)
    expect(closings).toEqual([])
    const supervisor = story.supervisor(story.sam)
    await story.commands.changeMode(supervisor, 'c1', { mode: 'monitor', tabId })
    await story.settle()
    for (const control of story.platform.controls.values()) story.platform.openLine(control.id)
    await pongFor(4)
    expect(closings).toEqual([4410])
  })

  it('[GW10] answers what it cannot read and changes nothing, ten times', async () => {
    const { dialogue, say, problems, closings, story } = startDialogue()
    say({ type: 'hello', tabId })
    const unreadable = [
      '{',
      'null',
      '[]',
      '"hello"',
      '{"type":"shout"}',
      '{"type":"show"}',
      '{"type":"show","conversationId":7}',
      `{"type":"show","conversationId":"${'x'.repeat(200)}"}`,
      '{"type":"ping","id":"one"}',
    ]
    for (const text of unreadable) dialogue.hear(text)
    dialogue.hear(undefined)
    expect(problems()).toEqual(Array.from({ length: 10 }, () => 'bad-message'))
    expect(closings).toEqual([])
    say({ type: 'show', conversationId: 'c1' })
    await story.settle()
    dialogue.hear('{')
    expect(closings).toEqual([4400])
    const before = problems().length
    dialogue.hear('{')
    expect(problems()).toHaveLength(before)
  })

  it('[GW10] a tab id that cannot be one is no hello', () => {
    const { say, problems } = startDialogue()
    for (const bad of ['short', 'with spaces', 'x'.repeat(65), '../../etc/passwd'])
      say({ type: 'hello', tabId: bad })
    expect(problems()).toHaveLength(4)
  })

  it('[GW10] a flood is cut off', () => {
    const { say, closings } = startDialogue()
    say({ type: 'hello', tabId })
    for (let id = 0; id < 100; id += 1) say({ type: 'ping', id })
    expect(closings).toEqual([4400])
  })

  it('[GW9] a tab that is closed as silent is gone at that moment, not when its side has answered', async () => {
    const { story, say, closings } = startDialogue()
    say({ type: 'hello', tabId })
    await story.clock.advance(15_000)
    expect(closings).toEqual([4410])
    expect(story.gateway.isPresent({ sessionId: story.sam.id, tabId })).toBe(false)
  })

  it('[GW8] a replaced dialogue leaves its tab present', async () => {
    const { story, say, closings } = startDialogue()
    say({ type: 'hello', tabId })
    const gone: boolean[] = []
    story.gateway.onPresence(({ present }) => gone.push(present))
    story.connectPanel(story.sam, tabId)
    expect(closings).toEqual([4409])
    expect(gone).toEqual([true])
    await story.settle(20_000)
    expect(story.gateway.isPresent({ sessionId: story.sam.id, tabId })).toBe(true)
    expect(story.platform.streams.some((stream) => !stream.isClosed)).toBe(true)
  })

  it('[GW8] the going of a socket frees its tab only while it is that tab’s socket', async () => {
    const { story, dialogue, say } = startDialogue()
    const tab = { sessionId: story.sam.id, tabId }
    say({ type: 'hello', tabId })
    const second = story.connectPanel(story.sam, tabId)
    dialogue.end()
    expect(story.gateway.isPresent(tab)).toBe(true)
    second.leave()
    expect(story.gateway.isPresent(tab)).toBe(false)
  })
})
