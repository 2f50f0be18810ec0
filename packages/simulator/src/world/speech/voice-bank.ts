/** All recorded voices decoded once, so that a frame can be filled without waiting. */
import type { Dialogue, Speaker, VoiceLibrary } from '../../voices/voice-library.ts'

export interface VoiceBank {
  readonly dialogues: readonly Dialogue[]
  /** 16 kHz mono, the dialogue's whole length. */
  samples(dialogueId: string, speaker: Speaker): Int16Array
}

const nothing = new Int16Array(0)

export async function loadVoiceBank(library: VoiceLibrary): Promise<VoiceBank> {
  const tracks = new Map<string, Int16Array>()
  for (const { id } of library.dialogues) {
    for (const speaker of ['agent', 'customer'] as const) {
      tracks.set(`${id}/${speaker}`, await library.samples(id, speaker))
    }
  }
  return {
    dialogues: library.dialogues,
    samples: (dialogueId, speaker) => tracks.get(`${dialogueId}/${speaker}`) ?? nothing,
  }
}
