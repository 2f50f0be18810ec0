/** The fault panel's page. The script keeps it up to date. */
import { escapeHtml } from '../../oauth/login/escape-html.ts'
import { pageHtml } from '../../pages/page-html.ts'
import type { Person, Queue } from '../../world/shapes.ts'
import { conversationsSection } from './conversations-html.ts'
import { faultLinks, faultSections } from './fault-cards.ts'
import { peopleSection } from './people-html.ts'

export interface FaultPageParts {
  readonly people: readonly Person[]
  readonly queues: readonly Queue[]
  /** Where the console under test is, if that is known. */
  readonly consoleUrl: string | undefined
}

export function faultPage({ people, queues, consoleUrl }: FaultPageParts): string {
  return pageHtml({
    title: 'Break it on purpose',
    style: '/faults/faults.css',
    script: '/faults/faults.js',
    body: `<main>
<div class="top">
<h1>Break it on purpose</h1>
<p class="soft" id="connection" role="status">Connecting …</p>
<p class="end">${consoleLink(consoleUrl)}<a href="/desk">Agents’ desks</a></p>
</div>
<p class="intro">Break the simulated platform here, watch the console beside it, and see whether it stays honest.</p>
<section class="card" id="now" aria-labelledby="now-title">
<div class="name"><h2 id="now-title">In force now</h2><button type="button" id="clear" class="main">Clear all faults</button></div>
<p class="warning loud" id="leak" role="alert"></p>
<p id="summary" role="status">Not known yet.</p>
<ul class="plain" id="in-force" aria-labelledby="now-title"></ul>
<p class="soft" id="people-summary"></p>
<div id="lately" hidden>
<h3 id="lately-title">Struck lately</h3>
<ul class="plain soft" id="strikes" aria-labelledby="lately-title"></ul>
</div>
</section>
<nav class="links" aria-label="On this page">${faultLinks()} <a href="#people-title">People</a> <a href="#conversations-title">Conversations</a></nav>
${faultSections()}
${peopleSection(people, queues)}
${conversationsSection(people, queues)}
</main>
<div class="said"><p id="done" role="status"></p><p id="refused" role="alert"></p></div>`,
  })
}

function consoleLink(consoleUrl: string | undefined): string {
  if (consoleUrl === undefined) return ''
  return `<a href="${escapeHtml(consoleUrl)}" target="_blank" rel="noreferrer">The console</a> · `
}
