/**
 * S3: what it costs the platform that 50 supervisors look at the same 200 agents for an hour, counted by the platform itself
 * (`GET /_simulator/requests`) on the simulation's clock: our server with a real panel for each, beside the guide's naive polling
 * of whole conversations every 5 s, and beside the cheap rival, polling the routing endpoints every 5 s. Both rivals are as
 * cheap as they can be: their sign-in is not counted, conversations come in one page, idle agents are not asked about. Every
 * poll costs the same, so of the rivals one minute is played and multiplied; the platform refuses the second rival most of the
 * time, so it is played once more on a platform that has no limit.
 *
 * The claims: at least 99.5 % fewer bytes of answers and 99 % fewer requests than the first, fewer of both than the second, there
 * also with the bytes of our event streams, which the rivals do without; no 429; and at the end every row and every agent on every screen as they are.
 *
 *   npx tsx bench/src/browse-requests.bench.ts [minutes, default 60]
 */
import { type BrowsingOptions, type BrowsingResult, measureBrowsing } from '@sotto/simulation'

const minutes = Number(process.argv[2] ?? 60)
const centre = { seed: 1, supervisors: 50, agents: 200, callsPerMinute: 20 }
const rivalMinutes = 1

interface Row {
  readonly name: string
  readonly requests: number
  readonly bytes: number
  readonly eventBytes: number
  readonly tooMany: number
}

async function play(name: string, options: Omit<BrowsingOptions, keyof typeof centre>) {
  const result = await measureBrowsing({ ...centre, ...options })
  return { result, row: hourOf(name, result, options.minutes) }
}

/** A rival's minute as an hour; what we cost is not proportional to time, so it is told as it was. */
function hourOf(name: string, result: BrowsingResult, played: number): Row {
  const times = minutes / played
  const { requests, bytes, eventBytes, tooMany } = result
  return {
    name,
    requests: requests * times,
    bytes: bytes * times,
    eventBytes: eventBytes * times,
    tooMany: tooMany * times,
  }
}

const ours = await play('Sotto', { way: 'sotto', minutes })
const opening = await play('Sotto, each opening a conversation every 10 min', {
  way: 'sotto',
  minutes,
  openEveryMs: 600_000,
})
const naive = await play('polling conversations every 5 s', {
  way: 'conversation-polling',
  minutes: rivalMinutes,
})
const cheap = await play('polling routing every 5 s', {
  way: 'routing-polling',
  minutes: rivalMinutes,
})
const unlimited = await play('the same on a platform without a limit', {
  way: 'routing-polling',
  minutes: rivalMinutes / 12,
  rateLimit: 1_000_000,
})

const rows = [ours.row, opening.row, naive.row, cheap.row, unlimited.row]
const [minePlain, , first, second] = rows
if (minePlain === undefined || first === undefined || second === undefined) throw new Error('rows')

console.log(`${centre.supervisors} supervisors, ${centre.agents} agents, ${minutes} minutes:`)
console.table(
  Object.fromEntries(
    rows.map((row) => [
      row.name,
      {
        requests: Math.round(row.requests),
        '429': Math.round(row.tooMany),
        'REST MB': megabytes(row.bytes),
        'events MB': megabytes(row.eventBytes),
      },
    ]),
  ),
)
console.log('Sotto, by route:')
console.table(Object.fromEntries(ours.result.byRoute))

const trueness = [ours.result.trueness, opening.result.trueness]
const wrong = trueness.reduce(
  (sum, one) => sum + (one === undefined ? 1 : one.rowsWrong + one.agentsWrong),
  0,
)
const seen = trueness.reduce((sum, one) => sum + (one?.rows ?? 0) + (one?.agents ?? 0), 0)
const withEvents = minePlain.bytes + minePlain.eventBytes
const claims: readonly (readonly [string, boolean])[] = [
  [
    `requests: ${fewer(minePlain.requests, first.requests)} than the first (claim: 99 %)`,
    minePlain.requests <= 0.01 * first.requests,
  ],
  [
    `REST bytes: ${fewer(minePlain.bytes, first.bytes)} than the first (claim: 99.5 %)`,
    minePlain.bytes <= 0.005 * first.bytes,
  ],
  [
    `requests: ${fewer(minePlain.requests, second.requests)} than the second (claim: fewer)`,
    minePlain.requests < second.requests,
  ],
  [
    `bytes with event streams: ${fewer(withEvents, second.bytes)} than the second (claim: fewer)`,
    withEvents < second.bytes,
  ],
  [
    `${minePlain.tooMany + opening.row.tooMany} times 429 (claim: none)`,
    minePlain.tooMany + opening.row.tooMany === 0,
  ],
  [`${wrong} of ${seen} rows and agents wrong at the end (claim: none)`, wrong === 0 && seen > 0],
]
console.log(
  `       with event streams: ${fewer(withEvents, first.bytes)} bytes than the first (no claim)`,
)
for (const [text, holds] of claims) console.log(`${holds ? 'holds ' : 'BROKEN'} ${text}`)
if (claims.some(([, holds]) => !holds)) process.exitCode = 1

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 2 : 0)
}

function fewer(mine: number, theirs: number): string {
  return `${((1 - mine / theirs) * 100).toFixed(2)} % fewer`
}
