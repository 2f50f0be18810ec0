/** The desk's style sheet. */
import { pageStyle } from '../../pages/page-style.ts'

export const deskStyle = `${pageStyle}
.columns { display: grid; gap: 0 1rem; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); align-items: start; }
@media (max-width: 50rem) { .columns { grid-template-columns: minmax(0, 1fr); } }
[data-link="down"] .columns { opacity: .72; }
.fields + .row { margin-top: .75rem; }
.call { border-top: 3px solid var(--accent); }
.choices { margin-bottom: .75rem; }
.who { gap: .25rem .75rem; }
.customer { font-size: 1.3125rem; font-weight: 650; line-height: 1.3; overflow-wrap: anywhere; }
.length { margin-left: auto; font-variant-numeric: tabular-nums; }
#length { font-size: 1.0625rem; font-weight: 600; }
.acts { border-top: 1px solid var(--line); margin-top: .875rem; padding-top: .875rem; }
.notices { list-style: none; margin: .5rem 0 0; padding: 0; }
.notices li { background: var(--coach-tint); color: var(--coach); border-left: .25rem solid var(--coach); border-radius: .3125rem; font-weight: 550; padding: .5rem .75rem; margin-top: .375rem; overflow-wrap: anywhere; }
.coach { border-top: 1px solid var(--line); margin-top: .875rem; padding-top: .75rem; }
.coach label { color: var(--ink); font-size: .9375rem; font-weight: 550; }
.coach input { flex: 1 1 10rem; min-width: 0; accent-color: var(--coach); }
.loudness { font-variant-numeric: tabular-nums; font-weight: 550; }
.loudness[data-off="true"] { color: var(--wait); }
.fields { display: grid; gap: .5rem; grid-template-columns: minmax(0, 1fr) auto; }
.fields label > * { min-width: 0; width: 100%; }
@media (max-width: 30rem) { .fields { grid-template-columns: minmax(0, 1fr); } }
.wide { grid-column: 1 / -1; }
.whispers { list-style: none; margin: 0; padding: 0; }
.whispers li { border: 1px solid var(--line); border-left: .25rem solid var(--line); border-radius: .3125rem .5rem .5rem .3125rem; padding: .625rem .75rem; }
.whispers li + li { margin-top: .5rem; }
.whispers .row { margin-top: .5rem; }
.whispers .text { font-size: 1.0625rem; overflow-wrap: anywhere; white-space: pre-wrap; }
.whispers li[data-unread="true"] { background: var(--coach-tint); border-color: var(--coach); }
.whispers li[data-unread="true"] .text { font-weight: 600; }
.whispers .about, .whispers .answer { color: var(--soft); font-size: .84375rem; }
.whispers li[data-unread="true"] .about { color: var(--ink); }
.agents { list-style: none; margin: 0; padding: 0; display: grid; gap: .625rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 16rem), 1fr)); }
.agents li { position: relative; background: var(--card); border: 1px solid var(--line); border-radius: .6875rem; box-shadow: var(--shadow); padding: .75rem .875rem; overflow-wrap: anywhere; }
.agents li:hover { border-color: var(--accent); background: var(--hover); }
.agents button { width: 100%; min-height: 1.75rem; padding: 0; text-align: left; border: 0; background: transparent; color: var(--ink); font-weight: 600; }
.agents button:hover:enabled { background: transparent; }
.agents button:focus-visible { outline: 0; }
.agents li:has(button:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; }
.agents button::after { content: ""; position: absolute; inset: 0; border-radius: .6875rem; }
`
