/**
 * Turns the marked texts of `source/` into annotated lines beside this file: `node build.mjs`. A mark is `{kind:stretch}`;
 * what it may say, and how a source is laid out, is in README.md. Fails on the first line that does not hold.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const here = process.argv[2] ?? import.meta.dirname
const prefix = process.argv[3] ?? 'w2'
const personal = {
  n: 'name',
  p: 'phone',
  e: 'email',
  a: 'address',
  z: 'postcode',
  c: 'card',
  v: 'cvv',
  id: 'national-id',
  ib: 'iban',
  ac: 'account',
  b: 'birth-date',
  ip: 'ip',
  u: 'secret-url',
}
const innocent = {
  $: 'amount',
  t: 'time',
  d: 'duration',
  q: 'quantity',
  r: 'rating',
  dt: 'date',
  o: 'reference',
}
const speakers = { A: 'agent', C: 'customer' }
const digitWords = Object.fromEntries(
  ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'].map(
    (word, digit) => [word, digit],
  ),
)

const seenIds = new Set()
const agents = {}
const counts = {}
for (const name of readdirSync(join(here, 'source')).sort()) {
  const stem = name.replace(/\.txt$/, '')
  const lines = buildFile(stem, readFileSync(join(here, 'source', name), 'utf8'))
  writeFileSync(
    join(here, `${stem}.jsonl`),
    `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`,
  )
  count(stem, lines)
}
const people = Object.entries(agents).map(([key, names]) => `  "${key}": ["${names.join('", "')}"]`)
writeFileSync(join(here, 'agents.json'), `{\n${people.join(',\n')}\n}\n`)
process.stdout.write(`${JSON.stringify(counts, null, 1)}\n`)

function buildFile(stem, source) {
  let conversation
  let names
  return source
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line, index) => {
      if (line.startsWith('== ')) {
        const [label, ...options] = line.slice(3).split(' | ')
        conversation = `${prefix}-${label}`
        const people = Object.fromEntries(options.map((option) => option.split('=')))
        names = people.customers?.split(',')
        agents[conversation] = people.agents?.split(',') ?? []
        return []
      }
      return [buildLine({ id: unique(`${prefix}-${stem}-${index + 1}`), conversation, names, line })]
    })
}

function buildLine({ id, conversation, names, line }) {
  const speaker = conversation === undefined ? undefined : speakers[line[0]]
  if (conversation !== undefined && (speaker === undefined || !line.startsWith(': ', 1)))
    fail(id, 'has no speaker')
  const { text, stretches } = unmark(id, conversation === undefined ? line : line.slice(3))
  const spans = stretches.filter(({ kind }) => Object.values(personal).includes(kind))
  const kept = stretches.filter(({ kind }) => Object.values(innocent).includes(kind))
  const neutral = stretches.filter(({ kind }) => kind === 'neutral')
  return {
    id,
    ...(conversation === undefined ? {} : { conversation, speaker }),
    ...(names === undefined ? {} : { names }),
    text,
    spans,
    ...(kept.length === 0 ? {} : { innocent: kept }),
    ...(neutral.length === 0 ? {} : { neutral }),
  }
}

function unmark(id, marked) {
  const stretches = []
  let text = ''
  const source = marked.replaceAll('\\n', '\n')
  let end = 0
  for (const match of source.matchAll(/\{([a-z$]+):([^{}]+)\}/g)) {
    text += source.slice(end, match.index)
    const kind =
      personal[match[1]] ??
      innocent[match[1]] ??
      (match[1] === 'x' ? 'neutral' : fail(id, match[0]))
    stretches.push({ kind, start: text.length, end: text.length + match[2].length })
    text += match[2]
    end = match.index + match[0].length
    verify(id, kind, match[2])
  }
  text += source.slice(end)
  if (/[{}]/.test(text)) fail(id, 'has a brace that marks nothing')
  for (const { start, end: stop } of stretches) {
    const stretch = text.slice(start, stop)
    if (stretch.trim() !== stretch) fail(id, `marks blanks: "${stretch}"`)
  }
  return { text, stretches }
}

/** Whole cards pass Luhn, whole IBANs ISO 7064; pieces and what is taken back say so by their length. */
function verify(id, kind, stretch) {
  if (kind === 'card') {
    const digits = stretch.toLowerCase().replace(/[a-z]+/g, (word) => digitWords[word] ?? word)
    const number = digits.replace(/[^0-9a-z]/g, '')
    if (/^\d{13,19}$/.test(number) && !passesLuhn(number)) fail(id, `fails Luhn: ${stretch}`)
  }
  const iban = stretch.replace(/\s/g, '')
  if (kind === 'iban' && /^[A-Z]{2}\d{2}[A-Z0-9]{11,}$/.test(iban) && !passesMod97(iban))
    fail(id, `bad IBAN: ${stretch}`)
}

function passesLuhn(number) {
  const sum = [...number].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

function passesMod97(iban) {
  const turned = `${iban.slice(4)}${iban.slice(0, 4)}`.replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  )
  return BigInt(turned) % 97n === 1n
}

function unique(id) {
  if (seenIds.has(id)) fail(id, 'is given twice')
  seenIds.add(id)
  return id
}

function count(stem, lines) {
  const row = {
    lines: lines.length,
    innocent: lines.filter(({ spans }) => spans.length === 0).length,
  }
  for (const { kind } of lines.flatMap(({ spans }) => spans)) row[kind] = (row[kind] ?? 0) + 1
  counts[stem] = row
}

function fail(id, reason) {
  throw new Error(`${id} ${reason}`)
}
