// Scores an engine's answers against the frozen set.
//   cat *.jsonl | <engine: JSON lines in, {id, spans} out> > answers.jsonl ; node score.mjs answers.jsonl [--misses] [--kind]
// Entity found: every letter and digit of it lies in some span of the answer (any kind; --kind: only spans of its kind).
// Innocent word destroyed: a letter or digit of it lies in a span of the answer (word = blank-separated token with a
// letter or digit, touching neither an entity nor a neutral region). Amounts and times: the same, over `keep` words.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
const here = dirname(fileURLToPath(import.meta.url));
const misses = process.argv.includes('--misses');
const sameKind = process.argv.includes('--kind');
const read = (p) => readFileSync(p, 'utf8').split('\n').filter(Boolean).map((l) => JSON.parse(l));
const answers = new Map(read(process.argv.slice(2).find((a) => !a.startsWith('--'))).map((r) => [r.id, r.spans]));
const participants = JSON.parse(readFileSync(join(here, 'participants.json'), 'utf8'));
const touch = (a, list) => (list ?? []).some((s) => s.start < a.end && a.start < s.end);
const solid = (c) => /[\p{L}\p{N}\uD800-\uDFFF]/u.test(c);
const kinds = {};
const add = (k, ok, kindOk) => { const r = (kinds[k] ??= { entities: 0, found: 0, rightKind: 0 }); r.entities++; r.found += ok; r.rightKind += kindOk; };
const over = { innocent: 0, destroyed: 0, keep: 0, keepDestroyed: 0 };
let missing = 0;
for (const f of readdirSync(here).filter((x) => x.endsWith('.jsonl')).sort()) for (const row of read(join(here, f))) {
  const got = answers.get(row.id);
  if (!got) { missing++; }
  const spans = got ?? [];
  const covered = (s, only) => {
    for (let i = s.start; i < s.end; i++) if (solid(row.text[i]) && !spans.some((g) => (!only || g.kind === only) && g.start <= i && i < g.end)) return false;
    return true;
  };
  for (const s of row.spans) {
    const kindOk = covered(s, s.kind);
    const ok = sameKind ? kindOk : covered(s);
    add(s.kind, +ok, +kindOk);
    if (s.kind === 'name') add(participants[row.conversation] ? 'name (in calls, participants known)' : 'name (free text)', +ok, +kindOk);
    if (!ok && misses) console.log(`MISS ${s.kind} ${row.id} «${row.text.slice(s.start, s.end)}» | ${row.text}`);
  }
  for (const m of row.text.matchAll(/\S+/gu)) {
    if (!/[\p{L}\p{N}]/u.test(m[0])) continue;
    const w = { start: m.index, end: m.index + m[0].length };
    if (touch(w, row.spans) || touch(w, row.neutral)) continue;
    const kept = touch(w, row.keep);
    let bad = false;
    for (let i = w.start; i < w.end && !bad; i++) bad = solid(row.text[i]) && spans.some((g) => g.start <= i && i < g.end);
    over.innocent++; over.destroyed += +bad;
    if (kept) { over.keep++; over.keepDestroyed += +bad; }
    if (bad && misses) console.log(`OVER${kept ? ' keep' : ''} ${row.id} «${m[0]}» | ${row.text}`);
  }
}
const pct = (a, b) => (b ? `${((100 * a) / b).toFixed(2)} %` : '–');
for (const [k, r] of Object.entries(kinds).sort()) console.log(`${k.padEnd(36)} ${String(r.found).padStart(4)}/${String(r.entities).padEnd(4)} ${pct(r.found, r.entities).padStart(9)}   right kind ${pct(r.rightKind, r.entities)}`);
console.log(`innocent words destroyed             ${over.destroyed}/${over.innocent} ${pct(over.destroyed, over.innocent)}`);
console.log(`amount and time words destroyed      ${over.keepDestroyed}/${over.keep} ${pct(over.keepDestroyed, over.keep)}`);
if (missing) console.log(`no answer for ${missing} utterances (counted as nothing masked)`);
