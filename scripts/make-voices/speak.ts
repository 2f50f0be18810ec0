/** One sentence in one voice: 16 kHz samples without the silence around them, and when each word is said. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeWav, resampleClip, sampleRateHz } from '@sotto/audio'
import { alignWords, parsePhones, type WordTime } from './align-words.ts'
import type { FestivalVoice, FliteVoice, Voice } from './cast.ts'
import type { Sentence } from './marked-text.ts'
import { run } from './tools.ts'

/** How this sentence differs from the voice's usual way: factors, 1 for no difference. */
export interface Delivery {
  readonly stretch: number
  readonly pitch: number
  readonly spread: number
}

export interface SpokenSentence {
  readonly samples: Int16Array
  /** Counted from the first sample. */
  readonly words: readonly WordTime[]
}

/**
 * What each recording lacks against the long-term spectrum of speech (its mean over many voices falls by about 9 dB from
 * below 1 kHz to 2 kHz and by 13 dB to 4 kHz): the vocoders give twice as much bass. Found by measuring both.
 */
const toneCorrections: Readonly<Record<Voice['name'], readonly string[]>> = {
  slt: ['highpass', '100', 'equalizer', '1400', '1q', '+5', 'treble', '+8', '1900', '0.6s'],
  rms: ['highpass', '70', 'equalizer', '1500', '1.2q', '+7', 'treble', '+4', '2500', '0.6s'],
  awb: ['highpass', '80', 'equalizer', '1500', '1.2q', '+4', 'treble', '+6', '3200', '0.7s'],
  cmu_us_slt_arctic_hts: ['highpass', '100', 'treble', '+11', '1800', '0.6s'],
}

/** Silence that stays before and after the sentence, so that soft beginnings are not cut. */
const marginSeconds = 0.03

export function speak(
  voice: Voice,
  sentence: Sentence,
  delivery: Delivery,
  workDirectory: string,
): SpokenSentence {
  const file = join(workDirectory, 'sentence.wav')
  const words =
    voice.program === 'flite'
      ? speakWithFlite(voice, sentence, delivery, file)
      : speakWithFestival(voice, sentence, workDirectory, file)
  const corrected = join(workDirectory, 'corrected.wav')
  run('sox', ['-D', '-G', file, corrected, 'gain', '-8', ...toneCorrections[voice.name]])
  return trim(resized(corrected, voice.size), scaled(words, voice.size))
}

function speakWithFlite(
  voice: FliteVoice,
  sentence: Sentence,
  delivery: Delivery,
  file: string,
): WordTime[] {
  const settings = {
    duration_stretch: voice.stretch * delivery.stretch * voice.size,
    int_f0_target_mean: (voice.pitchHz * delivery.pitch) / voice.size,
    int_f0_target_stddev: (voice.pitchSpreadHz * delivery.spread) / voice.size,
  }
  const printed = run('flite', [
    '-voice',
    voice.name,
    ...Object.entries(settings).flatMap(([name, value]) => ['--setf', `${name}=${value}`]),
    '-psdur',
    '-t',
    sentence.text,
    '-o',
    file,
  ])
  return alignWords(parsePhones(printed), sentence.words.map(phonesOfWord))
}

const knownWords = new Map<string, readonly string[]>()

function phonesOfWord(word: string): readonly string[] {
  const known = knownWords.get(word)
  if (known !== undefined) return known
  const printed = run('flite', ['-voice', 'slt', '-ps', '-t', word, '-o', '/dev/null'])
  const phones = printed
    .trim()
    .split(/\s+/)
    .filter((name) => name !== 'pau')
  knownWords.set(word, phones)
  return phones
}

/** Festival writes the end of each word itself. */
function speakWithFestival(
  voice: FestivalVoice,
  sentence: Sentence,
  workDirectory: string,
  file: string,
): WordTime[] {
  const wordsFile = join(workDirectory, 'sentence.words')
  const segmentsFile = join(workDirectory, 'sentence.segments')
  run('festival', [
    '-b',
    `(voice_${voice.name})`,
    `(set! spoken (utt.synth (Utterance Text ${JSON.stringify(sentence.text)})))`,
    `(utt.save.wave spoken ${JSON.stringify(file)} 'riff)`,
    `(utt.save.words spoken ${JSON.stringify(wordsFile)})`,
    `(utt.save.segs spoken ${JSON.stringify(segmentsFile)})`,
  ])
  const segments = parseLabels(segmentsFile)
  const begin = segments[0]?.name === 'pau' ? segments[0].endSeconds : 0
  let previousEnd = begin
  return parseLabels(wordsFile).map(({ endSeconds }) => {
    const time = { startSeconds: previousEnd, endSeconds }
    previousEnd = endSeconds
    return time
  })
}

/** Festival's label files: a `#` line, then one `end 100 name` per line. */
function parseLabels(file: string): { endSeconds: number; name: string }[] {
  const [, body = ''] = readFileSync(file, 'utf8').split('#\n')
  return body
    .trim()
    .split('\n')
    .map((line) => {
      const [end = '', , name = ''] = line.trim().split(/\s+/)
      return { endSeconds: Number(end), name }
    })
}

/** Another size of throat: the same samples at another rate, which moves formants, pitch and time together. */
function resized(file: string, size: number): Int16Array {
  const wav = decodeWav(readFileSync(file))
  if (!wav.ok) throw new Error(`${file}: ${wav.error.code}`)
  // A multiple of 80 Hz has a short table of phases against 16 kHz.
  const inputRateHz = Math.round((wav.value.sampleRateHz * size) / 80) * 80
  return inputRateHz === sampleRateHz
    ? wav.value.samples
    : resampleClip(wav.value.samples, { inputRateHz, outputRateHz: sampleRateHz })
}

function scaled(words: readonly WordTime[], size: number): WordTime[] {
  return words.map(({ startSeconds, endSeconds }) => ({
    startSeconds: startSeconds / size,
    endSeconds: endSeconds / size,
  }))
}

function trim(samples: Int16Array, words: readonly WordTime[]): SpokenSentence {
  const begin = Math.max(0, (words[0]?.startSeconds ?? 0) - marginSeconds)
  const end = (words.at(-1)?.endSeconds ?? samples.length / sampleRateHz) + 2 * marginSeconds
  const cut = samples.slice(Math.round(begin * sampleRateHz), Math.round(end * sampleRateHz))
  fade(cut)
  return {
    samples: cut,
    words: words.map(({ startSeconds, endSeconds }) => ({
      startSeconds: startSeconds - begin,
      endSeconds: endSeconds - begin,
    })),
  }
}

function fade(samples: Int16Array): void {
  const length = Math.min(Math.round(0.01 * sampleRateHz), samples.length)
  for (let index = 0; index < length; index += 1) {
    const weight = index / length
    samples[index] = Math.round((samples[index] ?? 0) * weight)
    const mirrored = samples.length - 1 - index
    samples[mirrored] = Math.round((samples[mirrored] ?? 0) * weight)
  }
}
