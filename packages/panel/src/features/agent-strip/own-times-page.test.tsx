import type { OwnAudit } from '@sotto/protocol'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { startStory } from '../../../test/panel-story.ts'
import { auditCallsOf } from '../../model/audit/audit-calls.ts'
import { createOwnTimes } from '../../model/audit/own-times.ts'
import { parseRoute, routePath } from '../../model/route.ts'
import { ownTimeWords } from '../../words/audit-words.ts'
import { OwnTimesView } from './own-times-page.tsx'

const at = (text: string) => new Date(text).getTime()

const time = (part: Partial<OwnAudit> = {}): OwnAudit => ({
  id: 'one',
  supervisorName: 'Maren Brandt',
  mode: 'coach',
  from: at('2026-03-31T14:03:00'),
  to: at('2026-03-31T14:05:30'),
  customerCouldHear: false,
  ...part,
})

function showing(answers: readonly unknown[]) {
  const story = startStory()
  const given = [...answers]
  story.server.reply = () => ({ status: 200, body: given.shift() })
  const own = createOwnTimes({ calls: auditCallsOf(story.model) })
  return { story, own, html: () => renderToStaticMarkup(<OwnTimesView own={own} />) }
}

const textOf = (html: string) => html.replaceAll(/<[^>]*>/g, '|').replaceAll(/\|+/g, '|')

describe('who listened to me', () => {
  it('[PA250] is told by day in calm words: who, how, from when to when, and whether the customer could hear', async () => {
    const { html, own } = showing([
      {
        times: [
          time({ id: 'a', mode: 'whisper-text', from: at('2026-04-01T09:00:00') }),
          time({ id: 'b', mode: 'barge', customerCouldHear: true }),
          time({ id: 'c' }),
        ],
      },
    ])
    await own.open()
    expect(textOf(html())).toMatch(
      /Wednesday, 1 April 2026\|09:00\|Maren Brandt wrote to you\.\|The customer could not see it\./,
    )
    expect(textOf(html())).toMatch(
      /Tuesday, 31 March 2026\|14:03:00 – 14:05:30\|Maren Brandt joined your conversation\.\|The customer could hear it\./,
    )
    expect(textOf(html()).match(/31 March/g)).toHaveLength(1)
    expect(ownTimeWords({ ...time(), supervisorName: undefined })).toBe(
      'A supervisor whispered to you.',
    )
    const { to: _, ...open } = time({ mode: 'monitor' })
    const going = showing([{ times: [open] }])
    await going.own.open()
    expect(textOf(going.html())).toContain('since 14:03:00')
  })

  it('[PA251] says so when nobody has, and when it cannot be read; more is shown on demand', async () => {
    const { html, own, story } = showing([
      { times: [] },
      { times: [time()], nextCursor: '5.1' },
      { times: [time({ id: 'two', supervisorName: 'Rita' })] },
    ])
    const opening = own.open()
    expect(textOf(html())).toContain('Reading …')
    await opening
    expect(textOf(html())).toContain('Nobody has listened to you or written to you.')
    await own.open()
    expect(html()).toContain('Show more')
    await own.more()
    expect(story.calls.at(-1)?.path).toBe('/api/audit/mine?cursor=5.1')
    expect(textOf(html())).toMatch(/Maren Brandt.*Rita/s)
    story.server.reply = () => 'no-network'
    const failing = own.open()
    await story.clock.advance(30_000)
    await failing
    expect(textOf(html())).toMatch(/could not be read: Our server did not answer.*Maren Brandt/s)
  })

  it.each(['/agent/listeners', '/audit/reveals'])(
    '[PA252] %s has an address of its own',
    (path) => {
      expect(routePath(parseRoute(path))).toBe(path)
      expect(parseRoute(`${path}/`)).toEqual(parseRoute(path))
      expect(parseRoute(`${path}x`)).toEqual({ view: 'home' })
    },
  )
})
