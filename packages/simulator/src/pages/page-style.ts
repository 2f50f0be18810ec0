/** The style sheet all of the simulator's own pages begin with: calm, readable, light or dark as the reader's system is. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --ink: #1c2128; --soft: #57606c; --line: #d3d9e1; --back: #f4f5f7; --card: #ffffff;
  --accent: #1a5fb4; --on-accent: #ffffff; --notice: #fff4d6; --notice-line: #d99a00; --danger: #b3261e; --good: #1e7a44; --wait: #8a5a00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6e9ee; --soft: #a3adba; --line: #38404b; --back: #13161b; --card: #1c2129;
    --accent: #8ab4f8; --on-accent: #10161f; --notice: #3a3012; --notice-line: #d9a520; --danger: #f2857c; --good: #6fd39a; --wait: #e3b341;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--back); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.375rem; margin: 0; }
h2 { font-size: 1rem; margin: 0 0 .5rem; }
p { margin: 0; }
a { color: var(--accent); }
.soft { color: var(--soft); font-size: .875rem; }
.top { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; padding-bottom: 1rem; }
.top .end { margin-left: auto; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; margin-bottom: 1rem; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
button { font: inherit; min-height: 2.5rem; padding: .25rem .875rem; border-radius: .375rem; border: 1px solid var(--line); background: var(--card); color: var(--ink); cursor: pointer; }
button:hover:enabled { border-color: var(--accent); }
button:disabled { color: var(--soft); opacity: .55; cursor: not-allowed; }
button:focus-visible, input:focus-visible, select:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.danger { color: var(--danger); border-color: var(--danger); }
button[aria-pressed="true"] { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.state { display: inline-block; padding: 0 .5rem; border: 1px solid currentColor; border-radius: 1rem; font-size: .875rem; }
.state[data-state="ACTIVE"] { color: var(--good); }
.state[data-state="HOLD"], .state[data-state="IN_TRANSFER"] { color: var(--wait); }
.refused { color: var(--danger); min-height: 1.5em; }
label { display: grid; font-size: .875rem; color: var(--soft); }
input, select { font: inherit; color: var(--ink); background: var(--back); border: 1px solid var(--line); border-radius: .375rem; padding: .375rem .5rem; min-height: 2.5rem; }
`
