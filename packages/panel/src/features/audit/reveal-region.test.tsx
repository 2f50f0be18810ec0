import type { RevealPage } from '@sotto/protocol'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { startStory } from '../../../test/panel-story.ts'
import { auditCallsOf } from '../../model/audit/audit-calls.ts'
import { createRevealList, revealSearch } from '../../model/audit/reveal-list.ts'
import { RevealListView } from './reveal-region.tsx'

const entry = (place: number, part: Partial<RevealPage['reveals'][number]> = {}) => ({
  at: 1_770_000_000_000 + place,
  supervisorId: 'sam',
  supervisorName: 'Maren Brandt',
  conversationId: 'c1',
  kind: 'card',
  reason: `reason ${place}`,
  ...part,
})

function showing(answers: readonly RevealPage[]) {
  const story = startStory()
  const given = [...answers]
  story.server.reply = () => ({ status: 200, body: given.shift() ?? { reveals: [], people: [] } })
  const list = createRevealList({ calls: auditCallsOf(story.model) })
  return {
    story,
    list,
    asked: () => story.calls.map(({ path }) => path),
    html: () => renderToStaticMarkup(<RevealListView list={list} />),
  }
}

const textOf = (html: string) => html.replaceAll(/<[^>]*>/g, '|')
const people = [{ id: 'sam', name: 'Maren Brandt' }]

describe('looks behind masks, on the auditor’s page', () => {
  it('[PA213] stand in a table with who, what kind, when and why, as text', async () => {
    const { html, list, story } = showing([
      { reveals: [entry(1, { reason: '<b>read back</b>', kind: 'birth-date' })], people },
    ])
    list.open()
    expect(textOf(html())).toContain('Reading …')
    await story.clock.advance(0)
    expect(html()).toContain('<section aria-label="Looks behind masks"')
    expect(textOf(html())).toMatch(/Maren Brandt\|\|date of birth\|\|&lt;b&gt;read back&lt;\/b&gt;/)
    expect(html()).toContain('dateTime="2026-02-02T02:40:00.001Z"')
    expect(html()).not.toContain('Show more')
  })

  it('[PA213] are found by person, kind and day, and more are shown on demand', async () => {
    const { asked, html, list, story } = showing([
      { reveals: [entry(2)], people, nextCursor: '7' },
      { reveals: [entry(1)], people },
    ])
    list.open()
    await story.clock.advance(0)
    expect(html()).toContain('Show more')
    await list.more()
    expect(textOf(html())).toMatch(/reason 2.*reason 1/s)
    list.filter({ supervisorId: 'sam', kind: 'card', day: '2026-02-01' })
    await story.clock.advance(0)
    const from = new Date('2026-02-01T00:00:00').getTime()
    const query = `?supervisorId=sam&kind=card&from=${from}&until=${from + 86_400_000}`
    expect(asked()).toEqual([
      '/api/audit/reveals',
      '/api/audit/reveals?cursor=7',
      `/api/audit/reveals${query}`,
    ])
    expect(html()).toContain(`href="/api/audit/reveals.csv${query.replaceAll('&', '&amp;')}"`)
    expect(textOf(html())).toContain('No look is found by these fields.')
    expect(revealSearch({ supervisorId: '', kind: '', day: 'nonsense' })).toBe('')
  })

  it('[PA214] none, a failure and a late answer are said, and what was shown stays', async () => {
    const { html, list, story } = showing([
      { reveals: [], people: [] },
      { reveals: [entry(1)], people },
    ])
    list.open()
    await story.clock.advance(0)
    expect(textOf(html())).toContain('Nobody has looked behind a mask.')
    list.open()
    await story.clock.advance(0)
    story.server.reply = () => 'no-network'
    list.open()
    await story.clock.advance(30_000)
    expect(textOf(html())).toMatch(/could not be read: Our server did not answer/)
    expect(html()).toContain('Try again')
    expect(textOf(html())).toContain('reason 1')
  })
})
