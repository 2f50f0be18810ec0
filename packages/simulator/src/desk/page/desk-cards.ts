/** The parts of a desk: what can be done, what is heard and how loud, help, and what was whispered. */
import { escapeHtml } from '../../oauth/login/escape-html.ts'
import type { PageWords } from '../../words/words-of-page.ts'
import { deskActions } from '../desk-actions.ts'

export function actsCard({ desk }: PageWords): string {
  const buttons = deskActions.map(
    (action) =>
      `<button type="button" data-action="${action}"${action === 'end' ? ' class="danger"' : ''} disabled>${escapeHtml(desk.acts[action])}</button>`,
  )
  return `<div class="row acts" id="acts" role="group" aria-label="${escapeHtml(desk.actsTitle)}">
${buttons.join('\n')}
</div>`
}

/** How loud the coach is can be set at any time: the next coach may already be on the way. */
export function soundCard({ desk }: PageWords): string {
  return `<section class="card" aria-labelledby="sound-title">
<h2 id="sound-title">${escapeHtml(desk.soundTitle)}</h2>
<div class="row">
<button type="button" id="hear" aria-pressed="false" disabled>${escapeHtml(desk.hear)}</button>
<button type="button" id="speak" aria-pressed="false" disabled>${escapeHtml(desk.speak)}</button>
<span class="soft" id="sound" role="status"></span>
</div>
<div class="coach">
<label for="coach-volume">${escapeHtml(desk.coachVolume)}</label>
<div class="row">
<input type="range" id="coach-volume" min="0" max="200" step="10" value="100" aria-describedby="coach-about">
<button type="button" id="coach-off">${escapeHtml(desk.turnOff)}</button>
</div>
<p id="coach-words" class="loudness" aria-hidden="true"></p>
<p class="soft" id="coach-about">${escapeHtml(desk.coachVolumeAbout)}</p>
</div>
</section>`
}

export function helpCard({ desk }: PageWords): string {
  const urgencies = Object.entries(desk.urgencies).map(
    ([urgency, name]) =>
      `<option value="${urgency}"${urgency === 'NORMAL' ? ' selected' : ''}>${escapeHtml(name)}</option>`,
  )
  return `<section class="card" aria-labelledby="help-title">
<h2 id="help-title">${escapeHtml(desk.helpTitle)}</h2>
<form id="help">
<div class="fields">
<label>${escapeHtml(desk.reason)} <input name="reason" value="${escapeHtml(desk.usualReason)}" maxlength="200" required></label>
<label>${escapeHtml(desk.urgency)}
<select name="urgency">${urgencies.join('')}</select>
</label>
<label class="wide">${escapeHtml(desk.note)} <input name="note" maxlength="1000" placeholder="${escapeHtml(desk.optional)}"></label>
</div>
<p class="row"><button type="submit" id="ask" class="main" disabled>${escapeHtml(desk.ask)}</button>
<button type="button" id="withdraw" hidden>${escapeHtml(desk.withdraw)}</button>
<span class="soft" id="asked" role="status"></span></p>
</form>
</section>`
}

export function whispersCard({ desk }: PageWords): string {
  return `<section class="card whispers-card" aria-labelledby="whispers-title">
<h2 id="whispers-title">${escapeHtml(desk.whispers)}</h2>
<p class="soft" id="no-whispers" hidden>${escapeHtml(desk.noWhispers)}</p>
<ul class="whispers" id="whispers" role="list" aria-label="${escapeHtml(desk.whispers)}" aria-live="polite"></ul>
</section>`
}
