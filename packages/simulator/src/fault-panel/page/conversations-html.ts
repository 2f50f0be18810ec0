/** The part of the panel that puts conversations on and acts on them, with the truth about the chosen one. */
import { escapeHtml } from '../../oauth/login/escape-html.ts'
import type { Person, Queue } from '../../world/shapes.ts'
import { actionWords } from '../catalogue/action-words.ts'
import { type ScenarioWords, scenarioWords } from '../catalogue/scenario-words.ts'

export function conversationsSection(people: readonly Person[], queues: readonly Queue[]): string {
  return `<section aria-labelledby="conversations-title">
<h2 id="conversations-title">Conversations</h2>
<div class="columns">
${startCard(people, queues)}
${actCard()}
</div>
</section>`
}

function startCard(people: readonly Person[], queues: readonly Queue[]): string {
  const scenarios: readonly (readonly [string, ScenarioWords])[] = Object.entries(scenarioWords)
  const agents = people.filter(({ role }) => role === 'agent')
  return `<div class="card" role="group" aria-labelledby="start-title">
<h3 id="start-title">Start one</h3>
<div class="two">
<label>Agent <select id="start-agent"><option value="">Any who is free</option>${options(agents)}</select></label>
<label>Queue <select id="start-queue"><option value="">As usual</option>${options(queues)}</select></label>
<label>Region <input id="start-region" maxlength="40" placeholder="As usual" autocomplete="off" spellcheck="false"></label>
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

function actCard(): string {
  const buttons = Object.entries(actionWords).map(
    ([action, words]) =>
      `<button type="button" data-action="${action}">${escapeHtml(words)}</button>`,
  )
  return `<div class="card" role="group" aria-labelledby="act-title">
<h3 id="act-title">Act on one</h3>
<label>Conversation <select id="conversation" aria-describedby="see-act"></select></label>
<p class="soft" id="no-conversation">There is no conversation. Start one.</p>
<div id="truth" hidden>
<p><span class="state" id="conversation-state"></span> <span class="soft" id="conversation-facts"></span></p>
<p class="soft"><a id="desk-link" href="/desk">Sit down at the agent’s desk</a></p>
</div>
<div class="row" id="acts">
${buttons.join('\n')}
</div>
<p class="soft">A dashed button is not possible in this state: press it, and the platform says why.</p>
<p class="see" id="see-act"><strong>You should see:</strong> Hold, transfer, conference, end and a dropped agent cut the microphone at once, paused recording ends listening too, and no microphone opens by itself afterwards.</p>
<div id="truth-lists" hidden>
<h4 id="parties-title">Who is truly in it</h4>
<ul class="plain facts" id="parties" aria-labelledby="parties-title"></ul>
<h4 id="controls-title">What truly became of whispers and lines</h4>
<p class="soft" id="no-controls">There were none.</p>
<ul class="plain facts" id="controls" aria-labelledby="controls-title"></ul>
</div>
</div>`
}

function options(choices: readonly { readonly id: string; readonly name: string }[]): string {
  return choices
    .map(({ id, name }) => `<option value="${escapeHtml(id)}">${escapeHtml(name)}</option>`)
    .join('')
}
