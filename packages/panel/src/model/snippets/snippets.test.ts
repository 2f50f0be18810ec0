import type { SnippetList, SnippetView } from '@sotto/protocol'
import { describe, expect, it } from 'vitest'
import { startStory } from '../../../test/panel-story.ts'
import { createMemoryStorage } from '../storage.ts'
import { findSnippets, shownSnippets } from './find-snippets.ts'
import { createRecentSnippets } from './recent-snippets.ts'
import { snippetsOf } from './snippets.ts'

export function snippetView(over: Partial<SnippetView> = {}): SnippetView {
  return {
    id: 's1',
    shelf: 'own',
    title: 'Refund',
    text: 'Offer {agent} the refund',
    version: 1,
    changedAt: 1,
    changedByName: 'Maria Bell',
    mayChange: true,
    ...over,
  }
}

const titlesFor = (typed: string, all: readonly SnippetView[], recent: readonly string[] = []) =>
  findSnippets(all, { queueId: 'q1', typed, recent }).map(({ title }) => title)

describe('finding a snippet', () => {
  const all = [
    snippetView({ id: 'a', title: 'Calm down', text: 'Breathe first' }),
    snippetView({ id: 'b', title: 'Offer refund', queueId: 'q1' }),
    snippetView({ id: 'c', title: 'Refund café', shelf: 'shared', queueId: 'q1' }),
    snippetView({ id: 'd', title: 'Elsewhere', queueId: 'q2' }),
  ]

  it('[SN9] shows what was used lately in this queue first, and never another queue’s', () => {
    expect(titlesFor('', all, ['c', 'b'])).toEqual(['Refund café', 'Offer refund', 'Calm down'])
    const none = findSnippets(all, { queueId: undefined, typed: '', recent: [] })
    expect(none.map(({ id }) => id)).toEqual(['a'])
  })

  it('[SN9] goes by the title’s beginning, its words, and the text, whatever case and accents', () => {
    expect(titlesFor('REF', all)).toEqual(['Refund café', 'Offer refund', 'Calm down'].slice(0, 2))
    expect(titlesFor('cafe', all)).toEqual(['Refund café'])
    expect(titlesFor('breathe', all)).toEqual(['Calm down'])
    expect(titlesFor('ofrf', all)).toEqual(['Offer refund'])
    expect(titlesFor('zz', all)).toEqual([])
    expect(titlesFor(`refund ${'x'.repeat(80)}`, all)).toEqual([])
    expect(titlesFor('refund\nnow', all)).toEqual([])
  })

  it('[SN9] shows a few of many', () => {
    const many = Array.from({ length: 300 }, (_, index) => snippetView({ id: `s${index}` }))
    expect(titlesFor('refund', many)).toHaveLength(shownSnippets)
  })
})

describe('what was used lately', () => {
  it('[SN10] is kept for each person and queue, as ids alone, and is bounded', () => {
    const storage = createMemoryStorage()
    const recent = createRecentSnippets(storage)
    for (const id of ['a', 'b', 'a']) recent.note('maria', 'q1', id)
    expect(recent.of('maria', 'q1')).toEqual(['a', 'b'])
    expect(recent.of('maria', 'q2')).toEqual([])
    expect(recent.of('tom', 'q1')).toEqual([])
    for (let index = 0; index < 30; index += 1) recent.note('maria', 'q1', `s${index}`)
    expect(recent.of('maria', 'q1')).toHaveLength(10)
    for (let index = 0; index < 300; index += 1) recent.note('maria', `q-${index}`, 's')
    expect(recent.of('maria', 'q1')).toEqual([])
    storage.set('sotto.recent-snippets', '{"no":1}')
    expect(recent.of('maria', 'q-299')).toEqual([])
    storage.set('sotto.recent-snippets', 'no json')
    recent.note('maria', 'q1', 'a')
    expect(recent.of('maria', 'q1')).toEqual(['a'])
  })
})

async function start(...views: readonly SnippetView[]) {
  const story = startStory()
  await story.begin()
  const list: SnippetList = { snippets: [...views], mayKeepOwn: true, mayShareIn: ['q1'] }
  const answers = { list, save: { ...snippetView(), masked: [] } as object, status: 200 }
  story.server.reply = ({ method }) =>
    method === 'GET'
      ? { status: 200, body: answers.list }
      : { status: answers.status, body: answers.save }
  const snippets = snippetsOf(story.model)
  await snippets.open()
  const acts = () =>
    story.commands().map(({ path, body, headers }) => ({
      path,
      body: JSON.parse(body ?? ''),
      key: headers['idempotency-key'],
    }))
  return { story, snippets, answers, acts, now: () => snippets.state.getState() }
}

