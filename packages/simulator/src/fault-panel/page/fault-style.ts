/** The fault panel's style sheet. */
import { pageStyle } from '../../pages/page-style.ts'

export const faultStyle = `${pageStyle}
html { scroll-padding: 1rem 0 5rem; }
main { padding-bottom: 5rem; }
h2 { font-size: 1.125rem; }
h3, h4 { font-size: 1rem; margin: 0; }
h4 { font-size: .875rem; margin-top: .75rem; }
h2:focus, h3:focus { outline: none; }
section { margin-bottom: 1rem; }
.intro { padding-bottom: 1rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.links { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding-bottom: 1rem; }
.cards { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 28rem), 1fr)); }
.cards .card { margin: 0; }
.columns { display: grid; gap: 0 1rem; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); align-items: start; }
@media (max-width: 50rem) { .columns { grid-template-columns: minmax(0, 1fr); } }
.name { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; justify-content: space-between; }
.name h2 { margin: 0; }
.fault { display: flex; flex-direction: column; gap: .5rem; }
.fault .state { color: var(--soft); }
.fault[data-on="true"] { border-color: var(--wait); box-shadow: inset .25rem 0 0 var(--wait); }
.fault[data-on="true"] .state { color: var(--wait); font-weight: 600; }
.fault[data-kind="gain"] { border-color: var(--danger); grid-column: 1 / -1; }
.fault[data-kind="gain"][data-on="true"] { box-shadow: inset .25rem 0 0 var(--danger); }
.fault[data-kind="gain"][data-on="true"] .state { color: var(--danger); }
.see { border-left: .25rem solid var(--good); padding-left: .625rem; font-size: .875rem; overflow-wrap: anywhere; }
.warning { background: var(--danger); border-radius: .375rem; color: var(--card); font-weight: 700; padding: .375rem .75rem; }
.warning.loud { font-size: 1.125rem; margin: .5rem 0; }
.warning:empty { padding: 0; margin: 0; }
input[type="range"] { flex: 1 1 8rem; min-width: 0; padding: 0; border: 0; background: none; accent-color: var(--accent); }
.amount { display: inline-flex; gap: .375rem; align-items: center; }
.amount input { width: 6rem; text-align: right; }
.amount span { font-size: .875rem; color: var(--soft); }
input:user-invalid { border-color: var(--danger); }
select { max-width: 100%; min-width: 0; }
label select, label input:not([type="checkbox"]) { width: 100%; }
.fault select { flex: 1 1 100%; }
.plain { list-style: none; margin: 0; padding: 0; }
ul.see { padding-left: .625rem; }
.facts { font-size: .875rem; overflow-wrap: anywhere; }
#in-force li { padding: .125rem 0; }
#in-force a { font-weight: 600; }
#strikes { margin-top: .25rem; }
#lately { margin-top: .75rem; }
#lately h3 { font-size: .875rem; }
.fields { margin: .75rem 0 .25rem; }
.rights { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 16rem), 1fr)); margin: .75rem 0; }
fieldset { border: 1px solid var(--line); border-radius: .375rem; margin: 0; padding: .5rem .75rem; min-width: 0; }
legend { font-size: .875rem; color: var(--soft); padding: 0 .25rem; }
label.box { display: flex; gap: .5rem; align-items: center; color: var(--ink); min-height: 2rem; overflow-wrap: anywhere; }
label.box input { min-height: 0; width: 1.125rem; height: 1.125rem; flex: none; accent-color: var(--accent); }
label.box.taken { color: var(--danger); }
label.field { margin-top: .5rem; }
#changed li { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; justify-content: space-between; border-top: 1px solid var(--line); padding: .375rem 0; }
.two { display: grid; gap: .5rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 9rem), 1fr)); margin: .5rem 0; }
#scenarios li { display: grid; grid-template-columns: minmax(8rem, 11rem) minmax(0, 1fr); gap: .25rem .75rem; align-items: center; padding: .25rem 0; }
@media (max-width: 30rem) { #scenarios li { grid-template-columns: minmax(0, 1fr); } }
#see-rights { margin-top: .5rem; }
#truth { margin: .5rem 0; }
#acts { margin: .5rem 0; }
#acts button[data-possible="false"] { border-style: dashed; color: var(--soft); }
.said { position: fixed; inset: auto 0 0; background: var(--card); border-top: 1px solid var(--line); }
.said p { max-width: 72rem; margin: 0 auto; padding: .5rem 1rem; overflow-wrap: anywhere; }
.said p:empty { padding: 0; }
.said #refused { color: var(--danger); font-weight: 600; }
.said:not(:has(p:not(:empty))) { border: 0; }
@media (forced-colors: active) { .fault[data-on="true"] { outline: 2px solid; } }
`
