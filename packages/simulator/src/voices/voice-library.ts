export type Speaker = 'agent' | 'customer'

export interface SpokenWord {
  readonly text: string
  readonly startMs: number
  readonly endMs: number
}

export interface DialogueTurn {
  readonly speaker: Speaker
  readonly startMs: number
  readonly endMs: number
  readonly text: string
  readonly words: readonly SpokenWord[]
  /** Planted personal data, so that redaction can be judged: `start` and `end` are UTF-16 offsets into `text`. */
  readonly personal: readonly {
    readonly kind: string
    readonly start: number
    readonly end: number
  }[]
}

export interface Dialogue {
  readonly id: string
  readonly title: string
  readonly mood: 'calm' | 'tense' | 'angry'
  /** Which queue it suits, in a word: "billing", "support", … */
  readonly topic: string
  readonly durationMs: number
  readonly turns: readonly DialogueTurn[]
}

/** The recorded voices of the simulated contact centre. */
export interface VoiceLibrary {
  readonly dialogues: readonly Dialogue[]
  /** One speaker's side of a dialogue: 16 kHz mono, `durationMs` long, silent while the other speaks. Decoded once, then kept. */
  samples(dialogueId: string, speaker: Speaker): Promise<Int16Array>
}
