/**
 * Makes the voices of the simulated contact centre: reads the scripts beside it, lets Debian's synthesisers speak them and
 * writes packages/simulator/voices. See README.md in this folder.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sampleRateHz } from '@sotto/audio'
import { assemble } from './assemble.ts'
import { coach } from './cast.ts'
import { scripts } from './dialogues/index.ts'
import { splitSentences } from './marked-text.ts'
import { activeSpeechDbfs, levelled, writeOpus } from './master.ts'
import type { Mood, Script, Speaker } from './script.ts'
import { speak } from './speak.ts'
import { supervisorSpeech } from './supervisor-speech.ts'
import { missingTools } from './tools.ts'

const voicesDirectory = resolve(
  dirname(fileURLToPath(import.meta.url)),
  '../../packages/simulator/voices',
)

const customerLevelDbfs: Readonly<Record<Mood, number>> = { calm: -21, tense: -20, angry: -18 }
const agentLevelDbfs = -20
const coachLevelDbfs = -20
const coachBreathMs = 240

function makeDialogue(script: Script, serial: number, workDirectory: string): void {
  const { durationMs, turns, sides } = assemble(script, workDirectory)
  const speakers: readonly Speaker[] = ['agent', 'customer']
  for (const [index, speaker] of speakers.entries()) {
    const levelDbfs = speaker === 'agent' ? agentLevelDbfs : customerLevelDbfs[script.mood]
    const side = levelled(sides[speaker], levelDbfs)
    const file = join(voicesDirectory, `${script.id}.${speaker}.ogg`)
    writeOpus(side, file, serial * 2 + index, workDirectory)
  }
  const { id, title, mood, topic } = script
  writeJson(`${id}.json`, { id, title, mood, topic, durationMs, turns })
  print(`${id}: ${(durationMs / 1000).toFixed(1)} s, ${turns.length} turns`)
}

function makeSupervisorSpeech(workDirectory: string): void {
  const sentences = supervisorSpeech.flatMap(splitSentences)
  const breath = new Int16Array((coachBreathMs * sampleRateHz) / 1000)
  const usual = { stretch: 1, pitch: 1, spread: 1 }
  const pieces = sentences.flatMap((sentence) => [
    speak(coach, sentence, usual, workDirectory).samples,
    breath,
  ])
  const whole = Float32Array.from(
    pieces.flatMap((piece) => [...piece]),
    (value) => value / 32_768,
  )
  const side = levelled(whole, coachLevelDbfs)
  writeOpus(side, join(voicesDirectory, 'supervisor-speech.ogg'), 1, workDirectory)
  writeFileSync(join(voicesDirectory, 'supervisor-speech.txt'), `${supervisorSpeech.join('\n')}\n`)
  const seconds = (whole.length / sampleRateHz).toFixed(1)
  print(`supervisor-speech: ${seconds} s at ${activeSpeechDbfs(side).toFixed(1)} dBFS`)
}

function writeJson(name: string, content: unknown): void {
  writeFileSync(join(voicesDirectory, name), `${JSON.stringify(content, undefined, 1)}\n`)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function main(wanted: readonly string[]): number {
  const missing = missingTools()
  if (missing !== undefined) {
    process.stderr.write(`make-voices: ${missing}\n`)
    return 1
  }
  mkdirSync(voicesDirectory, { recursive: true })
  const workDirectory = mkdtempSync(join(tmpdir(), 'make-voices-'))
  try {
    for (const [index, script] of scripts.entries())
      if (wanted.length === 0 || wanted.includes(script.id))
        makeDialogue(script, index + 1, workDirectory)
    if (wanted.length === 0 || wanted.includes('supervisor-speech'))
      makeSupervisorSpeech(workDirectory)
  } finally {
    rmSync(workDirectory, { recursive: true })
  }
  return 0
}

process.exitCode = main(process.argv.slice(2))
