// Turns the hand-written, inline-marked texts in src/*.txt into jsonl with UTF-16 offsets.
//   node build.mjs          writes opened/*.jsonl, kept/*.jsonl, agents.json, participants.json, counts.json
//   node build.mjs --check  fails if what is on disk differs from what src/ gives, or src/ from what was frozen
// Which half a line belongs to is the first byte of the SHA-256 of its conversation, or of its id when it stands alone: even is
// opened, odd is kept. WHOLE-SHA256SUMS holds the sums of the undivided files as they were frozen.
// Format of src: one utterance a line. `A text` agent, `C customer`, `- text` no speaker. `@id agents=A,B
// participants=Full Name,…` opens a conversation, a blank line closes it, `#` is a comment.
// {{kind|words}} an entity · {{~|words}} neutral (neither must nor must not be masked) · [[words]] an amount
// or time that must stay · \u{hex} one UTF-16 unit or code point.
import { readFileSync, writeFileSync, readdirSync, existsSync, mkdirSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const KINDS = ['card', 'cvv', 'phone', 'email', 'address', 'postcode', 'name', 'national-id', 'iban', 'account', 'birth-date', 'ip', 'secret-url'];
const TITLE = /^(?:mr|mrs|ms|miss|mister|missus|dr|doctor|frau|herr|señora?|madame|monsieur)\.?\s+/i;
const check = process.argv.includes('--check');
const errors = [];
const warnings = [];

function parse(marked, where) {
  const src = marked.replace(/\\u\{([0-9a-fA-F]+)\}/g, (_, h) => String.fromCodePoint(parseInt(h, 16)));
  let text = '';
  const spans = [];
  const neutral = [];
  const keep = [];
  let i = 0;
  while (i < src.length) {
    if (src.startsWith('{{', i)) {
      const end = src.indexOf('}}', i);
      const bar = src.indexOf('|', i);
      if (end < 0 || bar < 0 || bar > end) { errors.push(`${where}: broken mark`); return null; }
      const kind = src.slice(i + 2, bar);
      let body = src.slice(bar + 1, end);
      if (!body || body.trim() !== body) errors.push(`${where}: empty or padded mark "${body}"`);
      if (body.includes('{{') || body.includes('[[')) errors.push(`${where}: nested mark`);
      if (kind === '~') neutral.push({ start: text.length, end: text.length + body.length });
      else {
        if (!KINDS.includes(kind)) errors.push(`${where}: unknown kind ${kind}`);
        let lead = 0;
        if (kind === 'name') {
          const m = TITLE.exec(body);
          if (m) { lead = m[0].length; neutral.push({ start: text.length, end: text.length + m[0].trimEnd().length }); }
          else {
            const before = /(?:^|\s)((?:mr|mrs|ms|miss|mister|missus|dr|doctor|frau|herr)\.?)\s+$/i.exec(text);
            if (before) { const s = text.length - before[0].length + before[0].indexOf(before[1]); neutral.push({ start: s, end: s + before[1].length }); }
          }
        }
        spans.push({ kind, start: text.length + lead, end: text.length + body.length });
      }
      text += body;
      i = end + 2;
    } else if (src.startsWith('[[', i)) {
      const end = src.indexOf(']]', i);
      if (end < 0) { errors.push(`${where}: broken keep`); return null; }
      const body = src.slice(i + 2, end);
      keep.push({ start: text.length, end: text.length + body.length });
      text += body;
      i = end + 2;
    } else text += src[i++];
  }
  if (text !== text.trim() || /\{\{|\}\}|\[\[|\]\]/.test(text)) errors.push(`${where}: stray mark or blanks: ${text}`);
  const all = [...spans, ...neutral, ...keep].sort((a, b) => a.start - b.start);
  for (let k = 1; k < all.length; k++) if (all[k].start < all[k - 1].end) errors.push(`${where}: overlap`);
  for (const s of all) if (s.start >= s.end || s.end > text.length) errors.push(`${where}: bad span`);
  return { text, spans, neutral, keep };
}

// --- sanity of the numbers themselves (warnings for the author, no part of the set)
const ONE = { zero: 0, oh: 0, o: 0, nought: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9,
  uno: 1, dos: 2, tres: 3, cuatro: 4, cero: 0, null: 0, eins: 1, zwei: 2, drei: 3, vier: 4, 'fünf': 5, un: 1, deux: 2, quatre: 4 };
const TEEN = { ten: 10, eleven: 11, twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19 };
const TENS = { twenty: 2, thirty: 3, forty: 4, fifty: 5, sixty: 6, seventy: 7, eighty: 8, ninety: 9 };
const REP = { double: 2, triple: 3, quadruple: 4 };
export function digits(said) {
  const w = said.normalize('NFKC').toLowerCase().replace(/[-,.]/g, ' ').split(/\s+/).filter(Boolean);
  let out = '';
  for (let i = 0; i < w.length; i++) {
    const t = w[i];
    if (/^\d+$/.test(t)) out += t;
    else if (t in REP && w[i + 1] in ONE) out += String(ONE[w[++i]]).repeat(REP[t]);
    else if (t in TEEN) out += TEEN[t];
    else if (t in TENS) { if (w[i + 1] in ONE && ONE[w[i + 1]] > 0) out += `${TENS[t]}${ONE[w[++i]]}`; else out += `${TENS[t]}0`; }
    else if (t === 'hundred') out += '00';
    else if (t === 'thousand') out += '000';
    else if (t in ONE) out += ONE[t];
  }
  return out;
}
function luhn(d) { let s = 0; [...d].reverse().forEach((c, i) => { let n = +c; if (i % 2) { n *= 2; if (n > 9) n -= 9; } s += n; }); return s % 10 === 0; }
function mod97(iban) { const r = iban.slice(4) + iban.slice(0, 4); let m = 0; for (const c of r) { const v = parseInt(c, 36); m = (m * (v > 9 ? 100 : 10) + v) % 97; } return m === 1; }

const files = readdirSync(join(here, 'src')).filter((f) => f.endsWith('.txt')).sort();
const out = {};
const agents = {};
const participants = {};
const ids = new Set();
const seen = new Map();
for (const f of files) {
  const base = f.replace('.txt', '');
  const rows = [];
  let conv = null;
  let n = 0;
  readFileSync(join(here, 'src', f), 'utf8').split('\n').forEach((line, ln) => {
    const where = `${f}:${ln + 1}`;
    if (!line.trim()) { conv = null; return; }
    if (line.startsWith('#')) return;
    if (line.startsWith('@')) {
      const m = /^@(\S+)(?: agents=(.*?))?(?: participants=(.*))?$/.exec(line);
      if (!m) { errors.push(`${where}: conversation line`); return; }
      conv = m[1];
      if (agents[conv] || participants[conv]) errors.push(`${where}: conversation twice`);
      if (m[2]) agents[conv] = m[2].split(',');
      if (m[3]) participants[conv] = m[3].split(',');
      return;
    }
    const m = /^([AC-]) (.*)$/.exec(line);
    if (!m) { errors.push(`${where}: no speaker`); return; }
    const p = parse(m[2], where);
    if (!p) return;
    n += 1;
    const id = `${base}-${String(n).padStart(3, '0')}`;
    if (ids.has(id)) errors.push(`${where}: id twice`);
    ids.add(id);
    if (!conv) { if (seen.has(p.text)) errors.push(`${where}: same text as ${seen.get(p.text)}`); seen.set(p.text, id); }
    for (const s of p.spans) {
      const body = p.text.slice(s.start, s.end);
      if (s.kind === 'card' && !conv && !/\b(no|sorry)\b/.test(body)) {
        const d = digits(body);
        if (d.length < 12 || !luhn(d)) warnings.push(`${where} ${id}: card ${d} (${d.length}) fails Luhn: ${body}`);
      }
      if (s.kind === 'iban' && /^[A-Z]{2}\d\d[A-Z0-9 ]+$/.test(body) && !mod97(body.replace(/ /g, ''))) warnings.push(`${where} ${id}: iban ${body}`);
    }
    rows.push({ id, ...(conv ? { conversation: conv } : {}), ...(m[1] === '-' ? {} : { speaker: m[1] === 'A' ? 'agent' : 'customer' }), text: p.text, spans: p.spans, ...(p.neutral.length ? { neutral: p.neutral } : {}), ...(p.keep.length ? { keep: p.keep } : {}) });
  });
  out[`${base}.jsonl`] = rows;
}

export function words(row) {
  const r = [];
  for (const m of row.text.matchAll(/\S+/gu)) if (/[\p{L}\p{N}]/u.test(m[0])) r.push({ start: m.index, end: m.index + m[0].length });
  return r;
}
const hits = (w, list) => (list ?? []).some((s) => s.start < w.end && w.start < s.end);
const counts = { utterances: 0, conversations: new Set(), withSpans: 0, withoutSpans: 0, spans: 0, perKind: Object.fromEntries(KINDS.map((k) => [k, 0])), words: 0, innocentWords: 0, keepSpans: 0, keepWords: 0, neutralSpans: 0, perFile: {} };
for (const [f, rows] of Object.entries(out)) {
  const pf = (counts.perFile[f] = { utterances: rows.length, withoutSpans: 0, spans: 0, innocentWords: 0 });
  for (const row of rows) {
    counts.utterances++;
    if (row.conversation) counts.conversations.add(row.conversation);
    if (row.spans.length) counts.withSpans++; else { counts.withoutSpans++; pf.withoutSpans++; }
    for (const s of row.spans) { counts.spans++; pf.spans++; counts.perKind[s.kind]++; }
    counts.keepSpans += row.keep?.length ?? 0;
    counts.neutralSpans += row.neutral?.length ?? 0;
    for (const w of words(row)) {
      counts.words++;
      if (hits(w, row.spans) || hits(w, row.neutral)) continue;
      counts.innocentWords++; pf.innocentWords++;
      if (hits(w, row.keep)) counts.keepWords++;
    }
  }
}
counts.conversations = counts.conversations.size;
if (errors.length) { console.error(errors.join('\n')); process.exit(1); }
if (!check && !process.argv.includes('--quiet') && warnings.length) console.error(warnings.join('\n'));
const write = (name, body) => {
  const p = join(here, name);
  if (check) { if (!existsSync(p) || readFileSync(p, 'utf8') !== body) { console.error(`${name} differs`); process.exitCode = 1; } } else writeFileSync(p, body);
};
const sumOf = (body) => createHash('sha256').update(body).digest('hex');
const jsonl = (rows) => rows.map((r) => JSON.stringify(r) + '\n').join('');
const halfOf = (row) => (createHash('sha256').update(row.conversation ?? row.id).digest()[0] % 2 === 0 ? 'opened' : 'kept');
const people = [['agents.json', agents], ['participants.json', participants]].map(([f, o]) => [f, JSON.stringify(o, null, 2) + '\n']);
const whole = [...Object.entries(out).map(([f, rows]) => [f, jsonl(rows)]), ...people].map(([f, b]) => `${sumOf(b)}  ${f}\n`).join('');
if (whole !== readFileSync(join(here, 'WHOLE-SHA256SUMS'), 'utf8')) { console.error('src/ is not what was frozen'); process.exitCode = 1; }
let sums = '';
for (const half of ['opened', 'kept']) {
  mkdirSync(join(here, half), { recursive: true });
  const halves = Object.entries(out).map(([f, rows]) => [f, jsonl(rows.filter((r) => halfOf(r) === half))]);
  for (const [f, b] of [...halves, ...people]) { write(`${half}/${f}`, b); sums += `${sumOf(b)}  ${half}/${f}\n`; }
}
write('counts.json', JSON.stringify(counts, null, 2) + '\n');
write('SHA256SUMS', sums);
console.log(JSON.stringify(counts, null, 1));
