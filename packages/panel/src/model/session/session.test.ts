import { draftsSealRequestSchema, sealedDraftsSchema } from '@sotto/protocol'
import { describe, expect, it } from 'vitest'
import { me, startStory } from '../../../test/panel-story.ts'
import type { OtherTabs } from '../other-tabs.ts'
import { createMemoryStorage, type TextStorage } from '../storage.ts'

describe('the session', () => {
  it('[PA41] signed in, it connects and takes the organisation’s mix level', async () => {
    const story = startStory()
    story.server.reply = () => ({
      status: 200,
      body: { ...me, settings: { ...me.settings, defaultMixLevel: 0.5 } },
    })
    await story.begin()
    expect(story.model.session.getState().state).toBe('signed-in')
    expect(story.line().mixLevel).toBe(0.5)
  })

  it('[PA41] signed out, it connects to nothing', async () => {
    const story = startStory()
    story.server.reply = () => ({
      status: 401,
      body: { status: 401, code: 'signed-out', message: '', contextId: '' },
    })
    story.model.start()
    await story.clock.advance(60_000)
    expect(story.model.session.getState()).toEqual({ state: 'signed-out' })
    expect(story.sockets.all).toEqual([])
  })

  it('[PA41] a server that does not answer is asked again until it does', async () => {
    const story = startStory()
    const { reply } = story.server
    story.server.reply = () => 'no-network'
    story.model.start()
    await story.clock.advance(20_000)
    expect(story.model.session.getState().state).toBe('unreachable')
    story.server.reply = reply
    await story.clock.advance(20_000)
    expect(story.model.session.getState().state).toBe('signed-in')
  })

  it('[PA42] a refused handshake is followed by the question whether the session is over', async () => {
    const story = startStory()
    await story.begin()
    story.live().cut()
    story.server.reply = () => 'no-network'
    await story.clock.advance(1_000)
    story.live().cut()
    await story.clock.advance(30_000)
    expect(story.model.session.getState().state).toBe('signed-in')
    story.server.reply = () => ({
      status: 401,
      body: { status: 401, code: 'signed-out', message: '', contextId: '' },
    })
    story.live().cut()
    await story.clock.advance(30_000)
    expect(story.model.session.getState().state).toBe('ended')
    expect(story.live().closedByPanel || story.model.live.link().state === 'closed').toBe(true)
  })

  /** The server's two doors for drafts: sealed for one person, and read by nobody who has only the storage. */
  function keepDrafts(story: ReturnType<typeof startStory>, personId = me.id): void {
    const { reply } = story.server
    story.server.reply = (call) => {
      const body: unknown = JSON.parse(call.body ?? 'null')
      const toSeal = draftsSealRequestSchema.safeParse(body).data
      if (call.path === '/auth/drafts/seal')
        return { status: 200, body: { sealed: btoa(`${toSeal?.personId}|${toSeal?.drafts}`) } }
      if (call.path !== '/auth/drafts/open') return reply(call)
      const [owner, drafts] = atob(sealedDraftsSchema.parse(body).sealed).split('|')
      return owner === personId
        ? { status: 200, body: { drafts } }
        : { status: 404, body: { status: 404, code: 'not-found', message: '', contextId: '' } }
    }
  }

  async function typeAndLeave(tabStorage: TextStorage): Promise<void> {
    const before = startStory({ tabStorage })
    keepDrafts(before)
    before.model.drafts.write('conversation-1', 'offer the ref')
    expect(tabStorage.get('sotto.drafts')).toBeUndefined()
    expect(await before.model.drafts.keepForReturn(me.id)).toEqual({ ok: true, value: true })
    expect(tabStorage.get('sotto.drafts')).not.toContain('offer')
  }

  it('[PA42] texts begun outlive the way to sign in and back, sealed, and are not kept after that', async () => {
    const tabStorage = createMemoryStorage()
    await typeAndLeave(tabStorage)
    const after = startStory({ tabStorage })
    keepDrafts(after)
    const told: string[] = []
    after.model.drafts.subscribe('conversation-1', () => told.push('conversation-1'))
    await after.begin()
    expect(after.model.drafts.text('conversation-1')).toBe('offer the ref')
    expect(told).toEqual(['conversation-1'])
    expect(tabStorage.get('sotto.drafts')).toBeUndefined()
  })

  it('[PA42] somebody else who signs in in this tab gets none of them, and they are gone', async () => {
    const tabStorage = createMemoryStorage()
    await typeAndLeave(tabStorage)
    const after = startStory({ tabStorage })
    keepDrafts(after, 'supervisor-2')
    await after.begin()
    expect(after.model.drafts.text('conversation-1')).toBe('')
    expect(tabStorage.get('sotto.drafts')).toBeUndefined()
  })

  it('[PA42] without the server nothing typed is lost: the page stays, and what was kept waits', async () => {
    const tabStorage = createMemoryStorage()
    const before = startStory({ tabStorage })
    before.model.drafts.write('conversation-1', 'offer the ref')
    before.server.reply = () => 'no-network'
    const kept = before.model.drafts.keepForReturn(me.id)
    await before.clock.advance(20_000)
    expect(await kept).toMatchObject({ ok: false })
    expect(before.model.drafts.text('conversation-1')).toBe('offer the ref')

    await typeAndLeave(tabStorage)
    const after = startStory({ tabStorage })
    const { reply } = after.server
    after.server.reply = (call) => (call.path === '/auth/drafts/open' ? 'no-network' : reply(call))
    await after.begin()
    after.model.drafts.write('conversation-1', 'typed since')
    await after.clock.advance(20_000)
    expect(tabStorage.get('sotto.drafts')).toBeDefined()
    after.server.reply = reply
    keepDrafts(after)
    await after.model.drafts.takeBack()
    expect(after.model.drafts.text('conversation-1')).toBe('typed since')
    expect(tabStorage.get('sotto.drafts')).toBeUndefined()
  })

  it('[PA42] nothing typed asks nothing of the server', async () => {
    const story = startStory()
    await story.begin()
    expect(await story.model.drafts.keepForReturn(me.id)).toEqual({ ok: true, value: true })
    expect(story.commands()).toEqual([])
  })

  it.each(['', 'null', '7', '[[1,2],["a"]]', '{'])(
    'damaged drafts are no drafts: %j',
    async (text) => {
      const tabStorage = createMemoryStorage()
      tabStorage.set('sotto.drafts', btoa(`${me.id}|${text}`))
      const story = startStory({ tabStorage })
      keepDrafts(story)
      await story.begin()
      expect(story.model.drafts.text('a')).toBe('')
    },
  )

  it('signing out stops everything here and tells the server', async () => {
    const story = startStory()
    await story.begin()
    await story.model.signOut()
    expect(story.commands().at(-1)?.path).toBe('/auth/sign-out')
    expect(story.model.session.getState()).toEqual({ state: 'signed-out' })
    expect(story.live().closedByPanel).toBe(true)
  })

  it('[PA43] signing out in one tab clears the others at once; an end that nobody asked for keeps what stands there', async () => {
    const listeners = new Set<() => void>()
    const otherTabs: OtherTabs = {
      tellSignedOut() {
        for (const listener of listeners) listener()
      },
      onSignedOut(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    }
    const [one, other, stranger] = [
      startStory({ otherTabs }),
      startStory({ otherTabs }),
      startStory(),
    ]
    for (const story of [one, other, stranger]) await story.begin()
    // The socket may be closed before the word comes.
    other.live().cut(4401)
    expect(other.model.session.getState().state).toBe('ended')
    stranger.live().cut(4401)
    await one.model.signOut()
    expect(one.model.session.getState()).toEqual({ state: 'signed-out' })
    expect(other.model.session.getState()).toEqual({ state: 'signed-out' })
    expect(stranger.model.session.getState().state).toBe('ended')
    for (const story of [one, other]) await story.model.close()
    expect(listeners.size).toBe(0)
  })

  it('[PA29] a reload keeps the tab’s id; a copied tab that works on gets its own', async () => {
    const tabStorage = createMemoryStorage()
    const hello = async (story: ReturnType<typeof startStory>) => {
      await story.begin()
      const [said] = story.live().sent
      return said?.type === 'hello' ? said.tabId : undefined
    }
    const first = startStory({ tabStorage })
    const id = await hello(first)
    expect(id).toMatch(/^[A-Za-z0-9-]{8,64}$/)
    const reloaded = startStory({ tabStorage, seed: 12 })
    expect(await hello(reloaded)).toBe(id)
    reloaded.live().cut(4409)
    reloaded.model.workHere()
    reloaded.live().open()
    const [said] = reloaded.live().sent
    expect(said).toMatchObject({ type: 'hello' })
    expect(said?.type === 'hello' && said.tabId).not.toBe(id)
  })

  it('[PA29] a tab id that is not well-formed is not used', async () => {
    const tabStorage = createMemoryStorage()
    tabStorage.set('sotto.tab', 'x y')
    const story = startStory({ tabStorage })
    await story.begin()
    expect(story.live().sent[0]).not.toMatchObject({ tabId: 'x y' })
  })
})
