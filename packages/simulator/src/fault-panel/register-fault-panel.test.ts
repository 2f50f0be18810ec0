import { Script } from 'node:vm'
import fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { applyFaults, faultBody } from '../api/fault-body.ts'
import { deskListPage } from '../desk/page/desk-html.ts'
import { createFaultBoard } from '../faults/fault-board.ts'
import { noFaults, type OneTimeFault } from '../faults/faults.ts'
import { makePeople, makePerson } from '../oauth/testing/people.ts'
import { scenarioNames } from '../scenarios/scenario-catalogue.ts'
import { wordsIn } from '../words/words-of-page.ts'
import { permissions } from '../world/cast/rights.ts'
import { maren } from '../world/testing/world-on-trial.ts'
import { conversationActions } from '../world/world.ts'
import { oneTimeFaults } from './catalogue/one-time-faults.ts'
import { faultScript } from './page/fault-script.ts'
import { faultStyle } from './page/fault-style.ts'
import { registerFaultPanel } from './register-fault-panel.ts'
import { attribute, cardsIn, putPanelOnTrial, tagsIn } from './testing/panel-on-trial.ts'

const words = wordsIn('en')

const paths = ['/faults', '/faults/faults.css', '/faults/faults.js', '/faults/view'] as const

describe('the doors of the fault panel', () => {
  it.each([
    ['another machine', { remoteAddress: '10.0.0.8' }],
    ['a foreign page', { headers: { origin: 'http://evil.example' } }],
    ['a page of another port', { headers: { origin: 'http://127.0.0.1:1' } }],
    ['another name for this machine', { headers: { host: 'rebound.example' } }],
  ])('[SF1] do not exist for %s', async (_case, request) => {
    const { app } = await putPanelOnTrial()
    for (const url of paths) {
      const answer = await app.inject({ url, ...request })
      expect([url, answer.statusCode]).toEqual([url, 404])
      expect(answer.json()).toMatchObject({ code: 'not.found' })
    }
  })

  it('[SF1] answer on this machine, under each of its names', async () => {
    const { app } = await putPanelOnTrial()
    for (const url of paths)
      for (const host of ['127.0.0.1:4500', 'localhost:4500', '[::1]:4500'])
        expect((await app.inject({ url, headers: { host } })).statusCode).toBe(200)
  })

  it('[SF2] let the page load nothing from elsewhere, and keep nothing', async () => {
    const { app } = await putPanelOnTrial('')
    for (const url of paths) {
      const { headers, body } = await app.inject(url)
      expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'")
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      })
      expect(body).not.toMatch(/https?:\/\/|url\(|@import/)
    }
  })

  it('[SF2] serve a page without inline script or style, and a script that is one', async () => {
    const { app } = await putPanelOnTrial()
    const page = (await app.inject('/faults')).body
    expect(page).not.toMatch(/<script>|<style|\sstyle=|\son[a-z]+=/)
    const script = await app.inject('/faults/faults.js')
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(() => new Script(script.body)).not.toThrow()
    expect((await app.inject('/faults/faults.css')).body).toBe(faultStyle)
  })

  it('[SF3] keep markup in names from becoming markup', async () => {
    const app = fastify()
    const name = '"><script>alert(1)</script>'
    const queues = new Map([['q"<i>', { id: 'q"<i>', name: '<b>Billing</b>' }]])
    registerFaultPanel(app, {
      world: {
        people: makePeople(
          makePerson({ id: 'a"<i>', name }),
          makePerson({ id: 'b', name, role: 'agent' }),
        ),
        queues,
        records: new Map(),
        controls: new Map(),
      },
      faults: createFaultBoard(),
      clock: (await putPanelOnTrial()).clock,
      panelUrl: 'http://localhost:4400/"><script>',
    })
    const { body } = await app.inject('/faults')
    expect(body).toContain('&lt;script&gt;alert(1)')
    expect(body).toContain('&lt;b&gt;Billing&lt;/b&gt;')
    expect(body).toContain('value="a&quot;&lt;i&gt;"')
    expect(body).not.toMatch(/<script>|<b>|<i>/)
    expect(faultScript(words)).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/,
    )
  })

  it('[SF4] lead to the desks, from there back, and to a console that has a web address', async () => {
    const consoleLink = (page: string) => tagsIn(page, 'a').find((tag) => tag.includes('_blank'))
    const page = await (await putPanelOnTrial()).page()
    expect(page).toContain('<a href="/desk">')
    expect(deskListPage({ words, agents: [], queues: new Map(), wrong: false })).toContain(
      '<a href="/faults">',
    )
    expect(attribute(consoleLink(page) ?? '', 'href')).toBe('http://localhost:4400/')
    for (const wrong of ['', 'nonsense', 'javascript:alert(1)'])
      expect(consoleLink(await (await putPanelOnTrial(wrong)).page())).toBeUndefined()
  })

  it('[SF5] refuse a question they cannot read, and know nobody who is not there', async () => {
    const { call, view } = await putPanelOnTrial()
    const twice = await call('GET', '/faults/view?personId=a&personId=b')
    expect(twice).toMatchObject({ status: 400, body: { field: 'personId' } })
    const long = await call('GET', `/faults/view?conversationId=${'x'.repeat(201)}`)
    expect(long).toMatchObject({ status: 400, body: { field: 'conversationId' } })
    expect(await view({ personId: 'nobody', conversationId: 'nothing' })).toMatchObject({
      person: null,
      conversation: null,
    })
    expect((await call('POST', '/faults', { body: {} })).status).toBe(405)
  })
})

