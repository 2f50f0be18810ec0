import { sleep, systemClock, systemRandom } from '@sotto/kernel'
import { until } from '../outside/until.ts'
import type { SeveralServers } from './several-servers.ts'
import type { Visitor } from './visitor.ts'

/** Text whispers that one person sends at all servers in turn, each under its own key, again and again until it is taken. */
export interface Texts {
  /** Every answer but "taken", by its code, and how often. */
  readonly refusals: ReadonlyMap<string, number>
  readonly taken: number
  /** The longest that an answer was waited for. */
  readonly longestMs: number
  /** No new ones, and nothing is repeated any more. */
  giveUp(): void
  /** No new ones; resolves when all have been taken, to how many there were. */
  end(): Promise<number>
}

const everyMs = 200
const againMs = 500
/** More than one person writes, and no flood: a busy machine would drown in what is repeated. */
const atOnce = 12

export function sendTexts(
  { visitor, conversationId }: { readonly visitor: Visitor; readonly conversationId: string },
  servers: readonly number[],
): Texts {
  const refusals = new Map<string, number>()
  const path = `/api/conversations/${conversationId}/whispers`
  const sendings: Promise<void>[] = []
  let isOver = false
  let isGivenUp = false
  let taken = 0
  let longestMs = 0

  async function send(number: number): Promise<void> {
    const key = systemRandom.id()
    for (let attempt = 0; !isGivenUp; attempt += 1) {
      const where = servers[(number + attempt) % servers.length] ?? 0
      const askedAtMono = systemClock.monotonicNow()
      const outcome = await visitor
        .ask(where, path, { body: { text: `Text ${number}` }, key })
        .then(({ body, status }) => (status === 202 ? undefined : `${status} ${body.code}`))
        .catch(() => 'no answer')
      longestMs = Math.max(longestMs, systemClock.monotonicNow() - askedAtMono)
      if (outcome === undefined) {
        taken += 1
        return
      }
      refusals.set(outcome, (refusals.get(outcome) ?? 0) + 1)
      await sleep(systemClock, againMs)
    }
  }

  const sent = (async () => {
    while (!isOver) {
      if (sendings.length - taken < atOnce) sendings.push(send(sendings.length))
      await sleep(systemClock, everyMs)
    }
  })()

  return {
    refusals,
    get longestMs() {
      return longestMs
    },
    get taken() {
      return taken
    },
    giveUp() {
      isOver = true
      isGivenUp = true
    },
    async end() {
      isOver = true
      await sent
      await Promise.all(sendings)
      return sendings.length
    },
  }
}

/** What is on record of the texts of one conversation, here and at the platform. */
async function textsOnRecord(
  { database, simulator }: SeveralServers,
  conversationId: string,
): Promise<{
  readonly rows: number
  readonly acts: number
  readonly audited: number
  /** Not over yet. */
  readonly open: number
  /** Over, and never at the platform: their supervisor was told so. */
  readonly unsent: Readonly<Record<string, number>>
  readonly atPlatform: number
}> {
  const texts = `from control where conversation_id = '${conversationId}' and kind = 'whisper-text'`
  const [found] = await database.ask<{
    rows: number
    acts: number
    audited: number
    open: number
  }>(`
    select
      (select count(*)::int ${texts}) as rows,
      (select count(*)::int ${texts} and not is_final) as open,
      (select count(*)::int from control_act
        where act = 'control-submitted' and control_id in (select id ${texts})) as acts,
      (select count(*)::int from audit_entry
        where act = 'control-submitted' and control_id in (select id ${texts})) as audited`)
  const unsent = await database.ask<{ state: string; number: number }>(`
    select concat_ws(' ', state->>'name', state->>'reason') as state, count(*)::int as number ${texts}
      and is_final and platform_control_id is null group by 1`)
  const { controls } = await simulator.state()
  return {
    ...(found ?? { rows: 0, acts: 0, audited: 0, open: 0 }),
    unsent: Object.fromEntries(unsent.map(({ number, state }) => [state, number])),
    atPlatform: controls.filter(
      (control) => control.conversationId === conversationId && control.mediaType === 'TEXT',
    ).length,
  }
}

export function refused({ refusals }: Texts, code: RegExp): true | undefined {
  return [...refusals.keys()].some((known) => code.test(known)) || undefined
}

/** Some more are taken than were. */
export async function textsGoOn(texts: Texts): Promise<void> {
  const before = texts.taken
  await until('texts', settlingMs, () => texts.taken > before + 3 || undefined)
}

const settlingMs = 90_000

/** What does not add up, in words; empty: each text that was taken stands once wherever it is on record, at the platform too
 * unless its supervisor is told otherwise. Resolves when all are settled. */
export async function textsAmiss(
  centre: SeveralServers,
  conversationId: string,
  count: number,
): Promise<string> {
  const { atPlatform, unsent, ...found } = await until('texts settled', settlingMs, async () => {
    const record = await textsOnRecord(centre, conversationId)
    return record.open === 0 ? record : undefined
  })
  const notSent = Object.values(unsent).reduce((sum, number) => sum + number, 0)
  const { acts, audited, rows } = found
  const isRight = [rows, acts, audited, atPlatform + notSent].every((number) => number === count)
  return isRight ? '' : JSON.stringify({ count, ...found, atPlatform, unsent })
}
