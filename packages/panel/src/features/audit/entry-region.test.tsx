import type { AuditEntryView, AuditHead, AuditPage } from '@sotto/protocol'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { me, startStory } from '../../../test/panel-story.ts'
import { ModelContext } from '../../hooks/use-model.ts'
import { auditCallsOf } from '../../model/audit/audit-calls.ts'
import { createEntryList, entrySearch, noEntryFilters } from '../../model/audit/entry-list.ts'
import { AuditPage as AuditPlace } from './audit-page.tsx'
import { withProof } from './entry-filters.tsx'
import { EntryListView } from './entry-region.tsx'

const head: AuditHead = {
  installation: 'sotto',
  size: 7,
  root: 'ab'.repeat(32),
  at: 1_770_000_000_000,
  publicKey: 'cd'.repeat(32),
  signature: 'ef'.repeat(64),
}

const entry = (place: number, part: Partial<AuditEntryView> = {}): AuditEntryView => ({
  id: `entry-${place}`,
  at: 1_770_000_000_000 + place,
  act: 'control-executing',
  erased: false,
  supervisor: { id: 'sam', name: 'Maren Brandt' },
  agent: { id: 'ana' },
  controlId: 'line-1',
  mode: 'barge',
  customerCouldHear: true,
  ...part,
})

function showing(answers: readonly unknown[]) {
  const story = startStory()
  const given = [...answers]
  story.server.reply = () => ({ status: 200, body: given.shift() ?? { entries: [] } })
  const list = createEntryList({ calls: auditCallsOf(story.model) })
  return {
    story,
    list,
    asked: () => story.calls.map(({ path }) => path),
    searches: () => story.calls.map(({ body }) => JSON.parse(body ?? '')),
    html: () =>
      renderToStaticMarkup(
        <ModelContext value={story.model}>
          <EntryListView list={list} />
        </ModelContext>,
      ),
  }
}

const textOf = (html: string) => html.replaceAll(/<[^>]*>/g, '|').replaceAll(/\|+/g, '|')
const page = (...entries: readonly AuditEntryView[]): AuditPage => ({ entries: [...entries], head })