describe('the page', () => {
  it('[SF10] has one card for every fault the door takes, each with what a supervisor should see', async () => {
    const cards = cardsIn(await (await putPanelOnTrial()).page())
    const keys = cards.map(({ key }) => key)
    expect(keys.toSorted()).toEqual(Object.keys(faultBody.shape).toSorted())
    expect(keys).toEqual(expect.arrayContaining(Object.keys(noFaults)))
    for (const { key, html } of cards)
      expect([key, /You should see:<\/strong> [^<]{20,}/.test(html)]).toEqual([key, true])
  })

  it('[SF10] strikes with its buttons what they are named for', async () => {
    const struck: OneTimeFault[] = []
    const board = createFaultBoard()
    board.onStrike((fault) => struck.push(fault))
    const strikes = cardsIn(await (await putPanelOnTrial()).page()).filter(
      ({ kind }) => kind === 'strike',
    )
    for (const { key, html } of strikes) {
      const delayKey = attribute(html, 'data-delay-key')
      const amount = Number(attribute(html, 'value'))
      const body = { [key]: delayKey === undefined ? true : { [delayKey]: amount } }
      applyFaults(board, faultBody.parse(body))
      expect(html).toContain(words.catalogue.oneTime[struck.at(-1)?.type ?? 'expire-tokens'].press)
    }
    expect(struck.map(({ type }) => type).toSorted()).toEqual(Object.keys(oneTimeFaults).toSorted())
  })

  it('[SF11] reaches with its sliders and fields only what the door takes', async () => {
    const numbers = cardsIn(await (await putPanelOnTrial()).page()).flatMap(
      ({ key, kind, html }) =>
        kind === 'strike' ? [] : tagsIn(html, 'input').map((tag) => ({ key, html, tag })),
    )
    expect(numbers.length).toBeGreaterThan(20)
    for (const { key, html, tag } of numbers) {
      const scale = Number(attribute(html, 'data-scale') ?? 1)
      for (const end of ['min', 'max', 'value']) {
        const value = Number(attribute(tag, end)) / scale
        expect([key, end, faultBody.safeParse({ [key]: value }).success]).toEqual([key, end, true])
      }
      expect(html).toMatch(/>(ms|%|requests\/s|answers|dB)</)
    }
  })

  it('[SF11] offers of a choice what the door takes', async () => {
    const choices = cardsIn(await (await putPanelOnTrial()).page()).filter(
      ({ kind }) => kind === 'choice',
    )
    const values = choices.map(({ html }) =>
      tagsIn(html, 'option').map((tag) => attribute(tag, 'value')),
    )
    expect(choices.map(({ key }) => key)).toEqual(['controlEventsSilent'])
    expect(values).toEqual([['', 'events', 'all']])
    for (const value of ['events', 'all', null])
      expect(faultBody.safeParse({ controlEventsSilent: value }).success).toBe(true)
  })

  it('[SF12] warns loudly beside the leak', async () => {
    const leak = cardsIn(await (await putPanelOnTrial()).page()).find(({ kind }) => kind === 'gain')
    expect(leak?.key).toBe('leakWhisperToCustomer')
    expect(leak?.html).toMatch(/class="warning"><strong>Warning\./)
    expect(leak?.html).toContain('class="danger"')
  })

  it('[SF13] has every person, permission, queue and licence', async () => {
    const { page, world } = await putPanelOnTrial()
    const html = await page()
    const values = [...tagsIn(html, 'option'), ...tagsIn(html, 'input')].map((tag) =>
      attribute(tag, 'value'),
    )
    const wanted = [...world.people.keys(), ...permissions, ...world.queues.keys()]
    expect(wanted.filter((value) => !values.includes(value))).toEqual([])
    for (const licence of ['CX1', 'CX2', 'CX3'])
      expect(html).toContain(`<option>${licence}</option>`)
  })

  it('[SF14] has a button for every scenario and every act', async () => {
    const buttons = tagsIn(await (await putPanelOnTrial()).page(), 'button')
    const named = (name: string) => buttons.flatMap((tag) => attribute(tag, name) ?? []).toSorted()
    expect(named('data-scenario')).toEqual([...scenarioNames].toSorted())
    expect(named('data-action')).toEqual([...conversationActions].toSorted())
  })

  it('[SF15] names every control, and names nothing that is not there', async () => {
    const html = await (await putPanelOnTrial()).page()
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1])
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
    const pointers = [
      ...html.matchAll(/\s(?:for|aria-labelledby|aria-describedby)="([^"]*)"/g),
      ...html.matchAll(/href="#([^"]*)"/g),
    ].map((match) => match[1])
    expect(pointers.length).toBeGreaterThan(50)
    expect(pointers.filter((id) => !ids.includes(id))).toEqual([])
    const labels = html.match(/<label[\s\S]*?<\/label>/g)?.join('') ?? ''
    const targets = new Set(tagsIn(html, 'label').map((tag) => attribute(tag, 'for')))
    const nameless = [...tagsIn(html, 'input'), ...tagsIn(html, 'select')].filter(
      (tag) =>
        attribute(tag, 'aria-labelledby') === undefined &&
        !targets.has(attribute(tag, 'id')) &&
        !labels.includes(tag),
    )
    expect(nameless).toEqual([])
    expect(html).not.toMatch(/<button[^>]*>\s*<\/button>/)
  })

  it('[SF15] says what happens to those who cannot see it', async () => {
    const html = await (await putPanelOnTrial()).page()
    for (const [id, role] of [
      ['summary', 'status'],
      ['connection', 'status'],
      ['done', 'status'],
      ['refused', 'alert'],
      ['leak', 'alert'],
    ])
      expect(html).toMatch(new RegExp(`id="${id}" role="${role}"`))
  })

  it('[SF16] has a dark and a narrow form', () => {
    expect(faultStyle).toContain('@media (prefers-color-scheme: dark)')
    expect(faultStyle).toContain('minmax(min(100%, 28rem), 1fr)')
  })

  it('[SF13] offers the person whose rights the view then tells', async () => {
    const { person, view } = await putPanelOnTrial()
    const { id, permissions: held } = person(maren)
    expect((await view({ personId: id })).person).toMatchObject({
      id,
      name: maren,
      permissions: held,
    })
  })
})
