import { MantineProvider } from '@mantine/core'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { startStory } from '../../../test/panel-story.ts'
import { ModelContext } from '../../hooks/use-model.ts'
import { PreferencesPage } from './preferences-page.tsx'

describe('preferences', () => {
  it('[PA331] has look, microphone, list and keys in one place, each as it is now', async () => {
    const story = startStory()
    await story.begin()
    const draw = () =>
      renderToStaticMarkup(
        <MantineProvider env="test" withCssVariables={false} withGlobalClasses={false}>
          <ModelContext value={story.model}>
            <PreferencesPage onShowKeys={() => {}} />
          </ModelContext>
        </MantineProvider>,
      )
    const html = draw()
    for (const name of ['As the system', 'Light', 'Dark', 'Comfortable', 'Compact'])
      expect(html).toContain(name)
    for (const name of ['Echo cancellation', 'Wait for a gap', 'Idle agents too', 'All keys'])
      expect(html).toContain(name)
    expect(html).toMatch(/checked="" value="comfortable"/)
    expect(html).toContain('href="/parts"')
    story.model.preferences.setState({ density: 'compact' })
    expect(draw()).toMatch(/checked="" value="compact"/)
  })
})
