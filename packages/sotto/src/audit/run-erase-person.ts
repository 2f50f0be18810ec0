/** `sotto audit erase-person`: takes a person out of everything that is kept. Shows what it would do unless told to do it. */
import type { Clock } from '@sotto/kernel'
import type { ErasureCounts, ErasureStore } from '@sotto/server'
import { exitCodes } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'

export interface ErasePersonChoice {
  /** Who answers for it: stands in the audit. */
  readonly by: string
  readonly yes?: boolean
}

export interface RunErasePersonInput {
  readonly personId: string
  readonly choice: ErasePersonChoice
  readonly erasure: ErasureStore
  readonly clock: Clock
  readonly terminal: Terminal
}

const id = /^[\w.:@~-]{1,160}$/

export async function runErasePerson(input: RunErasePersonInput): Promise<number> {
  const { choice, clock, erasure, personId, terminal } = input
  for (const [what, value] of [
    ['PERSON', personId],
    ['--by', choice.by],
  ])
    if (value === undefined || !id.test(value)) {
      terminal.complain(`${what} is the id of a person at the platform, as the audit shows it.`)
      return exitCodes.usage
    }
  const isTrial = choice.yes !== true
  const answer = await erasure.erase({
    ...{ personId, by: choice.by, at: clock.wallNow(), isTrial },
  })
  if (answer.kind === 'still-active') {
    const { coachings, controls } = answer
    terminal.complain(
      `${personId} is not erased: ${controls} lines or texts and ${coachings} coaching sessions of theirs are not over. Try again when they are.`,
    )
    return exitCodes.failed
  }
  const rows = Object.values(answer.counts).reduce((sum, count) => sum + count, 0)
  if (rows === 0) {
    terminal.complain(`Nothing is kept of ${personId}.`)
    return exitCodes.failed
  }
  tell(terminal, answer.counts)
  terminal.say(
    isTrial
      ? 'Nothing was changed. With --yes it is; what is erased cannot be brought back.'
      : 'Erased, and entered into the audit. Backups, logs and files that were handed out still hold them.',
  )
  return exitCodes.ok
}

const words: Readonly<Record<keyof ErasureCounts, string>> = {
  auditEntries: 'entries of the audit (their hashes stay)',
  sessions: 'sessions, which end',
  controls: 'lines and texts',
  acts: 'acts on them',
  coachings: 'coaching sessions',
  texts: 'notes and reasons of others with their name',
  reveals: 'looks behind masks',
  policies: 'versions of policies',
  others: 'facts of timelines, outcomes, leases',
}

function tell(terminal: Terminal, counts: ErasureCounts): void {
  for (const [kind, count] of Object.entries(counts)) {
    const what = Object.entries(words).find(([known]) => known === kind)?.[1] ?? kind
    terminal.say(`  ${String(count).padStart(8)}  ${what}`)
  }
}
