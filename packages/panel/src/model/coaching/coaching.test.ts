import { describe, expect, it } from 'vitest'
import { beginNotes as begin, coachingId as id, refusal } from '../../../test/notes-scene.ts'
import { coachingView } from '../../../test/samples.ts'
import { parseRoute, routePath } from '../route.ts'
import { createMemoryStorage } from '../storage.ts'
import { coachingHistoryOf, historySearch, noFilters } from './coaching-history.ts'
import { keptNotesKey } from './coaching-notes.ts'

describe('notes', () => {
  it('[CS60] are saved after a pause in typing, once, and say until then that they are not', async () => {
    const { draft, saved, story, type, view, writes } = await begin()
    for (const text of ['c', 'ca', 'calm']) {
      type(text)
      await story.clock.advance(300)
    }
    expect(draft()?.saving).toEqual({ state: 'unsaved' })
    expect(writes()).toHaveLength(0)
    await story.clock.advance(800)
    expect(writes()).toHaveLength(1)
    expect(saved().details.notes).toBe('calm')
    expect(draft()).toBeUndefined()
    expect(view()?.details.notes).toBe('calm')
  })

  it('[CS60] typed while a save is under way go after it, upon what it left', async () => {
    const { draft, notes, saved, story, type, writes } = await begin()
    type('one')
    const saving = notes.flush(id)
    type('one two')
    await saving
    expect(saved().details.notes).toBe('one')
    expect(draft()).toMatchObject({ baseRevision: 2, saving: { state: 'unsaved' } })
    await story.clock.advance(800)
    expect(saved().details.notes).toBe('one two')
    expect(writes()).toHaveLength(2)
  })

  it('[CS61] that meet what was written elsewhere stand beside it until one is chosen; nothing is lost', async () => {
    for (const choice of ['keepMine', 'takeTheirs'] as const) {
      const { draft, elsewhere, notes, saved, story, type, view } = await begin()
      type('mine')
      elsewhere('theirs')
      await story.clock.advance(800)
      expect(draft()).toMatchObject({ details: { notes: 'mine' }, saving: { state: 'conflict' } })
      expect(view()?.details.notes).toBe('theirs')
      type('mine, longer')
      await story.clock.advance(5_000)
      expect(draft()?.saving.state).toBe('conflict')
      notes[choice](id)
      await story.clock.advance(0)
      expect(saved().details.notes).toBe(choice === 'keepMine' ? 'mine, longer' : 'theirs')
      expect(draft()).toBeUndefined()
    }
  })

  it('[CS61] that had arrived although their answer got lost are no conflict', async () => {
    const { draft, elsewhere, story, type } = await begin()
    type('the same')
    elsewhere('the same')
    await story.clock.advance(800)
    expect(draft()).toBeUndefined()
  })

  it('[CS62] are kept and tried again while the server does not answer, and kept when it refuses them', async () => {
    const { draft, saved, story, type } = await begin()
    const answering = story.server.reply
    story.server.reply = () => 'no-network'
    type('kept')
    await story.clock.advance(12_000)
    expect(draft()).toMatchObject({ details: { notes: 'kept' } })
    story.server.reply = answering
    await story.clock.advance(20_000)
    expect(saved().details.notes).toBe('kept')
    story.server.reply = () => refusal(400, 'bad-request', { field: 'notes' })
    type('half \ud83d')
    await story.clock.advance(60_000)
    expect(draft()).toMatchObject({ saving: { state: 'failed' } })
  })

  it('[CS64] typed last are saved before the session is completed', async () => {
    const { story, type } = await begin()
    type('last words')
    await story.model.coaching.act(id, 'complete')
    const posts = story.commands().map(({ path }) => path.split('/').at(-1))
    expect(posts).toEqual(['details', 'state'])
  })
})

describe('notes that hold something personal', () => {
  const masked = [{ kind: 'card', label: 'card •••• 1111' }] as const

  /** Answers as the server does for a card number. */
  async function writing(options: Parameters<typeof begin>[0] = {}) {
    const scene = await begin(options)
    const answering = scene.story.server.reply
    scene.story.server.reply = (call) => {
      const reply = answering(call)
      if (reply === 'no-network' || !call.path.endsWith('/details')) return reply
      const body = JSON.stringify(reply.body).replaceAll('4111 1111 1111 1111', '[card •••• 1111]')
      const found = body.includes('[card')
      return { ...reply, body: { ...JSON.parse(body), masked: found ? masked : [] } }
    }
    return scene
  }

  it('[CS102] stand masked once they are saved, and it is told what was masked', async () => {
    const { draft, notes, story, type, view } = await writing()
    type('card 4111 1111 1111 1111')
    await story.clock.advance(800)
    expect(draft()).toBeUndefined()
    expect(view()?.details.notes).toBe('card [card •••• 1111]')
    expect(notes.masked.getState()[id]).toEqual(masked)
    type('calm')
    await story.clock.advance(800)
    expect(notes.masked.getState()[id]).toBeUndefined()
  })

  it('[CS103] keep one’s own words while the field is written in, so that no half of a number is left over', async () => {
    const tabStorage = createMemoryStorage()
    const { draft, notes, saved, story, type, view, writes } = await writing({ tabStorage })
    notes.beginWriting(id)
    type('card 4111 1111 1111 1111')
    await story.clock.advance(800)
    expect(draft()).toMatchObject({
      details: { notes: 'card 4111 1111 1111 1111' },
      saving: { state: 'saved' },
    })
    // It is on the server: nothing has to be kept for a return.
    expect(notes.isKept()).toBe(true)
    expect(tabStorage.get(keptNotesKey)).toBeUndefined()
    type('card 4111 1111 1111 1111, then calm')
    await story.clock.advance(800)
    expect(saved().details.notes).toContain('then calm')
    expect(writes()).toHaveLength(2)
    await notes.flush(id)
    expect(writes()).toHaveLength(2)
    expect(draft()).toBeUndefined()
    expect(view()?.details.notes).toBe('card [card •••• 1111], then calm')
  })
})

