import { describe, expect, it } from 'vitest'
import { beginNotes, coachingId } from '../../../test/notes-scene.ts'
import { createMemoryStorage } from '../storage.ts'
import { keptNotesKey } from './coaching-notes.ts'

/** Typed and left before the server has it: the page is gone, its storage is not. */
async function typeAndLeave(text: string, given: Parameters<typeof beginNotes>[0] = {}) {
  const tabStorage = given.tabStorage ?? createMemoryStorage()
  const page = await beginNotes({ ...given, tabStorage })
  page.type(text)
  await page.story.clock.advance(0)
  return { page, tabStorage }
}

describe('notes that are not on the server yet', () => {
  it('[PA293] lie sealed in the tab’s storage as soon as they are typed, and no longer than until they are saved', async () => {
    const { page, tabStorage } = await typeAndLeave('Rosa, 4111')
    expect(page.notes.isKept()).toBe(true)
    const first = tabStorage.get(keptNotesKey)
    expect(first).toBeDefined()
    for (const hidden of ['Rosa', '4111', coachingId]) expect(first).not.toContain(hidden)
    page.type('Rosa, 4111 1111')
    await page.story.clock.advance(0)
    expect(tabStorage.get(keptNotesKey)).not.toBe(first)
    await page.story.clock.advance(800)
    expect(page.saved().details.notes).toBe('Rosa, 4111 1111')
    expect(tabStorage.get(keptNotesKey)).toBeUndefined()
  })

  it('[CS63] [PA294] are there again after a reload or a sign-in of the same person, and are saved', async () => {
    const { tabStorage } = await typeAndLeave('typed in the last moment, half \ud83d\ude00')
    const after = await beginNotes({ tabStorage })
    expect(after.draft()?.details.notes).toContain('typed in the last moment')
    await after.story.clock.advance(800)
    expect(after.saved().details.notes).toBe('typed in the last moment, half 😀')
    expect(tabStorage.get(keptNotesKey)).toBeUndefined()
  })

  it('[PA294] are nobody else’s: they go unread when another person signs in in this tab', async () => {
    const { tabStorage } = await typeAndLeave('hers')
    const other = await beginNotes({ tabStorage, personId: 'supervisor-2' })
    await other.story.clock.advance(60_000)
    expect(other.draft()).toBeUndefined()
    expect(tabStorage.get(keptNotesKey)).toBeUndefined()
    expect(other.writes()).toEqual([])
  })

  it.each(['{', '[["coaching-1",{"notes":7}],3]', '[{"key":"x","body":"y"}]', '7'])(
    '[CS63] damaged they are none: %s',
    async (text) => {
      const tabStorage = createMemoryStorage()
      tabStorage.set(keptNotesKey, text)
      const page = await beginNotes({ tabStorage })
      expect(page.draft()).toBeUndefined()
      page.type('fresh')
      await page.story.clock.advance(800)
      expect(page.saved().details.notes).toBe('fresh')
      expect(tabStorage.get(keptNotesKey) ?? '').not.toContain('coaching-1')
    },
  )

  it.each([
    'no-network',
    { status: 429, body: { status: 429, code: 'too-many-requests', message: '', contextId: '' } },
  ] as const)(
    '[PA295] stay where they are while the key is not to be had (%j), beside what is typed since',
    async (none) => {
      const { tabStorage } = await typeAndLeave('before')
      const deaf = await beginNotes({ tabStorage, draftKey: () => none })
      await deaf.story.clock.advance(20_000)
      expect(deaf.draft()).toBeUndefined()
      expect(tabStorage.get(keptNotesKey)).toBeDefined()
      deaf.type('since')
      await deaf.story.clock.advance(20_000)
      expect(deaf.saved().details.notes).toBe('since')
      const after = await beginNotes({ tabStorage })
      expect(after.draft()?.details.notes).toBe('before')
    },
  )

  it('[PA295] meet what was typed since as what was changed elsewhere: a person chooses', async () => {
    const { tabStorage } = await typeAndLeave('before')
    const after = await beginNotes({ tabStorage, draftKey: () => 'no-network' })
    after.type('since')
    after.story.server.draftKey = after.story.keyDesk
    await after.story.clock.advance(700)
    expect(after.draft()?.details.notes).toBe('since')
    // Both lie there until the server has them.
    expect(after.notes.isKept()).toBe(true)
    await after.story.clock.advance(800)
    expect(after.saved().details.notes).toBe('since')
    await after.story.clock.advance(800)
    expect(after.draft()).toMatchObject({ details: { notes: 'before' } })
    expect(after.draft()?.saving.state).toBe('conflict')
  })

  it('[PA296] that could not be sealed are said to be lost with the page, until they can be', async () => {
    const page = await beginNotes({ draftKey: () => 'no-network' })
    page.story.server.reply = () => 'no-network'
    expect(page.notes.isKept()).toBe(true)
    page.type('not kept')
    await page.story.clock.advance(20_000)
    expect(page.notes.isKept()).toBe(false)
    expect(page.draft()?.details.notes).toBe('not kept')
    page.story.server.draftKey = page.story.keyDesk
    page.type('kept now')
    await page.story.clock.advance(0)
    expect(page.notes.isKept()).toBe(true)

    const unable = await beginNotes({ sealing: { use: () => Promise.reject(new Error('no')) } })
    unable.type('not kept')
    await unable.story.clock.advance(0)
    expect(unable.notes.isKept()).toBe(false)
    await unable.story.clock.advance(800)
    expect(unable.notes.isKept()).toBe(true)
  })
})
