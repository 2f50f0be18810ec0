/** Which of the recorded dialogues suits a conversation. */
import type { Random } from '@sotto/kernel'
import type { Dialogue } from '../voices/voice-library.ts'
import { pick } from '../world/fork-random.ts'

/** When no voices are recorded at all, calls are silent but live all the same. */
const silence: Dialogue = {
  id: 'silence',
  title: 'Silence',
  mood: 'calm',
  topic: 'any',
  durationMs: 90_000,
  turns: [],
}

/** One on the queue's own matter if there is one, else any. */
export function chooseDialogue(
  dialogues: readonly Dialogue[],
  queueName: string,
  random: Random,
): Dialogue {
  return pick(random, onTopic(dialogues, queueName)) ?? pick(random, dialogues) ?? silence
}

/** The one with the most kinds of personal data planted in it, on the queue's own matter if any has some. */
export function choosePersonalDialogue(
  dialogues: readonly Dialogue[],
  queueName: string,
  random: Random,
): Dialogue {
  const own = richest(onTopic(dialogues, queueName))
  return own ?? richest(dialogues) ?? chooseDialogue(dialogues, queueName, random)
}

function onTopic(dialogues: readonly Dialogue[], queueName: string): readonly Dialogue[] {
  const topic = queueName.toLowerCase()
  return dialogues.filter((dialogue) => dialogue.topic.toLowerCase() === topic)
}

function richest(dialogues: readonly Dialogue[]): Dialogue | undefined {
  let best: { readonly dialogue: Dialogue; readonly kinds: number } | undefined
  for (const dialogue of dialogues) {
    const personal = dialogue.turns.flatMap((turn) => turn.personal)
    const kinds = new Set(personal.map(({ kind }) => kind)).size
    if (kinds > (best?.kinds ?? 0)) best = { dialogue, kinds }
  }
  return best?.dialogue
}