describe('sessions on the screen', () => {
  it('[CS65] the newest state counts, whether a frame or an answer told it; one that is gone is gone', async () => {
    const { story, view } = await begin()
    story.model.store.takeCoaching(coachingView({ revision: 5, state: 'paused' }))
    story.tell([{ kind: 'coaching', coaching: coachingView({ revision: 4 }) }])
    expect(view()?.state).toBe('paused')
    story.tell([{ kind: 'coaching-gone', id }])
    expect(view()).toBeUndefined()
    expect(story.model.store.coachings()).toEqual([])
  })

  it('[CS65] one change of one session tells the sessions’ readers once, the same once more nobody', async () => {
    const { story } = await begin()
    let told = 0
    story.model.store.subscribe('coachings', () => {
      told += 1
    })
    story.tell([{ kind: 'coaching', coaching: coachingView() }])
    expect(told).toBe(0)
    story.tell([{ kind: 'coaching', coaching: coachingView({ revision: 3, state: 'paused' }) }])
    expect(told).toBe(1)
  })

  it('[CS66] a start carries the tab’s own id and no status; a refusal stays until it is dismissed', async () => {
    const { story } = await begin()
    const { coaching } = story.model
    story.server.reply = () => ({ status: 201, body: coachingView({ id: 'new', revision: 1 }) })
    expect(await coaching.start('conversation-1', 'real-time', 'QM-1')).toBe('new')
    expect(JSON.parse(story.commands().at(-1)?.body ?? '')).toEqual({
      kind: 'real-time',
      tabId: story.model.tabId(),
      reference: 'QM-1',
    })
    expect(story.model.store.coaching('new')).toBeDefined()
    story.server.reply = () => refusal(409, 'coaching-exists', { coachingId: 'new', by: 'Mia' })
    expect(await coaching.start('conversation-1', 'real-time', '')).toBeUndefined()
    expect(coaching.doing.getState()['conversation-1']).toMatchObject({
      state: 'failed',
      failure: { refusal: { coachingId: 'new' } },
    })
    coaching.dismiss('conversation-1')
    expect(coaching.doing.getState()).toEqual({})
  })
})

describe('the history', () => {
  it('[CS67] asks by what stands in the fields, a day being a whole day', () => {
    expect(historySearch(noFilters)).toEqual({})
    const from = new Date('2026-03-01T00:00:00').getTime()
    const until = new Date('2026-03-01T00:00:00').getTime() + 86_400_000
    expect(
      historySearch({
        ...noFilters,
        text: ' a&b ',
        state: 'running',
        mine: true,
        from: '2026-03-01',
        to: '2026-03-01',
      }),
    ).toEqual({ text: 'a&b', state: 'running', from, until, mine: true })
    expect(historySearch({ ...noFilters, from: 'soon', kind: 'lost' })).toEqual({})
  })

  it('[CS67] goes on page by page, and shows no answer to an older question', async () => {
    const { story } = await begin()
    const history = coachingHistoryOf(story.model)
    const row = (rowId: string) => {
      const { allowed: _a, details: _d, detailsRevision: _r, ...head } = coachingView({ id: rowId })
      return { ...head, tags: [], excerpt: '' }
    }
    story.server.reply = ({ body = '', path }) => {
      if (path.includes('ended')) return { status: 200, body: { conversations: [] } }
      const asked = JSON.parse(body)
      if (asked.cursor === 'n') return { status: 200, body: { coachings: [row('third')] } }
      if (asked.text === 'new') return { status: 200, body: { coachings: [row('found')] } }
      return { status: 200, body: { coachings: [row('first'), row('second')], nextCursor: 'n' } }
    }
    const ids = () => history.state.getState().rows.map((one) => one.id)
    history.open()
    await story.clock.advance(0)
    await history.more()
    expect(ids()).toEqual(['first', 'second', 'third'])
    await history.more()
    expect(ids()).toHaveLength(3)
    history.open()
    history.filter({ text: 'new' })
    await story.clock.advance(300)
    expect(ids()).toEqual(['found'])
  })

  it('[CS113] what is typed stands in no address, not the page’s either, and is there again after a session was looked at', async () => {
    const { story } = await begin()
    const history = coachingHistoryOf(story.model)
    story.server.reply = ({ path }) => ({
      status: 200,
      body: path.includes('ended') ? { conversations: [] } : { coachings: [] },
    })
    const typed = { text: 'Rosa Klein', tag: 'angry with Rosa' }
    history.filter(typed)
    await story.clock.advance(300)
    history.openCoaching('coaching-1')
    history.openCoaching(undefined)
    history.open()
    await story.clock.advance(0)
    const asked = story.calls.filter(({ path }) => path === '/api/coachings/search')
    expect(asked.map(({ body, method }) => [method, JSON.parse(body ?? '')])).toEqual([
      ['POST', typed],
      ['POST', typed],
    ])
    expect(story.calls.map(({ path }) => decodeURIComponent(path)).join('\n')).not.toContain('Rosa')
    // The page's address is made of the place alone: it has no room for filters.
    expect(routePath({ view: 'history' })).toBe('/history')
    expect(history.state.getState().filters).toMatchObject(typed)
  })

  it.each(['/history', '/history/coaching-1', '/history/a%20b'])(
    '[CS67] %s has an address of its own',
    (path) => expect(routePath(parseRoute(path))).toBe(path),
  )
})
