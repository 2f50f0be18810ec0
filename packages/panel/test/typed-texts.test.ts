import { describe, expect, it, vi } from 'vitest'
import { createBrowserSealing } from '../src/capture/browser-sealing.ts'
import { auditCallsOf } from '../src/model/audit/audit-calls.ts'
import { createEntryList } from '../src/model/audit/entry-list.ts'
import { erasureOf } from '../src/model/audit/erasure.ts'
import { coachingHistoryOf } from '../src/model/coaching/coaching-history.ts'
import type { Sealing } from '../src/model/keeping/sealing.ts'
import { signInsOf } from '../src/model/sign-ins/sign-ins.ts'
import { createMemoryStorage, type TextStorage } from '../src/model/storage.ts'
import { beginNotes } from './notes-scene.ts'
import { me } from './panel-story.ts'

/** As somebody would type them; each is looked for whole and in its parts. */
const people = Array.from({ length: 12 }, (_, index) => {
  const card = String(4_000_000_000_000_000 + index * 7_654_321_987_654)
  const name = `Rosalind Canary-${index}x`
  return { name, card, text: `${name}, ${card}, canary-${index}@example.com` }
})
const needles = people.flatMap(({ card, name }) => [name, card, `${name.slice(-8)}@example`])
const canary = /rosalind|canary|@example/i

/** Everything that was ever put into a storage, also for a moment: `storage key: what`. */
function watched(name: string, stored: string[]): TextStorage {
  const storage = createMemoryStorage()
  return {
    get: storage.get,
    remove: storage.remove,
    set(key, text) {
      stored.push(`${name} ${key}: ${text}`)
      storage.set(key, text)
    },
  }
}

/** As it stands and, where something in it is base64, decoded. */
function isReadable(line: string): boolean {
  const decoded = line.split(/[^\w+/=-]+/).map((word) => {
    try {
      return atob(word.replaceAll('-', '+').replaceAll('_', '/'))
    } catch {
      return ''
    }
  })
  return [line, ...decoded].some(
    (one) => canary.test(one) || needles.some((needle) => one.includes(needle)),
  )
}

/** Types everybody into every field there is, is signed out in the middle of it, and comes back. */
async function typeEverything(given: {
  readonly sealing: Sealing
  readonly seal: (text: string) => string
}) {
  const stored: string[] = []
  const tabStorage = watched('tab', stored)
  const browserStorage = watched('browser', stored)
  const page = await beginNotes({ tabStorage, browserStorage, sealing: given.sealing })
  const { model, server } = page.story
  const answering = server.reply
  server.reply = (call) =>
    call.path === '/auth/drafts/seal'
      ? { status: 200, body: { sealed: given.seal(JSON.parse(call.body ?? '{}').drafts) } }
      : answering(call)
  const entries = createEntryList({ calls: auditCallsOf(model) })
  const view = page.view()
  if (view === undefined) throw new Error('no session')
  await signInsOf(model).open('everybody')
  for (const { name, text } of people) {
    model.drafts.write('conversation-1', text)
    const moments = [{ id: 'm-1', atMs: 1_000, label: name }]
    model.coaching.notes.change(view, { ...view.details, notes: text, tags: [name], moments })
    await vi.waitFor(() => expect(model.coaching.notes.isKept()).toBe(true), { timeout: 20_000 })
    coachingHistoryOf(model).filter({ text, tag: name })
    void signInsOf(model).search(name)
    void erasureOf(model).find(name)
    entries.filter({ personId: name, conversationId: text })
    void model.coaching.start('conversation-2', 'real-time', name)
    void model.line.setMode('conversation-1', 'monitor', text)
    void model.commands.sendWhisper('conversation-1', text, 'key-00000001')
    await page.story.clock.advance(400)
  }
  expect(stored.some((line) => line.startsWith('tab sotto.coaching-notes: '))).toBe(true)
  await model.drafts.keepForReturn(me.id)
  await page.story.clock.advance(30_000)
  return { stored, addresses: page.story.calls.map(({ path }) => decodeURIComponent(path)) }
}

const unreadable = (text: string) => `v1.${text.length}`

describe('what people type', () => {
  it('[RD130] [RD261] [HT71] lies readable in no storage of the browser, not for a moment, and in no address', async () => {
    const sealing = createBrowserSealing(globalThis.crypto)
    const { addresses, stored } = await typeEverything({ sealing, seal: unreadable })
    expect(stored.filter(isReadable)).toEqual([])
    expect(addresses.filter((path) => canary.test(path))).toEqual([])
    for (const path of ['/api/coachings/search', '/api/sign-ins/search', '/api/erasures/people'])
      expect(addresses).toContain(path)
    expect(stored.some((line) => line.startsWith('tab sotto.drafts: '))).toBe(true)
  })

  it('[RD131] [RD262] a leak on purpose is found, and where: notes and drafts that nobody seals', async () => {
    const open: Sealing = {
      use: async () => ({ seal: async (text) => btoa(text), open: async (text) => atob(text) }),
    }
    const { stored } = await typeEverything({ sealing: open, seal: (text) => text })
    const places = stored.filter(isReadable).map((line) => line.slice(0, line.indexOf(':')))
    expect(new Set(places)).toEqual(new Set(['tab sotto.coaching-notes', 'tab sotto.drafts']))
  })
})
