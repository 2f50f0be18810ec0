/**
 * S3: what it costs the platform that 50 supervisors look at the same 200 agents for an hour, counted by the platform itself
 * (`GET /_simulator/requests`) on the simulation's clock: our server with a real panel for each, beside the guide's naive polling
 * of whole conversations every 5 s, and beside the cheap rival, polling the routing endpoints every 5 s. Both rivals are as
 * cheap as they can be: their sign-in is not counted, conversations come in one page, idle agents are not asked about. Every
 * poll costs the same, so of the rivals one minute is played and multiplied; the platform refuses the second rival most of the
 * time, so it is played once more on a platform that has no limit.
 *
 * The claims, each with and without everybody's opening a conversation every ten minutes: at least 99.5 % fewer bytes, our event
 * streams included, which the rivals do without, and 99 % fewer requests than the first; fewer of both than the second; no 429;
 * and at the end every row and every agent on every screen as they are.
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

const mine = [ours.row, opening.row]
const rivals = [naive.row, cheap.row]

console.log(`${centre.supervisors} supervisors, ${centre.agents} agents, ${minutes} minutes:`)
console.table(
  Object.fromEntries(
    [...mine, ...rivals, unlimited.row].map((row) => [
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
for (const { result, row } of [ours, opening]) {
  console.log(`${row.name}, by route:`)
  console.table(Object.fromEntries(result.byRoute))
}

interface Claim {
  readonly text: string
  readonly holds: boolean
}

/** At most this share of what polling whole conversations costs. */
const shares = { requests: 0.01, bytes: 0.005 } as const

function claimsOf(row: Row): readonly Claim[] {
  const ourBytes = row.bytes + row.eventBytes
  return [
    ...compare(row, 'requests', row.requests, ({ requests }) => requests),
    ...compare(row, 'bytes', ourBytes, ({ bytes }) => bytes),
    { text: `${row.name}: ${row.tooMany} times 429 (claim: none)`, holds: row.tooMany === 0 },
  ]
}

function compare(
  { name }: Row,
  what: keyof typeof shares,
  cost: number,
  costOf: (rival: Row) => number,
): readonly Claim[] {
  const share = shares[what]
  const first = costOf(naive.row)
  const second = costOf(cheap.row)
  const claimed = `at least ${(100 - share * 100).toFixed(1)} %`
  return [
    {
      text: `${name}: ${what} ${fewer(cost, first)} than ${naive.row.name} (claim: ${claimed})`,
      holds: cost <= share * first,
    },
    {
      text: `${name}: ${what} ${fewer(cost, second)} than ${cheap.row.name} (claim: fewer)`,
      holds: cost < second,
    },
  ]
}

function screensAreTrue(): Claim {
  const trueness = [ours.result.trueness, opening.result.trueness]
  const wrong = trueness.reduce(
    (sum, one) => sum + (one === undefined ? 1 : one.rowsWrong + one.agentsWrong),
    0,
  )
  const seen = trueness.reduce((sum, one) => sum + (one?.rows ?? 0) + (one?.agents ?? 0), 0)
  return {
    text: `${wrong} of ${seen} rows and agents wrong at the end (claim: none)`,
    holds: wrong === 0 && seen > 0,
  }
}

const claims = [...mine.flatMap(claimsOf), screensAreTrue()]
for (const { text, holds } of claims) console.log(`${holds ? 'holds ' : 'BROKEN'} ${text}`)
if (claims.some(({ holds }) => !holds)) process.exitCode = 1

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 2 : 0)
}

function fewer(mine: number, theirs: number): string {
  return `${((1 - mine / theirs) * 100).toFixed(2)} % fewer`
}
