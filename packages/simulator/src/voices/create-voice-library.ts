/** The recorded voices on disk, as `scripts/make-voices` writes them: texts at once, sound when it is asked for. */
import { access, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { frameMs, frameSamples } from '@sotto/audio'
import { decodeOpusFile } from './decode-opus.ts'
import { readDecoded } from './decoded-sound.ts'
import { readDialogue } from './dialogue-file.ts'
import { VoiceFileError } from './voice-file-error.ts'
import type { Dialogue, Speaker, VoiceLibrary } from './voice-library.ts'

export interface VoiceLibraryOptions {
  /** Where the recordings lie. Default: beside this package's sources; a bundled program must say. */
  readonly directory?: string
  /**
   * Where the same recordings lie decoded, as `scripts/make-voices/decode-voices.ts` writes them: reading them takes
   * milliseconds, decoding seconds. What is not there, or damaged, is decoded.
   */
  readonly decodedDirectory?: string
}

const besideSources = fileURLToPath(new URL('../../voices', import.meta.url))
/** What may be missing at the end before a file counts as cut short. */
const toleratedSamples = frameSamples
const speakers: readonly Speaker[] = ['agent', 'customer']

/** Rejects with VoiceFileError, naming the file, when the folder, a text or a sound file is missing or a text is damaged. */
export async function createVoiceLibrary({
  directory = besideSources,
  decodedDirectory,
}: VoiceLibraryOptions = {}): Promise<VoiceLibrary> {
  const dialogues = await readDialogues(directory)
  const byId = new Map(dialogues.map((dialogue) => [dialogue.id, dialogue]))
  const decoded = new Map<string, Promise<Int16Array>>()
  // One at a time: a decoder takes some megabytes while it works.
  let queue: Promise<unknown> = Promise.resolve()

  function decode(dialogue: Dialogue, speaker: Speaker): Promise<Int16Array> {
    const samples = (dialogue.durationMs / frameMs) * frameSamples
    const file = soundFile(directory, dialogue.id, speaker)
    const voice = queue.then(
      async () =>
        (await readDecoded(decodedDirectory, `${dialogue.id}.${speaker}`, samples)) ??
        fitted(await decodeOpusFile(file), samples, file),
    )
    queue = voice.catch(() => undefined)
    return voice
  }

  return {
    dialogues,
    samples(dialogueId, speaker) {
      const dialogue = byId.get(dialogueId)
      if (dialogue === undefined)
        return Promise.reject(new RangeError(`no dialogue is called ${dialogueId}`))
      const key = `${dialogueId}.${speaker}`
      const known = decoded.get(key)
      if (known !== undefined) return known
      const voice = decode(dialogue, speaker)
      decoded.set(key, voice)
      // A file that was put right may be asked for again.
      voice.catch(() => decoded.delete(key))
      return voice
    },
  }
}

/**
 * What a coach says into the microphone in browser journeys, in a voice that no dialogue has: 16 kHz mono, about half a
 * minute of flowing speech at −20 dBFS RMS. Rejects with VoiceFileError.
 */
export function readSupervisorSpeech({
  directory = besideSources,
}: VoiceLibraryOptions = {}): Promise<Int16Array> {
  return decodeOpusFile(join(directory, 'supervisor-speech.ogg'))
}

/** Both sides of a dialogue are of one length, whatever the codec adds or leaves off. */
function fitted(voice: Int16Array, samples: number, file: string): Int16Array {
  if (voice.length < samples - toleratedSamples)
    throw new VoiceFileError('damaged-sound', file, `${voice.length} of ${samples} samples`)
  if (voice.length === samples) return voice
  const whole = new Int16Array(samples)
  whole.set(voice.subarray(0, samples))
  return whole
}

async function readDialogues(directory: string): Promise<Dialogue[]> {
  const names = await namesIn(directory)
  const texts = names.filter((name) => name.endsWith('.json')).sort()
  if (texts.length === 0) throw new VoiceFileError('no-dialogues', directory)
  const dialogues = await Promise.all(texts.map((name) => readDialogue(join(directory, name))))
  for (const [index, { id }] of dialogues.entries()) {
    const name = texts[index] ?? ''
    if (name !== `${id}.json`)
      throw new VoiceFileError('damaged-dialogue', join(directory, name), `its id is ${id}`)
    for (const speaker of speakers) await requireFile(soundFile(directory, id, speaker))
  }
  return dialogues
}

function soundFile(directory: string, dialogueId: string, speaker: Speaker): string {
  return join(directory, `${dialogueId}.${speaker}.ogg`)
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory)
  } catch (cause) {
    throw new VoiceFileError('missing-directory', directory, undefined, cause)
  }
}

async function requireFile(file: string): Promise<void> {
  try {
    await access(file)
  } catch (cause) {
    throw new VoiceFileError('missing-sound', file, undefined, cause)
  }
}