describe('everything on record, on the auditor’s page', () => {
  it('[PA240] stands in a table: when, who, what, how, to whom, whether the customer could hear, and its place', async () => {
    const { html, list, story } = showing([
      page(
        entry(2, { index: 6 }),
        entry(1, { act: 'something-new', supervisor: { id: '<b>x</b>' }, erased: false }),
        { id: 'entry-0', at: 5, act: 'signed-in', erased: true },
      ),
    ])
    list.open()
    expect(textOf(html())).toContain('Reading …')
    await story.clock.advance(0)
    expect(textOf(html())).toMatch(
      /Maren Brandt\|Began\|Barge in\|ana\|could hear it\|placed, no\. 6\|/,
    )
    expect(textOf(html())).toMatch(/&lt;b&gt;x&lt;\/b&gt;\|something-new\|.*not placed yet/)
    expect(textOf(html())).toMatch(/erased\|Signed in\|–\|erased\|/)
    expect(html()).toContain('dateTime="2026-02-02T02:40:00.002Z"')
  })

  it('[PA241] is found by its fields, and more is shown on demand', async () => {
    const { asked, html, list, searches, story } = showing([
      { ...page(entry(2)), nextCursor: '9.2' },
      page(entry(1, { supervisor: { id: 'rita', name: 'Rita' } })),
    ])
    list.open()
    await story.clock.advance(0)
    await list.more()
    expect(html()).toContain('<option value="sam">Maren Brandt</option>')
    expect(html()).toContain('<option value="rita">Rita</option>')
    expect(html()).not.toContain('Show more')
    const filters = { personId: ' ana ', act: 'reveal', mode: 'coach', firstDay: '2026-02-01' }
    list.filter({ ...filters, lastDay: '2026-02-02', conversationId: 'c/1' })
    await story.clock.advance(0)
    const from = new Date('2026-02-01T00:00:00').getTime()
    const until = new Date('2026-02-03T00:00:00').getTime()
    const fields = { personId: 'ana', conversationId: 'c/1', acts: ['reveal'], mode: 'coach' }
    expect(new Set(asked())).toEqual(new Set(['/api/audit/entries/search']))
    expect(searches()).toEqual([{}, { cursor: '9.2' }, { ...fields, from, until }])
    expect(entrySearch({ ...noEntryFilters, firstDay: 'nonsense' })).toEqual({})
    expect(textOf(html())).toContain('No entry is found by these fields.')
  })

  it('[PA242] an answer to an older question is not shown', async () => {
    const { list, story } = showing([page(entry(1)), page(entry(2))])
    list.open()
    list.filter({ mode: 'barge' })
    await story.clock.advance(0)
    expect(list.state.getState().rows.map(({ id }) => id)).toEqual(['entry-2'])
  })

  it('[PA243] nothing, a failure and being offline are said, and what was shown stays', async () => {
    const { html, list, story } = showing([{ entries: [] }, page(entry(1))])
    list.open()
    await story.clock.advance(0)
    expect(textOf(html())).toContain('Nothing is on record yet.')
    expect(textOf(html())).toContain('there is a head a second after the first')
    expect(html()).not.toContain('Export CSV')
    list.open()
    await story.clock.advance(0)
    story.server.reply = () => 'no-network'
    list.open()
    await story.clock.advance(30_000)
    expect(textOf(html())).toMatch(/could not be read: Our server did not answer/)
    expect(html()).toContain('Try again')
    expect(textOf(html())).toContain('Maren Brandt')
    const ended = renderToStaticMarkup(
      <ModelContext value={story.model}>
        <AuditPlace me={{ ...me, role: 'auditor' }} sessionEnded />
      </ModelContext>,
    )
    expect(textOf(ended)).toContain('Your session has ended')
  })

  it('[PA363] of the tree’s head nothing is said before anything was read, nor where it could not be', async () => {
    const { html, list, story } = showing([])
    story.server.reply = () => 'no-network'
    list.open()
    expect(textOf(html())).not.toContain('Head of the tree')
    await story.clock.advance(30_000)
    expect(textOf(html())).toMatch(/could not be read: Our server did not answer/)
    expect(textOf(html())).not.toContain('Head of the tree')
  })

  it('[PA244] the whole story of a line stands beside the list, with what is known of each step', async () => {
    const { asked, html, list, story } = showing([
      page(entry(1)),
      {
        entries: [
          entry(1, { act: 'control-submitted' }),
          entry(2, {
            reason: 'conversation-held',
            words: '<i>why</i>',
            evidence: 'event',
            index: 3,
          }),
        ],
        cut: true,
      },
    ])
    list.open()
    await story.clock.advance(0)
    expect(html()).toContain('title="Show the whole story"')
    const opening = list.openStory({ of: 'controls', id: 'line/1' })
    expect(html()).toContain('<aside aria-label="The whole story"')
    await opening
    expect(asked().at(-1)).toBe('/api/audit/controls/line%2F1')
    expect(textOf(html())).toMatch(
      /Asked for.*Began.*Known by\|the platform’s event.*Reason\|conversation-held.*In their words\|&lt;i&gt;why/s,
    )
    expect(textOf(html())).toContain('There are more than are shown here')
    list.closeStory()
    expect(html()).not.toContain('<aside')
    story.server.reply = () => 'no-network'
    const failing = list.openStory({ of: 'conversations', id: 'c1' })
    await story.clock.advance(30_000)
    await failing
    expect(textOf(html())).toMatch(/This conversation.*It could not be read/s)
  })

  it('[PA245] the head is shown short and whole, and files are asked for by the same fields', async () => {
    const { html, list, story } = showing([page(entry(1)), page(entry(1))])
    list.filter({ mode: 'barge' })
    await story.clock.advance(0)
    expect(textOf(html())).toMatch(/Entries\|7\|Root\|abababababababab …\|Signed\|/)
    expect(html()).toContain(JSON.stringify(head).replaceAll('"', '&quot;'))
    expect(textOf(html())).toContain('|Export CSV|Export JSONL with its proof|')
    expect(withProof(list.state.getState())).toEqual({
      ...{ mode: 'barge', format: 'jsonl', earlier: [7] },
    })
    expect(textOf(html())).toContain('sotto audit verify export.jsonl --head head.json')
  })
})
