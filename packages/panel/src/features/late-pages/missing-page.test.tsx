import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { startStory } from '../../../test/panel-story.ts'
import { ModelContext } from '../../hooks/use-model.ts'
import { createLatePage } from './late-page.tsx'
import { MissingPage } from './missing-page.tsx'

describe('a page that is fetched when it is wanted', () => {
  it('[PA312] says what is on its way, and is itself once it is there', async () => {
    const Page = createLatePage<{ readonly who: string }>({
      name: 'the policies',
      load: async () =>
        function Policies({ who }) {
          return <h1>Policies of {who}</h1>
        },
    })
    expect(renderToStaticMarkup(<Page who="Ana" />)).toMatch(/role="status">Loading the policies …/)
    Page.fetchAhead()
    await Promise.resolve()
    await Promise.resolve()
    expect(renderToStaticMarkup(<Page who="Ana" />)).toBe('<h1>Policies of Ana</h1>')
  })

  it('[PA313] that did not come says so in its place, with what can be done', async () => {
    const story = startStory()
    await story.begin()
    const html = renderToStaticMarkup(
      <ModelContext value={story.model}>
        <MissingPage name="the policies" onRetry={() => {}} />
      </ModelContext>,
    )
    expect(html).toContain('aria-label="Not loaded: the policies"')
    expect(html).toMatch(/role="alert".*Sotto could not load the policies/)
    expect(html.replaceAll(/ class="[^"]*"/g, '').match(/<button[^>]*>[^<]*/g)).toEqual([
      '<button type="button">Try again',
      '<button type="button">Reload',
    ])
  })
})
