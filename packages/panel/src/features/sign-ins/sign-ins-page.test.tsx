import type { Me, SignInView } from '@sotto/protocol'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { startStory } from '../../../test/panel-story.ts'
import { landing } from '../../model/agent-strip/own-place.ts'
import { signInsOf } from '../../model/sign-ins/sign-ins.ts'
import { SignInsView } from './sign-ins-page.tsx'

const at = (text: string) => new Date(text).getTime()
const now = at('2026-03-31T14:00:30')

const me: Me = {
  id: 'user-maren',
  name: 'Maren Brandt',
  role: 'supervisor',
  region: 'eu',
  licence: 'cx3',
  telephony: true,
  engagement: true,
  permissions: ['read-conversation'],
  queues: [],
  unsupported: {},
  settings: { defaultMixLevel: 0.5, confirmationTimeoutMs: 5_000 },
}
const administrator: Me = { ...me, role: 'administrator', permissions: ['manage-policies'] }

const signIn = (part: Partial<SignInView> = {}): SignInView => ({
  id: 'one',
  beganAt: at('2026-03-31T08:00:00'),
  lastUsedAt: at('2026-03-31T14:00:00'),
  browser: 'Firefox on Windows',
  network: '203.0.113.x',
  isThis: false,
  ...part,
})
const here = signIn({ id: 'here', isThis: true })
const person = { id: 'user-priya', name: 'Priya Raman', role: 'supervisor' }

const refusal = (status: number, code: string) => ({
  status,
  body: { status, code, message: '', contextId: 'c' },
})
const own = (...signIns: readonly SignInView[]) => ({ status: 200, body: { signIns } })

function showing(answers: readonly { status: number; body: unknown }[], whom = me) {
  const story = startStory()
  const given = [...answers]
  const asked: string[] = []
  const bodies: (string | undefined)[] = []
  story.server.reply = (request) => {
    asked.push(request.path)
    bodies.push(request.body)
    return given.shift() ?? refusal(500, 'internal-error')
  }
  const signIns = signInsOf(story.model)
  const html = () => renderToStaticMarkup(<SignInsView me={whom} now={now} signIns={signIns} />)
  const text = () =>
    html()
      .replaceAll(/<[^>]*>/g, '|')
      .replaceAll(/\|+/g, '|')
  return { asked, bodies, html, text, signIns }
}

