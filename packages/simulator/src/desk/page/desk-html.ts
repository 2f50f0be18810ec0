/** The desk's two pages: which desk, and the desk itself. The script fills the second one in. */
import { escapeHtml } from '../../oauth/login/escape-html.ts'
import { pageHtml } from '../../pages/page-html.ts'
import { fill } from '../../words/fill.ts'
import type { PageWords } from '../../words/words-of-page.ts'
import type { Person, Queue } from '../../world/shapes.ts'
import { actsCard, helpCard, soundCard, whispersCard } from './desk-cards.ts'

const style = '/desk/desk.css'

export interface DeskListParts {
  readonly words: PageWords
  readonly agents: readonly Person[]
  readonly queues: ReadonlyMap<string, Queue>
  /** True when a desk was asked for that there is not. */
  readonly wrong: boolean
}

export function deskListPage({ agents, queues, words, wrong }: DeskListParts): string {
  const { desk, page } = words
  const items = agents.map((agent) => {
    const teams = agent.queueIds.map((id) => queues.get(id)?.name ?? id).join(', ')
    const about = escapeHtml(`about-${agent.id}`)
    return `<li><button name="userId" value="${escapeHtml(agent.id)}" aria-describedby="${about}">${escapeHtml(agent.name)}</button><span class="soft" id="${about}">${escapeHtml(teams)} · <span data-presence="${agent.presence}">${escapeHtml(page.presences[agent.presence])}</span></span></li>`
  })
  const list =
    items.length === 0
      ? `<p class="card" role="status">${escapeHtml(desk.nobodyAtWork)}</p>`
      : `<form method="get" action="/desk">
<ul class="agents" aria-label="${escapeHtml(desk.agents)}">
${items.join('\n')}
</ul>
</form>`
  return pageHtml({
    words,
    title: page.desks,
    address: '/desk',
    style,
    body: `<main>
<div class="top"><h1>${escapeHtml(desk.chooseTitle)}</h1></div>
<p class="lead">${escapeHtml(desk.chooseAbout)}</p>
${wrong ? `<p class="refused" role="alert">${escapeHtml(desk.noSuchAgent)}</p>` : ''}
${list}
</main>`,
  })
}

export function deskPage(words: PageWords, agent: Pick<Person, 'id' | 'name'>): string {
  const { desk, page } = words
  const title = fill(desk.deskOf, { name: agent.name })
  return pageHtml({
    words,
    title,
    address: `/desk?${new URLSearchParams({ userId: agent.id })}`,
    style,
    script: '/desk/desk.js',
    body: `<main id="desk" data-user-id="${escapeHtml(agent.id)}" data-link="connecting">
<div class="top">
<h1>${escapeHtml(title)}</h1>
<p class="link" id="connection" role="status">${escapeHtml(page.connecting)}</p>
<p class="end"><a href="/desk">${escapeHtml(desk.anotherDesk)}</a></p>
</div>
<p class="notice" id="stale" role="alert" hidden></p>
<div class="columns" id="all">
<div>
<section class="card call" aria-labelledby="call-title">
<h2 id="call-title">${escapeHtml(desk.conversation)}</h2>
<div class="row choices" id="choices" role="group" aria-label="${escapeHtml(desk.conversations)}" hidden></div>
<div id="nothing"><p id="nothing-words">${escapeHtml(desk.reading)}</p><p class="soft" id="nothing-next"></p></div>
<div id="call" hidden>
<div class="row who"><p class="customer" id="customer"></p><span class="state" id="state"></span><p class="length"><span class="soft">${escapeHtml(desk.duration)}</span> <span id="length" role="timer"></span></p></div>
<p class="soft" id="facts"></p>
<ul class="notices" id="notices" aria-label="${escapeHtml(desk.notices)}" aria-live="polite"></ul>
</div>
<p class="refused" id="refused" role="alert"></p>
${actsCard(words)}
</section>
${soundCard(words)}
${helpCard(words)}
</div>
${whispersCard(words)}
</div>
</main>`,
  })
}