const written = { shelf: 'own', queueId: '', title: 'Refund', text: 'Offer it' } as const
const refusal = (code: string, over: object = {}) => ({
  code,
  message: '',
  contextId: 'c',
  ...over,
})

describe('keeping snippets', () => {
  it('[SN11] a new one is added once, whatever happens to the answer', async () => {
    const { acts, answers, now, snippets, story } = await start()
    snippets.edit(written)
    const good = story.server.reply
    story.server.reply = () => 'no-network'
    const failing = snippets.save()
    await story.clock.advance(30_000)
    expect(await failing).toBe(false)
    expect(now()).toMatchObject({ editing: written, saveFailure: { kind: 'unreachable' } })
    story.server.reply = good
    answers.list = { ...answers.list, snippets: [snippetView()] }
    expect(await snippets.save()).toBe(true)
    expect(new Set(acts().map(({ key }) => key)).size).toBe(1)
    expect(acts().at(-1)).toMatchObject({
      path: '/api/snippets',
      body: { shelf: 'own', title: 'Refund', text: 'Offer it' },
    })
    expect(now()).toMatchObject({ editing: undefined, list: { snippets: [{ id: 's1' }] } })
  })

  it('[SN1] [SN11] what cannot be kept is said before anybody is asked, and what was written stays', async () => {
    const { acts, now, snippets } = await start()
    snippets.edit({ ...written, text: 'for {customer}' })
    expect(await snippets.save()).toBe(false)
    expect(now()).toMatchObject({ fault: { fault: 'unknown-variable', names: ['customer'] } })
    snippets.write({ text: 'for {agent}' })
    expect(now().fault).toBeUndefined()
    expect(acts()).toEqual([])
  })

  it('[SN5] [SN11] who was too late sees what the other made of it, keeps their own, and may save over it', async () => {
    const mine = snippetView({ shelf: 'shared', queueId: 'q1' })
    const { acts, answers, now, snippets } = await start(mine)
    snippets.edit({ ...written, id: 's1', version: 1, shelf: 'shared', queueId: 'q1' })
    const theirs = { ...mine, title: 'Theirs', version: 2, changedByName: 'Rafael' }
    answers.list = { ...answers.list, snippets: [theirs] }
    answers.status = 409
    answers.save = refusal('snippet-changed', { status: 409, by: 'Rafael', since: 1 })
    expect(await snippets.save()).toBe(false)
    expect(now()).toMatchObject({ theirs, editing: { title: 'Refund', version: 2 } })
    answers.status = 200
    answers.save = { ...mine, version: 3, masked: [] }
    expect(await snippets.save()).toBe(true)
    expect(acts().map(({ body }) => body.expectedVersion)).toEqual([1, 2])
  })

  it('[SN11] one that was taken away while it was written can be added anew', async () => {
    const { acts, answers, now, snippets } = await start(snippetView())
    snippets.edit({ ...written, id: 's1', version: 1 })
    answers.list = { ...answers.list, snippets: [] }
    answers.status = 404
    answers.save = refusal('not-found', { status: 404 })
    expect(await snippets.save()).toBe(false)
    expect(now()).toMatchObject({ theirs: 'gone', editing: { text: 'Offer it' } })
    answers.status = 200
    answers.save = { ...snippetView(), masked: [] }
    expect(await snippets.save()).toBe(true)
    expect(acts().at(-1)?.path).toBe('/api/snippets')
  })

  it('[SN6] [SN11] what was taken away is brought back with one press', async () => {
    const { acts, answers, now, snippets } = await start(snippetView())
    answers.save = { ...snippetView({ version: 2 }), masked: [] }
    await snippets.remove(snippetView())
    expect(now().removed).toMatchObject({ id: 's1', version: 2 })
    answers.save = { ...snippetView({ version: 3 }), masked: [] }
    await snippets.bringBack()
    expect(now()).toMatchObject({ removed: undefined, saved: { version: 3 } })
    expect(acts().map(({ path, body }) => [path, body])).toEqual([
      ['/api/snippets/s1/remove', { expectedVersion: 1 }],
      ['/api/snippets/s1/restore', { expectedVersion: 2 }],
    ])
  })

  it('[SN11] the list is read again when it is old, and a list that cannot be read keeps the former', async () => {
    const { now, snippets, story } = await start(snippetView())
    const reads = () => story.calls.filter(({ path }) => path === '/api/snippets').length
    const before = reads()
    snippets.refresh()
    expect(reads()).toBe(before)
    await story.clock.advance(30_000)
    story.server.reply = () => ({
      status: 403,
      body: refusal('missing-permission', { status: 403 }),
    })
    snippets.refresh()
    snippets.refresh()
    await story.clock.advance(0)
    expect(reads()).toBe(before + 1)
    expect(now()).toMatchObject({
      failure: { kind: 'refused' },
      list: { snippets: [{ id: 's1' }] },
    })
  })
})
