/** The part of the panel that takes rights away from people while they work, and gives them back. */
import { escapeHtml } from '../../oauth/login/escape-html.ts'
import type { PageWords } from '../../words/words-of-page.ts'
import { permissions } from '../../world/cast/rights.ts'
import type { Person, Queue } from '../../world/shapes.ts'

export function peopleSection(
  words: PageWords,
  people: readonly Person[],
  queues: readonly Queue[],
): string {
  const { fault } = words
  const text = escapeHtml
  return `<section aria-labelledby="people-title">
<h2 id="people-title">${text(fault.people)}</h2>
<div class="card">
<p class="soft">${text(fault.rightsAbout)}</p>
<p class="see" id="see-rights"><strong>${text(fault.youShouldSee)}</strong> ${text(fault.rightsSee)}</p>
<div class="row fields"><label for="person">${text(fault.person)}</label>
<select id="person" aria-describedby="see-rights">
${personGroups(words, people)}
</select></div>
<p class="soft" id="person-about"></p>
<div id="rights" class="rights">
<fieldset><legend>${text(fault.mayWork)}</legend>
${box('active', 'active', fault.login)}
<label class="field">${text(fault.licence)} <select id="licence" data-right="licence"><option>CX1</option><option>CX2</option><option>CX3</option></select></label>
</fieldset>
<fieldset><legend>${text(fault.permissions)}</legend>
${permissions.map((permission) => box('permissions', permission, permission)).join('\n')}
</fieldset>
<fieldset><legend>${text(fault.queues)}</legend>
${queues.map(({ id, name }) => box('queueIds', id, name)).join('\n')}
</fieldset>
</div>
<h3 id="changed-title" tabindex="-1">${text(fault.changed)}</h3>
<p class="soft" id="nobody-changed">${text(fault.nobodyChanged)}</p>
<ul class="plain" id="changed" aria-labelledby="changed-title"></ul>
</div>
</section>`
}

function personGroups({ page }: PageWords, people: readonly Person[]): string {
  return Object.entries(page.roles)
    .map(([role, title]) => {
      const options = people
        .filter((person) => person.role === role)
        .map(({ id, name }) => `<option value="${escapeHtml(id)}">${escapeHtml(name)}</option>`)
      return options.length === 0
        ? ''
        : `<optgroup label="${escapeHtml(title)}">\n${options.join('\n')}\n</optgroup>`
    })
    .join('\n')
}

function box(right: string, value: string, name: string): string {
  return `<label class="box"><input type="checkbox" data-right="${right}" value="${escapeHtml(value)}" disabled> ${escapeHtml(name)}</label>`
}