describe('one’s own sign-ins', () => {
  it('[PA261] each says which browser, from where, since when and whether it is in use; this one is marked and cannot be ended', async () => {
    const old = signIn({ id: 'old', lastUsedAt: at('2026-03-30T09:15:00') })
    const { browser: _, network: __, ...bare } = signIn({ id: 'bare' })
    const { html, signIns, text } = showing([own(here, old, bare)])
    expect(text()).not.toContain('Nobody')
    await signIns.open('own')
    expect(text()).toContain(
      '|Firefox on Windows |from 203.0.113.x|Signed in 31 Mar 2026, 08:00, in use now|This browser|',
    )
    expect(text()).toContain('last used 30 Mar 2026, 09:15|End|')
    expect(text()).toContain('|Unknown browser |network not known|')
    expect(html().match(/aria-label="End: /g)).toHaveLength(2)
    expect(html()).toContain('aria-label="End: Firefox on Windows, signed in 31 Mar 2026, 08:00"')
    // Whoever is no administrator is not shown what they may not open.
    expect(text()).not.toContain('Everybody’s')
  })

  it('[PA262] nothing ends without a second word; what was ended is gone from the list, and said', async () => {
    const { asked, signIns, text } = showing([
      own(here, signIn()),
      { status: 200, body: { ended: 1 } },
      own(here),
    ])
    await signIns.open('own')
    signIns.ask({ id: 'one' })
    expect(text()).toContain('|End this sign-in?|End now|Keep|')
    signIns.keep()
    expect(text()).not.toContain('End now')
    expect(asked).toEqual(['/api/sign-ins'])
    signIns.ask({ id: 'one' })
    await Promise.all([signIns.confirm(), signIns.confirm()])
    expect(asked).toEqual(['/api/sign-ins', '/api/sign-ins/one/end', '/api/sign-ins'])
    expect(text()).toContain('One sign-in was ended.')
    expect(text()).not.toContain('|End|')
  })

  it('[PA262] all others go at once, where there is more than one', async () => {
    const others = [signIn(), signIn({ id: 'two' })]
    const { asked, signIns, text } = showing([
      own(here, ...others),
      { status: 200, body: { ended: 2 } },
      own(here),
    ])
    await signIns.open('own')
    expect(text()).toContain('End all others')
    signIns.ask('others')
    expect(text()).toContain('|End all your other sign-ins?|End now|Keep|')
    await signIns.confirm()
    expect(asked[1]).toBe('/api/sign-ins/end-others')
    expect(text()).toContain('2 sign-ins were ended.')
    expect(text()).not.toContain('End all others')
  })

  it('[PA263] what failed is said in its place, and the list stays; one that is gone already is as wanted', async () => {
    const { signIns, text } = showing([
      own(here, signIn()),
      refusal(500, 'internal-error'),
      refusal(500, 'internal-error'),
      refusal(404, 'not-found'),
      own(here),
    ])
    await signIns.open('own')
    signIns.ask({ id: 'one' })
    await signIns.confirm()
    expect(text()).toContain('Nothing was ended: ')
    expect(text()).toContain('The list could not be read: ')
    expect(text()).toContain('Try again')
    expect(text()).toContain('Firefox on Windows')
    signIns.ask({ id: 'one' })
    await signIns.confirm()
    expect(text()).toContain('One sign-in was ended.')
    expect(text()).not.toContain('Nothing was ended')
  })
})

describe('everybody’s sign-ins', () => {
  it('[PA264] an administrator reads whose each is, searches by a name, and is told when there are more', async () => {
    const { asked, bodies, html, signIns, text } = showing(
      [
        { status: 200, body: { signIns: [{ ...signIn(), person }], isMore: true } },
        { status: 200, body: { signIns: [], isMore: false } },
      ],
      administrator,
    )
    await signIns.open('everybody')
    expect(text()).toContain('|Priya Raman |supervisor|')
    expect(text()).toContain('There are more than 200.')
    expect(html()).toContain('aria-label="End: Priya Raman, Firefox on Windows, signed in')
    expect(html()).toContain('href="/sign-ins/all"')
    signIns.ask({ id: 'one' })
    expect(text()).toContain('|End this sign-in of Priya Raman? Their open line ends with it.|')
    await signIns.search('  nobody & co ')
    expect(asked[1]).toBe('/api/sign-ins/search')
    expect(bodies[1]).toBe('{"name":"nobody & co"}')
    expect(text()).toContain('Nobody of this name is signed in.')
    expect(text()).not.toContain('End now')
  })

  it('[PA264] a right that was taken away takes the list with it, and says what is missing', async () => {
    const refused = refusal(403, 'missing-permission')
    const { signIns, text } = showing(
      [
        { status: 200, body: { signIns: [{ ...signIn(), person }], isMore: false } },
        { ...refused, body: { ...refused.body, missing: 'manage-policies' } },
      ],
      administrator,
    )
    await signIns.open('everybody')
    await signIns.open('everybody')
    expect(text()).not.toContain('Priya')
    expect(text()).toContain('role administrator')
  })

  it('[PA265] everybody has a place for their sign-ins, where they work', () => {
    for (const [role, place] of [
      ['supervisor', 'console'],
      ['administrator', 'console'],
      ['agent', 'agent-strip'],
      ['auditor', 'audit'],
    ] as const)
      expect(landing({ ...me, role }, { view: 'sign-ins' })).toEqual({ kind: 'here', place })
  })
})
