/** The fault panel's page. The script keeps it up to date. */
import { escapeHtml } from '../../oauth/login/escape-html.ts'
import { pageHtml } from '../../pages/page-html.ts'
import type { PageWords } from '../../words/words-of-page.ts'
import type { Person, Queue } from '../../world/shapes.ts'
import { conversationsSection } from './conversations-html.ts'
import { faultLinks, faultSections } from './fault-cards.ts'
import { peopleSection } from './people-html.ts'

export interface FaultPageParts {
  readonly words: PageWords
  readonly people: readonly Person[]
  readonly queues: readonly Queue[]
  /** Where the console under test is, if that is known. */
  readonly consoleUrl: string | undefined
}

export function faultPage({ words, people, queues, consoleUrl }: FaultPageParts): string {
  const { fault, page } = words
  const text = escapeHtml
  return pageHtml({
    words,
    title: page.breaking,
    address: '/faults',
    consoleUrl,
    style: '/faults/faults.css',
    script: '/faults/faults.js',
    body: `<main>
<div class="top">
<h1>${text(page.breaking)}</h1>
<p class="link" id="connection" role="status">${text(page.connecting)}</p>
</div>
<p class="lead">${text(fault.intro)}</p>
<section class="card" id="now" aria-labelledby="now-title">
<div class="name"><h2 id="now-title">${text(fault.now)}</h2><button type="button" id="clear" class="main">${text(fault.clear)}</button></div>
<p class="warning loud" id="leak" role="alert"></p>
<p id="summary" role="status">${text(fault.notKnownYet)}</p>
<ul class="plain" id="in-force" aria-labelledby="now-title"></ul>
<p class="soft" id="people-summary"></p>
<div id="lately" hidden>
<h3 id="lately-title">${text(fault.lately)}</h3>
<ul class="plain soft" id="strikes" aria-labelledby="lately-title"></ul>
</div>
</section>
<nav class="links" aria-label="${text(fault.onThisPage)}">${faultLinks(words)} <a href="#people-title">${text(fault.people)}</a> <a href="#conversations-title">${text(fault.conversations)}</a></nav>
${faultSections(words)}
${peopleSection(words, people, queues)}
${conversationsSection(words, people, queues)}
</main>
<div class="said"><p id="done" role="status"></p><p id="refused" role="alert"></p></div>`,
  })
}
