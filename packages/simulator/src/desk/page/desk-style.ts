/** The desk's style sheet. */
import { pageStyle } from '../../pages/page-style.ts'

export const deskStyle = `${pageStyle}
.columns { display: grid; gap: 1rem; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); }
@media (max-width: 50rem) { .columns { grid-template-columns: minmax(0, 1fr); } }
.fields + .row { margin-top: .75rem; }
#call { margin-top: .75rem; }
.call { font-size: 1.125rem; font-weight: 600; }
.notices { list-style: none; margin: .75rem 0 0; padding: 0; }
.notices li { background: var(--notice); border-left: .25rem solid var(--notice-line); border-radius: .25rem; padding: .375rem .75rem; margin-top: .375rem; }
.fields { display: grid; gap: .5rem; grid-template-columns: 1fr auto; }
.wide { grid-column: 1 / -1; }
.whispers { list-style: none; margin: 0; padding: 0; }
.whispers li { border-top: 1px solid var(--line); padding: .75rem 0; }
.whispers li:first-child { border-top: 0; padding-top: 0; }
.whispers .row { margin-top: .375rem; }
.whispers .text { font-size: 1.0625rem; overflow-wrap: anywhere; white-space: pre-wrap; }
.whispers li[data-unread="true"] .text { font-weight: 600; }
.agents { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); }
.agents li { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem; }
.agents button { width: 100%; text-align: left; border: 0; background: transparent; color: var(--accent); font-weight: 600; }
.agents span { display: block; padding: 0 .875rem .25rem; }
`
