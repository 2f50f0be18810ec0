/** `sotto leak-test`: starts a contact centre of its own, runs the leak proof on it, and reports. */
import { type Clock, createScope, type Random } from '@sotto/kernel'
import {
  type LeakReport,
  renderLeakReport,
  renderStory,
  runLeakProof,
  shortStories,
  stories,
} from '@sotto/leak-proof'
import { exitCodes } from '../exit-codes.ts'
import { StartRefusal } from '../start-refusal.ts'
import { listenForStop } from '../stop-signal.ts'
import type { Terminal } from '../terminal.ts'
import { startCentre } from './start-centre.ts'

export interface LeakTestChoice {
  readonly short?: boolean
  readonly json?: boolean
  readonly story?: readonly string[]
  readonly seed: number
}

export interface LeakTestInput {
  readonly choice: LeakTestChoice
  readonly programFile: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly terminal: Terminal
  readonly clock: Clock
  readonly random: Random
}

/** Resolves to the exit code: 0 only when everything was proved. Ctrl-C ends what was started. */
export async function runLeakTest(input: LeakTestInput): Promise<number> {
  const { choice, terminal } = input
  const only = chosenStories(choice)
  const stop = listenForStop(input.clock)
  const scope = createScope()
  const say = (line: string) =>
    choice.json === true ? terminal.complain(line) : terminal.say(line)
  try {
    say('Starting a contact centre of its own …')
    const proof = prove()
    const report = await Promise.race([proof, stop.asked])
    if (report === undefined) {
      proof.catch(() => {})
      terminal.complain('Ended before it was proved.')
      return exitCodes.failed
    }
    if (choice.json === true) terminal.say(JSON.stringify(report, undefined, 2))
    else terminal.say(renderLeakReport(report))
    return report.passed ? exitCodes.ok : exitCodes.failed
  } finally {
    await scope.close()
    stop.release()
  }

  async function prove(): Promise<LeakReport> {
    const centre = await startCentre({ ...input, seed: choice.seed, scope })
    return runLeakProof({
      centre,
      seed: choice.seed,
      clock: input.clock,
      random: input.random,
      fetch,
      ...(only === undefined ? {} : { only }),
      onStory: (story, done, total) => say(`[${done}/${total}] ${renderStory(story)}`),
    })
  }
}

/** Throws a StartRefusal for a name that is no story. */
function chosenStories({ short, story }: LeakTestChoice): readonly string[] | undefined {
  const names = stories.map(({ name }) => name)
  const unknown = story?.find((name) => !names.includes(name))
  if (unknown !== undefined)
    throw new StartRefusal(`There is no story "${unknown}". There are: ${names.join(', ')}.`)
  return story ?? (short === true ? shortStories : undefined)
}
