import { expect, it } from 'vitest'
import { speak, startCoaching } from '../../test/coaching/start-coaching.ts'
import { startStory } from '../../test/coaching/story.ts'
import { readServerSettings } from '../settings.ts'
import { coachingSettingsOf } from './coaching-settings.ts'

function settingsFor(environment: Record<string, string>) {
  const read = readServerSettings(environment)
  if (!read.ok) throw new Error(read.error.join('\n'))
  return coachingSettingsOf(read.value)
}

it('[HT40] a line and a text are taken back when the settings say', async () => {
  const settings = settingsFor({
    SOTTO_LINE_EXPIRY_SECONDS: '12',
    SOTTO_TEXT_EXPIRY_SECONDS: '20',
  })
  const story = startStory({ settings })
  const panel = story.connectPanel(story.sam)
  await story.settle()
  panel.show('c1')
  const sam = story.supervisor(story.sam)
  const text = await story.commands.sendText(sam, 'c1', 'Offer the refund.')
  await story.commands.changeMode(sam, 'c1', { mode: 'monitor', tabId: panel.tabId })
  await story.settle(11_500)
  const line = story.platform.control()
  expect(line).toMatchObject({ kind: 'monitor', status: 'queued' })
  await story.settle(1_500)
  expect(story.platform.control(line.requestKey).status).toBe('failed')
  expect(panel.states(text).at(-1)).toBe('pending-delivery')
  await story.settle(8_000)
  expect(panel.states(text).at(-1)).toBe('expired')
})

it('[HT40] an open microphone nobody speaks into is closed when the settings say', async () => {
  const { audio, story } = await startCoaching({
    settings: settingsFor({ SOTTO_SILENT_MICROPHONE_SECONDS: '5' }),
  })
  audio.talk('c1', true)
  for (let second = 0; second < 4; second += 1) await speakSilence(story, audio, second)
  expect(audio.gate()).toMatchObject({ open: true })
  for (let second = 4; second < 6; second += 1) await speakSilence(story, audio, second)
  expect(audio.gate()).toMatchObject({ open: false, reason: 'microphone-silent' })
})

async function speakSilence(
  story: Parameters<typeof speak>[0],
  audio: Parameters<typeof speak>[1],
  second: number,
): Promise<void> {
  await speak(story, audio, 50, second * 50, 0)
}
