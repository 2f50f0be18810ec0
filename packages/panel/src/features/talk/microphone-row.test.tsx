import { MantineProvider } from '@mantine/core'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { startStory } from '../../../test/panel-story.ts'
import { ModelContext } from '../../hooks/use-model.ts'
import { microphoneHealthWords } from '../../words/microphone-words.ts'
import { MicrophoneRow } from './microphone-row.tsx'

describe('what is wrong with the microphone', () => {
  it.each(['silent', 'damaged', 'clipping'] as const)(
    '[PA104] %s is on the page while the microphone is on, and is read out',
    async (microphoneHealth) => {
      const story = startStory()
      await story.begin()
      const html = (isOn: boolean) =>
        renderToStaticMarkup(
          <MantineProvider env="test" withCssVariables={false} withGlobalClasses={false}>
            <ModelContext value={story.model}>
              <MicrophoneRow isOn={isOn} />
            </ModelContext>
          </MantineProvider>,
        )
      const words = microphoneHealthWords[microphoneHealth]
      expect(html(true)).not.toContain(words)
      story.model.line.state.setState({ microphoneHealth })
      expect(html(true)).toMatch(/<p[^>]*role="status"[^>]*>/)
      expect(html(true)).toContain(words)
      expect(html(false)).not.toContain(words)
    },
  )
})
