// A story in which Sam coaches Ana in `c1` by voice, both lines live, the gate open.
import { encodeAudioFrame } from '@sotto/audio'
import { type Story, type StoryAudio, type StoryOptions, startStory } from './story.ts'

export function talkFrame(sequence: number, capturedAt: number, value = 1_000): Uint8Array {
  const encoded = encodeAudioFrame({
    kind: 'talk',
    sequence,
    captureTimeMs: capturedAt,
    samples: new Int16Array(320).fill(value),
  })
  if (!encoded.ok) throw new Error(encoded.error.code)
  return encoded.value
}

export async function startCoaching(
  options: StoryOptions = {},
  prepare: (story: Story) => Promise<void> = async () => {},
) {
  const story = startStory(options)
  await prepare(story)
  const panel = story.connectPanel(story.sam)
  const audio = story.connectAudio(story.sam)
  await story.settle()
  panel.show('c1')
  const supervisor = story.supervisor(story.sam)
  await story.commands.changeMode(supervisor, 'c1', { mode: 'coach', tabId: panel.tabId })
  await story.settle()
  for (const control of [...story.platform.controls.values()]) story.platform.openLine(control.id)
  await story.settle()
  const lineOf = (kind: string) =>
    [...story.platform.lines.values()].findLast((line) => line.kind === kind)!
  return { story, panel, audio, supervisor, lineOf }
}

export async function speak(
  story: Story,
  audio: StoryAudio,
  frames: number,
  from = 0,
  value = 1_000,
): Promise<void> {
  for (let index = 0; index < frames; index += 1) {
    audio.connection.takeFrame(talkFrame(from + index, story.clock.monotonicNow(), value))
    await story.clock.advance(20)
  }
}
