/** `sotto keys`: the keys that seal tokens, listed, rotated, and the old ones dropped. */
import type { Clock, Random } from '@sotto/kernel'
import {
  dropOldKeys,
  makeKey,
  nameKeys,
  rotateKeys,
  type SealingKeyNames,
  ServerStartError,
} from '@sotto/server'
import { exitCodes } from '../exit-codes.ts'
import { dataDirectoryFrom } from '../places.ts'
import { StartRefusal } from '../start-refusal.ts'
import type { Terminal } from '../terminal.ts'
import type { KeysAct } from './keys-acts.ts'

export interface RunKeysInput {
  readonly act: KeysAct
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly random: Random
  readonly clock: Clock
  readonly terminal: Terminal
}

/** Throws a StartRefusal when the keys are not in a file, or the file cannot be used. */
export async function runKeys({
  act,
  environment,
  random,
  clock,
  terminal,
}: RunKeysInput): Promise<number> {
  if (act === 'make') {
    terminal.say(makeKey(random).reveal())
    return exitCodes.ok
  }
  const isFromOutside = [environment.SOTTO_KEYS, environment.SOTTO_KEYS_FILE].some(
    (given) => (given?.trim() ?? '') !== '',
  )
  if (isFromOutside) throw new StartRefusal(keysFromOutside)
  const dataDirectory = dataDirectoryFrom(environment)
  try {
    switch (act) {
      case 'list':
        tell(terminal, await nameKeys(dataDirectory))
        break
      case 'rotate':
        tell(terminal, await rotateKeys(dataDirectory, random))
        terminal.say('Running servers take it up within seconds; nobody is signed out.')
        break
      case 'drop-old':
        tell(terminal, await dropOldKeys(dataDirectory, clock.wallNow()))
        break
    }
  } catch (failure) {
    throw failure instanceof ServerStartError ? new StartRefusal(failure.message) : failure
  }
  return exitCodes.ok
}

function tell(terminal: Terminal, { file, ids }: SealingKeyNames): void {
  terminal.say(`Keys in ${file}:`)
  for (const [index, id] of ids.entries())
    terminal.say(`  ${id}  ${index === 0 ? 'seals and opens' : 'opens what it sealed before'}`)
}

const keysFromOutside = `SOTTO_KEYS or SOTTO_KEYS_FILE is set, so the keys are not in a file that this command could change. To rotate them: take a new key from
"sotto keys make"; put it behind the others on every server and restart them; put it in front and restart them again.`
