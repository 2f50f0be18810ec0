/** The names and texts of the administrators' screen that people, screen readers and outside checks rely on. */

import { MantineProvider } from '@mantine/core'
import type { Change, PolicyList } from '@sotto/protocol'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { me, type Story, startStory } from '../../../test/panel-story.ts'
import { detail, platformOpen } from '../../../test/samples.ts'
import { ModelContext } from '../../hooks/use-model.ts'
import { policiesOf } from '../../model/policies/policies.ts'
import { PoliciesButton } from '../shell/policies-button.tsx'
import { ModeButtons } from '../talk/mode-buttons.tsx'
import { ModeDialog } from '../talk/mode-dialog.tsx'
import { PoliciesPage } from './policies-page.tsx'

const list: PolicyList = {
  revision: 3,
  forAll: {
    version: 1,
    rules: { hiddenListening: false },
    changed: { at: 0, byName: 'Rafael Montoya' },
  },
  queues: [
    { id: 'q1', name: 'Billing', policy: { version: 0, rules: {} } },
    { id: 'q2', name: 'Sales', policy: { version: 2, rules: { revealAllowed: false } } },
  ],
}

async function showing(changes: readonly Change[] = []): Promise<Story> {
  const story = startStory()
  story.server.reply = ({ method, path }) => {
    if (method === 'POST') return { status: 202, body: { accepted: true } }
    if (path === '/api/policies') return { status: 200, body: list }
    if (path.endsWith('/versions')) return { status: 200, body: { versions: [list.forAll] } }
    return { status: 200, body: me }
  }
  await story.begin([platformOpen, ...changes])
  return story
}

function draw(story: Story, screen: ReactNode): string {
  return renderToStaticMarkup(
    <MantineProvider env="test" withCssVariables={false} withGlobalClasses={false}>
      <ModelContext value={story.model}>{screen}</ModelContext>
    </MantineProvider>,
  )
}

const textOf = (html: string) => html.replaceAll(/<[^>]*>/g, '|').replaceAll(/\|+/g, '|')

async function page(prepare: (story: Story) => void = () => {}) {
  const story = await showing()
  policiesOf(story.model).open()
  await story.clock.advance(50)
  prepare(story)
  const html = draw(story, <PoliciesPage />)
  return { html, text: textOf(html) }
}

describe('the policies on screen', () => {
  it('[PA220] every queue stands there with what is in force, the form with every rule, and what saving would change', async () => {
    const { html, text } = await page((story) => policiesOf(story.model).edit({ factDays: 7 }))
    expect(text).toContain('|Billing|as all queues|agents are told when somebody listens|')
    expect(text).toContain('|Sales|rules of its own|')
    for (const label of [
      'Listening without the agent’s knowledge',
      'Coach: the agent is',
      'Barge in: a reason is',
      'Showing what a mask hides, to who has the right',
      'Facts about calls are kept for at most',
    ]) {
      const id = new RegExp(`<label for="([^"]+)">${label}`).exec(html)?.[1]
      expect(html).toContain(`id="${id}"`)
    }
    expect(text).toContain('Facts about calls kept: left open → 7 days')
    expect(text).toContain('Hidden listening: forbidden → left open')
    expect(html).toMatch(/<button[^>]*>(?:<[^>]*>)*Save for all queues/)
    // What is being written would be lost with another choice.
    expect(html).toMatch(/<button class="[^"]*" disabled=""[^>]*>(?:<[^>]*>)*Billing/)
  })

  it('[PA221] what somebody else changed stands above the button, and the button says on top of what it saves', async () => {
    const { html, text } = await page((story) => {
      policiesOf(story.model).edit({ factDays: 7 })
      const rules = { revealAllowed: false }
      const changed = { at: 0, byName: 'Rita Blau' }
      const forAll = { version: 2, rules, changed }
      policiesOf(story.model).state.setState({ list: { ...list, forAll } })
    })
    expect(text).toMatch(/Rita Blau has changed this policy at .* What you entered is kept\./)
    expect(text).toContain('|Revealing masked data: left open → forbidden|')
    expect(text).toContain('Rita Blau has changed this policy meanwhile: read it above.')
    expect(html).toMatch(/<button[^>]*>(?:<[^>]*>)*Save on top of theirs/)
  })

  it('[PA222] the history names who and when; the version in force cannot be brought back', async () => {
    const { html, text } = await page()
    expect(text).toMatch(/\|Version 1\|in force\|.* · Rafael Montoya\|/)
    expect(html).not.toContain('Bring back version 1')
  })

  it('[PA224] the preview follows the rules that are shown', async () => {
    expect((await page()).text).toContain('|Monitor|Maren Brandt is listening to this call.|')
    const hidden = await page((story) => policiesOf(story.model).edit({ hiddenListening: true }))
    expect(hidden.text).toContain('|Monitor|Nothing: they are not told.|')
  })

  it('[PA230] the button is there for whom the server tells of policies, and for nobody else', async () => {
    const told = await showing([{ kind: 'policies', revision: 0 }])
    expect(textOf(draw(told, <PoliciesButton />))).toContain('Policies')
    expect(draw(await showing(), <PoliciesButton />)).not.toContain('Policies')
  })
})

describe('modes under a policy', () => {
  const policy = {
    told: ['monitor' as const],
    needsReason: ['coach' as const],
    revealAllowed: true,
  }

  it('[PA225] beside the buttons stands what the agent is told otherwise than usual', async () => {
    const story = await showing()
    const shown = <ModeButtons detail={detail({ policy })} doubt={undefined} />
    expect(textOf(draw(story, shown))).toContain(
      'By policy the agent is told when you listen, the agent is not told when you coach and the agent is not told when you barge in.',
    )
  })

  it('[PA228] the question has a name, the administrator’s words, a labelled field, and no yes before there is a reason', async () => {
    const html = draw(
      await showing(),
      <ModeDialog
        asksWhy={true}
        explanation="House rule 7"
        mode="coach"
        onCancel={() => {}}
        onConfirm={() => {}}
      />,
    )
    const heading = /<dialog[^>]*aria-labelledby="([^"]+)"/.exec(html)?.[1]
    expect(html).toContain(`id="${heading}">Why do you coach?`)
    expect(html).toContain('House rule 7')
    const field = /<label for="([^"]+)">By policy this needs a reason/.exec(html)?.[1]
    expect(html).toContain(`id="${field}"`)
    expect(html).toMatch(/<button[^>]*disabled=""[^>]*>Coach</)
  })

  it('[PA228] without a reason to give a barge asks what it always asked', async () => {
    const html = draw(
      await showing(),
      <ModeDialog
        asksWhy={false}
        explanation={undefined}
        mode="barge"
        onCancel={() => {}}
        onConfirm={() => {}}
      />,
    )
    expect(html).toContain('The customer will hear you')
    expect(html).toMatch(/<button[^>]*>Yes, barge in</)
    expect(html).not.toContain('<input')
    expect(html).not.toContain('disabled')
  })

  it('[PA228] the reason goes to the server with the mode, and with no other', async () => {
    const story = await showing([{ kind: 'detail', detail: detail({ policy }) }])
    await story.model.line.setMode('conversation-1', 'monitor', 'first week')
    await story.model.line.setMode('conversation-1', 'off')
    const bodies = story.calls
      .filter(({ path }) => path.endsWith('/mode'))
      .map(({ body }) => JSON.parse(body ?? ''))
    expect(bodies).toMatchObject([{ mode: 'monitor', reason: 'first week' }, { mode: 'off' }])
    expect(bodies[1]).not.toHaveProperty('reason')
  })
})
