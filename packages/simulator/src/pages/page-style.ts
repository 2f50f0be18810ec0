/**
 * The style sheet all of the simulator's own pages begin with: the console's colours, type and roundness, light or dark as the
 * reader's system is. Every pair of text and ground is at least 4.5:1.
 */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --ink: #1a1f26; --soft: #56606d; --line: #dfe3e9; --edge: #78828f; --back: #f2f4f7; --card: #ffffff; --raised: #f8f9fb; --hover: #eef1f5;
  --accent: #126c64; --on-accent: #ffffff; --chosen: #e4f1ef; --coach: #6a31c0; --coach-tint: #f3edfd;
  --notice: #fdf4e3; --notice-line: #7d4e04; --danger: #ae2525; --danger-tint: #fdecec; --on-danger: #ffffff;
  --good: #196833; --good-tint: #e8f6ec; --wait: #7d4e04; --wait-tint: #fdf4e3; --mark: #a3d3ce;
  --shadow: 0 1px 2px rgb(26 31 38 / 6%);
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e3e7ec; --soft: #9aa4b2; --line: #2b323c; --edge: #6b7686; --back: #111419; --card: #181c22; --raised: #1e232b; --hover: #20262e;
    --accent: #72bdb5; --on-accent: #11151b; --chosen: #17312f; --coach: #b995f0; --coach-tint: #2a1d45;
    --notice: #2f240f; --notice-line: #eaae40; --danger: #ee8b8b; --danger-tint: #361a1a; --on-danger: #11151b;
    --good: #6ec188; --good-tint: #14291b; --wait: #eaae40; --wait-tint: #2f240f; --mark: #a3d3ce;
    --shadow: 0 1px 2px rgb(0 0 0 / 40%);
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--back); color: var(--ink); font: .9375rem/1.45 Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Cantarell, "Helvetica Neue", Arial, sans-serif; }
.banner { background: var(--card); border-bottom: 1px solid var(--line); }
.banner .inner { display: flex; flex-wrap: wrap; gap: .375rem 1.25rem; align-items: center; max-width: 72rem; margin: 0 auto; padding: .625rem 1rem; }
.brand { display: flex; gap: .625rem; align-items: center; color: var(--soft); }
.brand strong { color: var(--ink); font-size: 1.0625rem; margin-right: .25rem; }
.mark { flex: none; }
.mark .ground { fill: #126c64; }
.mark path { fill: none; stroke-width: 2.6; stroke-linecap: round; }
.mark .said { stroke: #ffffff; }
.mark .heard { stroke: var(--mark); }
.banner nav { display: flex; flex-wrap: wrap; gap: .25rem; }
.banner nav a { padding: .3125rem .625rem; border-radius: .5rem; color: var(--soft); text-decoration: none; font-weight: 550; min-height: 2rem; }
.banner nav a:hover { background: var(--hover); color: var(--ink); }
.banner nav a[aria-current] { background: var(--chosen); color: var(--accent); }
.banner .languages { margin-left: auto; }
main { max-width: 72rem; margin: 0 auto; padding: 1.375rem 1rem 2rem; }
h1 { font-size: 1.3125rem; line-height: 1.25; margin: 0; }
h2 { font-size: 1.0625rem; margin: 0 0 .625rem; }
p { margin: 0; }
a { color: var(--accent); }
.soft { color: var(--soft); font-size: .84375rem; }
.top { display: flex; flex-wrap: wrap; gap: .375rem 1rem; align-items: center; padding-bottom: 1rem; }
.top .end { margin-left: auto; }
.lead { color: var(--soft); max-width: 46rem; padding-bottom: 1rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .6875rem; box-shadow: var(--shadow); padding: 1rem; margin-bottom: 1rem; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
button { font: inherit; font-weight: 550; min-height: 2.375rem; padding: .25rem .875rem; border-radius: .5rem; border: 1px solid var(--edge); background: var(--card); color: var(--ink); cursor: pointer; }
button:hover:enabled { background: var(--hover); }
button:disabled { color: var(--soft); border-color: var(--line); background: var(--raised); cursor: not-allowed; }
button:focus-visible, input:focus-visible, select:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
button.main:enabled { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.danger:enabled { color: var(--danger); border-color: var(--danger); }
button.danger:enabled:hover { background: var(--danger-tint); }
button[aria-pressed="true"]:enabled { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.state, .link { display: inline-flex; gap: .375rem; align-items: center; padding: .0625rem .625rem; border-radius: 1.25rem; font-size: .84375rem; font-weight: 550; color: var(--soft); background: var(--raised); border: 1px solid var(--line); }
.state:empty { display: none; }
.state::before, .link::before { content: ""; width: .5rem; height: .5rem; border-radius: 50%; background: currentColor; flex: none; }
.state[data-state="ACTIVE"], .link[data-link="up"] { color: var(--good); background: var(--good-tint); border-color: transparent; }
.state[data-state="HOLD"], .state[data-state="IN_TRANSFER"], .state[data-state="CONFERENCE"] { color: var(--wait); background: var(--wait-tint); border-color: transparent; }
.link[data-link="down"] { color: var(--danger); background: var(--danger-tint); border-color: transparent; }
.link[data-link="down"]::before { border-radius: 1px; }
.notice { background: var(--notice); border-left: .25rem solid var(--notice-line); border-radius: .3125rem; padding: .5rem .75rem; margin-bottom: 1rem; }
.refused { color: var(--danger); font-weight: 550; overflow-wrap: anywhere; }
.refused:not(:empty) { background: var(--danger-tint); border-radius: .3125rem; padding: .375rem .75rem; margin: .625rem 0; }
label { display: grid; gap: .125rem; font-size: .84375rem; color: var(--soft); }
input, select { font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--edge); border-radius: .5rem; padding: .375rem .625rem; min-height: 2.375rem; }
input::placeholder { color: var(--soft); opacity: 1; }
input[type="range"] { padding: 0; border: 0; background: none; accent-color: var(--accent); }
@media (prefers-reduced-motion: no-preference) { button, .banner nav a { transition: background-color 120ms, border-color 120ms; } }
@media (forced-colors: active) {
  .state, .link, .notice, .refused:not(:empty), .banner nav a[aria-current] { border: 1px solid; }
  button[aria-pressed="true"] { outline: 2px solid Highlight; }
}
@media (max-width: 44rem) {
  .banner .inner { padding: .5rem .75rem; }
  .banner nav:not(.languages) { order: 1; flex-basis: 100%; }
  .banner nav a { padding: .3125rem .5rem; font-size: .875rem; }
  .brand { flex: 1 1 0; min-width: 0; font-size: .8125rem; line-height: 1.25; }
  .brand strong { display: block; }
  .card { padding: .75rem; }
  main { padding: 1rem .75rem 2rem; }
}
`
