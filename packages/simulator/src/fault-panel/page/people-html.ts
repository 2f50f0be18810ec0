/** The part of the panel that takes rights away from people while they work, and gives them back. */
import { escapeHtml } from '../../oauth/login/escape-html.ts'
import { permissions } from '../../world/cast/rights.ts'
import type { Person, Queue, Role } from '../../world/shapes.ts'

const roleTitles = {
  supervisor: 'Supervisors',
  lead: 'Leads',
  auditor: 'Auditors',
  administrator: 'Administrators',
  agent: 'Agents',
} as const satisfies Record<Role, string>

export function peopleSection(people: readonly Person[], queues: readonly Queue[]): string {
  return `<section aria-labelledby="people-title">
<h2 id="people-title">People</h2>
<div class="card">
<p class="soft">What you take here is gone at once, while the person works. “Clear all faults” does not give it back.</p>
<p class="see" id="see-rights"><strong>You should see:</strong> What is no longer allowed is switched off with its reason, what was live is closed, and without a queue its conversations are gone.</p>
<div class="row fields"><label for="person">Person</label>
<select id="person" aria-describedby="see-rights">
${personGroups(people)}
</select></div>
<p class="soft" id="person-about"></p>
<div id="rights" class="rights">
<fieldset><legend>May sign in and work</legend>
${box('active', 'active', 'The whole login')}
<label class="field">Licence <select id="licence" data-right="licence"><option>CX1</option><option>CX2</option><option>CX3</option></select></label>
</fieldset>
<fieldset><legend>Permissions</legend>
${permissions.map((permission) => box('permissions', permission, permission)).join('\n')}
</fieldset>
<fieldset><legend>Queues</legend>
${queues.map(({ id, name }) => box('queueIds', id, name)).join('\n')}
</fieldset>
</div>
<h3 id="changed-title" tabindex="-1">Changed since the start</h3>
<p class="soft" id="nobody-changed">Everybody has what they had at the start.</p>
<ul class="plain" id="changed" aria-labelledby="changed-title"></ul>
</div>
</section>`
}

function personGroups(people: readonly Person[]): string {
  return Object.entries(roleTitles)
    .map(([role, title]) => {
      const options = people
        .filter((person) => person.role === role)
        .map(({ id, name }) => `<option value="${escapeHtml(id)}">${escapeHtml(name)}</option>`)
      return options.length === 0
        ? ''
        : `<optgroup label="${title}">\n${options.join('\n')}\n</optgroup>`
    })
    .join('\n')
}

function box(right: string, value: string, name: string): string {
  return `<label class="box"><input type="checkbox" data-right="${right}" value="${escapeHtml(value)}" disabled> ${escapeHtml(name)}</label>`
}
