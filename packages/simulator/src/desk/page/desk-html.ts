/** The desk's two pages: which desk, and the desk itself. The script fills the second one in. */
import { escapeHtml } from '../../oauth/login/escape-html.ts'
import { pageHtml } from '../../pages/page-html.ts'
import type { Person, Queue } from '../../world/shapes.ts'

const style = '/desk/desk.css'

export function deskListPage(
  agents: readonly Person[],
  queues: ReadonlyMap<string, Queue>,
  wrong?: string,
): string {
  const items = agents.map((agent) => {
    const teams = agent.queueIds.map((id) => queues.get(id)?.name ?? id).join(', ')
    const about = `about-${agent.id}`
    return `<li><button name="userId" value="${escapeHtml(agent.id)}" aria-describedby="${escapeHtml(about)}">${escapeHtml(agent.name)}</button><span class="soft" id="${escapeHtml(about)}">${escapeHtml(teams)} · ${escapeHtml(agent.presence.toLowerCase())}</span></li>`
  })
  return pageHtml({
    title: 'Agents’ desks',
    style,
    body: `<main>
<div class="top">
<h1>At whose desk will you sit?</h1>
<p class="end"><a href="/faults">Break it on purpose</a></p>
</div>
${wrong === undefined ? '' : `<p class="refused" role="alert">${escapeHtml(wrong)}</p>`}
<form method="get" action="/desk">
<ul class="agents" aria-label="Agents">
${items.join('\n')}
</ul>
</form>
</main>`,
  })
}

export function deskPage(agent: Pick<Person, 'id' | 'name'>): string {
  return pageHtml({
    title: `Desk of ${agent.name}`,
    style,
    script: '/desk/desk.js',
    body: `<main id="desk" data-user-id="${escapeHtml(agent.id)}">
<div class="top">
<h1>Desk of ${escapeHtml(agent.name)}</h1>
<p class="soft" id="connection" role="status">Connecting …</p>
<p class="end"><a href="/desk">Another desk</a></p>
</div>
<div class="columns">
<div>
<section class="card" aria-labelledby="call-title">
<h2 id="call-title">Conversation</h2>
<div class="row" id="choices" role="group" aria-label="Conversations" hidden></div>
<p id="nothing" class="soft">There is no conversation at this desk.</p>
<div id="call" hidden>
<p><span class="call" id="customer"></span> <span class="state" id="state"></span></p>
<p class="soft"><span id="facts"></span> · <span id="length"></span></p>
<ul class="notices" id="notices" aria-label="Notices" aria-live="polite"></ul>
</div>
</section>
<section class="card" aria-labelledby="acts-title">
<h2 id="acts-title">What you can do</h2>
<div class="row" id="acts">
<button type="button" data-action="hold" disabled>Hold</button>
<button type="button" data-action="retrieve" disabled>Retrieve</button>
<button type="button" data-action="transfer" disabled>Transfer</button>
<button type="button" data-action="complete-transfer" disabled>Complete transfer</button>
<button type="button" data-action="cancel-transfer" disabled>Take back</button>
<button type="button" data-action="end" class="danger" disabled>End</button>
<button type="button" data-action="wrap-up" disabled>Wrap up</button>
</div>
<p class="refused" id="refused" role="alert"></p>
<div class="row">
<button type="button" id="hear" aria-pressed="false" disabled>Hear the call</button>
<button type="button" id="speak" aria-pressed="false" disabled>Speak</button>
<span class="soft" id="sound" role="status"></span>
</div>
</section>
<section class="card" aria-labelledby="help-title">
<h2 id="help-title">Help</h2>
<form id="help">
<div class="fields">
<label>Reason <input name="reason" value="A question about this call" maxlength="200" required></label>
<label>Urgency
<select name="urgency"><option value="LOW">Low</option><option value="NORMAL" selected>Normal</option><option value="HIGH">High</option></select>
</label>
<label class="wide">Note <input name="note" maxlength="1000" placeholder="Optional"></label>
</div>
<p class="row"><button type="submit" id="ask" class="main" disabled>Ask for help</button>
<button type="button" id="withdraw" hidden>Withdraw the request</button>
<span class="soft" id="asked" role="status"></span></p>
</form>
</section>
</div>
<section class="card" aria-labelledby="whispers-title">
<h2 id="whispers-title">Whispers</h2>
<p class="soft" id="no-whispers">Nothing yet. What a supervisor writes to you appears here; the customer does not see it.</p>
<ul class="whispers" id="whispers" role="list" aria-label="Whispers" aria-live="polite"></ul>
</section>
</div>
</main>`,
  })
}
