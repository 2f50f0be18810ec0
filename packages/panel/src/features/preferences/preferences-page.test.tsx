import { MantineProvider } from '@mantine/core'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { startStory } from '../../../test/panel-story.ts'
import { ModelContext } from '../../hooks/use-model.ts'
import { SignInPage } from '../sign-in/sign-in-page.tsx'
import { LanguageChoice } from './language-choice.tsx'
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

  it('[LG03] another language waits for the page to be loaded anew, and never cuts a line', async () => {
    const story = startStory()
    await story.begin()
    const draw = () =>
      renderToStaticMarkup(
        <MantineProvider env="test" withCssVariables={false} withGlobalClasses={false}>
          <ModelContext value={story.model}>
            <LanguageChoice />
          </ModelContext>
        </MantineProvider>,
      )
    expect(draw()).toMatch(/checked="" value="auto"/)
    expect(draw()).not.toContain('Load anew')
    story.model.preferences.setState({ language: 'de' })
    expect(draw()).toMatch(/checked="" value="de"/)
    expect(draw()).toContain('The language changes when this page is loaded anew.')
    expect(draw()).toMatch(/<button(?![^>]*disabled=)[^>]*>.*Load anew/)
    void story.model.line.setMode('conversation-1', 'monitor')
    expect(draw()).toContain('stop it first')
    expect(draw()).toMatch(/<button[^>]*disabled=""[^>]*>.*Load anew/)
    story.model.preferences.setState({ language: 'en' })
    expect(draw()).not.toContain('Load anew')
  })

  it('[LG03] the sign-in page has the other language’s own name', async () => {
    const story = startStory()
    await story.begin()
    const html = renderToStaticMarkup(
      <ModelContext value={story.model}>
        <SignInPage />
      </ModelContext>,
    )
    expect(html).toMatch(/<a[^>]*lang="de"[^>]*>Deutsch<\/a>/)
  })
})
