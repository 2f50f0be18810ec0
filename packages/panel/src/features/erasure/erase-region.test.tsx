import type { ErasureCountsView } from '@sotto/protocol'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { startStory } from '../../../test/panel-story.ts'
import { erasureOf } from '../../model/audit/erasure.ts'
import { EraseView } from './erase-region.tsx'

const counts: ErasureCountsView = {
  ...{ auditEntries: 12, sessions: 1, controls: 3, acts: 4, coachings: 2 },
  ...{ texts: 1, reveals: 0, policies: 0, others: 5 },
}
const nothing = Object.fromEntries(Object.keys(counts).map((kind) => [kind, 0]))
const ana = { id: 'ana-7', name: 'Ana <b>Ruiz</b>' }

function refusal(status: number, code: string, missing?: string) {
  const body = { status, code, message: 'no', contextId: 'c', ...(missing && { missing }) }
  return { status, body }
}

function showing() {
  const story = startStory()
  const erasure = erasureOf(story.model)
  const answer = (reply: ReturnType<typeof story.server.reply>) => {
    story.server.reply = () => reply
  }
  const html = () => renderToStaticMarkup(<EraseView erasure={erasure} as="h2" />)
  return {
    ...{ answer, erasure, story, html },
    text: () => html().replaceAll(/<[^>]*>/g, '|'),
    sent: () => story.calls.map(({ body = '', path }) => [path, JSON.parse(body)] as const),
    async chosen(of: unknown = counts) {
      answer({ status: 200, body: { counts: of } })
      await erasure.choose(ana)
    },
  }
}

describe('erasing a person, on the auditor’s page', () => {
  it('[PA290] they are found by name or id, asked for in a body; nobody and more are said', async () => {
    const { answer, erasure, html, sent, story, text } = showing()
    expect(text()).toContain('found by their whole id')
    answer({ status: 200, body: { people: [ana, { id: 'x' }], isMore: true } })
    const finding = erasure.find(' ana ')
    expect(text()).toContain('Looking …')
    await finding
    expect(html()).toContain('Ana &lt;b&gt;Ruiz&lt;/b&gt; (ana-7)')
    expect(text()).toContain('There are more')
    expect(sent()).toEqual([['/api/erasures/people', { text: 'ana' }]])
    answer({ status: 200, body: { people: [], isMore: false } })
    await erasure.find('zoe')
    expect(text()).toContain('Nothing is kept of anybody')
    answer(refusal(403, 'missing-permission', 'auditor'))
    await erasure.find('zoe')
    expect(html()).toContain('role="alert"')
    expect(text()).toContain('Your account lacks the right')
    await story.clock.advance(0)
  })

  it('[PA291] what would be erased is counted first; without a reason and the id typed again nothing is sent', async () => {
    const { chosen, erasure, html, sent, text } = showing()
    await chosen()
    expect(text()).toMatch(
      /entries of the audit[^,]*\|12\|.*lines and texts\|[|]*3\|.*facts[^|]*\|[|]*5\|/s,
    )
    expect(text()).not.toContain('looks behind masks')
    expect(html()).toMatch(/<button[^>]*disabled=""[^>]*type="submit">Erase for good/)
    await erasure.erase('', 'ana-7')
    await erasure.erase('asked by themselves', 'ana-8')
    expect(sent()).toEqual([['/api/erasures/trial', { personId: 'ana-7' }]])
    await erasure.erase(' asked by themselves ', 'ana-7')
    expect(sent().at(-1)).toEqual([
      '/api/erasures',
      { personId: 'ana-7', confirmation: 'ana-7', reason: 'asked by themselves' },
    ])
    expect(text()).toMatch(
      /Erased, and entered into the audit.*entries of the audit[^|]*\|[|]*12\|/s,
    )
    expect(text()).not.toContain('ana-7')
  })

  it('[AL106] before it is asked for, what goes, what stays and what is not reached are said of this person', async () => {
    const { chosen, erasure, html, text } = showing()
    expect(text()).not.toContain('for good?')
    await chosen()
    expect(html()).toMatch(/<h4[^>]*>Erase Ana &lt;b&gt;Ruiz&lt;\/b&gt; for good\?/)
    expect(text()).toMatch(/Goes for good.*Stays.*Not reached.*Nobody can undo this/s)
    const described = html().match(/aria-describedby="([^"]+)"[^>]*type="submit"/)?.[1]
    expect(html()).toContain(`id="${described}"`)
    await chosen(nothing)
    expect(text()).not.toContain('for good?')
    erasure.leave()
    expect(text()).not.toContain('Nobody can undo this')
  })

  it('[PA292] nothing kept, a line that goes on, and an answer that was lost are said; lost is asked again under the same key', async () => {
    const { answer, chosen, erasure, story, text } = showing()
    await chosen(nothing)
    expect(text()).toContain('Nothing is kept of this person.')
    expect(text()).not.toContain('Erase for good')
    answer(refusal(409, 'person-active'))
    await erasure.look()
    expect(text()).toMatch(/is not over/)
    expect(text()).toContain('Count again')
    await chosen()
    answer('no-network')
    const lost = erasure.erase('asked', 'ana-7')
    expect(text()).toContain('Erasing …')
    await story.clock.advance(60_000)
    await lost
    expect(text()).toContain('It may have been done or not')
    answer(refusal(409, 'still-running'))
    const running = erasure.erase('asked', 'ana-7')
    await story.clock.advance(60_000)
    await running
    answer({ status: 200, body: { counts } })
    await erasure.erase('asked', 'ana-7')
    const keys = story.calls
      .filter(({ path }) => path === '/api/erasures')
      .map(({ headers }) => headers['idempotency-key'])
    expect(keys.length).toBeGreaterThan(1)
    expect(new Set(keys).size).toBe(1)
    expect(text()).toContain('Erased, and entered')
  })

  it('[PA292] a refused try is asked for anew, and who leaves is shown nothing of it', async () => {
    const { answer, chosen, erasure, story, text } = showing()
    await chosen()
    answer(refusal(409, 'person-active'))
    await erasure.erase('asked', 'ana-7')
    answer({ status: 200, body: { counts } })
    const late = erasure.erase('asked', 'ana-7')
    erasure.leave()
    await late
    expect(text()).not.toMatch(/ana-7|Erased/)
    const keys = story.calls.slice(-2).map(({ headers }) => headers['idempotency-key'])
    expect(new Set(keys).size).toBe(2)
  })
})
