/** The part of the panel that puts conversations on and acts on them, with the truth about the chosen one. */
import { escapeHtml } from '../../oauth/login/escape-html.ts'
import type { PageWords } from '../../words/words-of-page.ts'
import type { Person, Queue } from '../../world/shapes.ts'

export function conversationsSection(
  words: PageWords,
  people: readonly Person[],
  queues: readonly Queue[],
): string {
  return `<section aria-labelledby="conversations-title">
<h2 id="conversations-title">${escapeHtml(words.fault.conversations)}</h2>
<div class="columns">
${startCard(words, people, queues)}
${actCard(words)}
</div>
</section>`
}

function startCard(
  { acting }: PageWords,
  people: readonly Person[],
  queues: readonly Queue[],
): string {
  const text = escapeHtml
  const scenarios = Object.entries(acting.scenarios)
  const agents = people.filter(({ role }) => role === 'agent')
  return `<div class="card" role="group" aria-labelledby="start-title">
<h3 id="start-title">${text(acting.startTitle)}</h3>
<div class="two">
<label>${text(acting.agent)} <select id="start-agent"><option value="">${text(acting.anyAgent)}</option>${options(agents)}</select></label>
<label>${text(acting.queue)} <select id="start-queue"><option value="">${text(acting.asUsual)}</option>${options(queues)}</select></label>
<label>${text(acting.region)} <input id="start-region" maxlength="40" placeholder="${text(acting.asUsual)}" autocomplete="off" spellcheck="false"></label>
</div>
<ul class="plain" id="scenarios">
${scenarios
  .map(
    ([key, { name, about }]) =>
      `<li><button type="button" data-scenario="${key}" aria-describedby="about-${key}">${escapeHtml(name)}</button><span class="soft" id="about-${key}">${escapeHtml(about)}</span></li>`,
  )
  .join('\n')}
</ul>
</div>`
}

function actCard({ acting, fault }: PageWords): string {
  const text = escapeHtml
  const buttons = Object.entries(acting.acts).map(
    ([action, name]) => `<button type="button" data-action="${action}">${text(name)}</button>`,
  )
  return `<div class="card" role="group" aria-labelledby="act-title">
<h3 id="act-title">${text(acting.actTitle)}</h3>
<label>${text(acting.conversation)} <select id="conversation" aria-describedby="see-act"></select></label>
<p class="soft" id="no-conversation">${text(acting.none)}</p>
<div id="truth" hidden>
<p><span class="state" id="conversation-state"></span> <span class="soft" id="conversation-facts"></span></p>
<p class="soft"><a id="desk-link" href="/desk">${text(acting.sitDown)}</a></p>
</div>
<div class="row" id="acts">
${buttons.join('\n')}
</div>
<p class="soft">${text(acting.dashed)}</p>
<p class="see" id="see-act"><strong>${text(fault.youShouldSee)}</strong> ${text(acting.see)}</p>
<div id="truth-lists" hidden>
<h4 id="parties-title">${text(acting.parties)}</h4>
<ul class="plain facts" id="parties" aria-labelledby="parties-title"></ul>
<h4 id="controls-title">${text(acting.controls)}</h4>
<p class="soft" id="no-controls">${text(acting.noControls)}</p>
<ul class="plain facts" id="controls" aria-labelledby="controls-title"></ul>
</div>
</div>`
}

function options(choices: readonly { readonly id: string; readonly name: string }[]): string {
  return choices
    .map(({ id, name }) => `<option value="${escapeHtml(id)}">${escapeHtml(name)}</option>`)
    .join('')
}
