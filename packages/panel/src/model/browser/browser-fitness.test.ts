import { describe, expect, it } from 'vitest'
import { judgeBrowser } from './browser-fitness.ts'

const base = 'Mozilla/5.0 (X11; Linux x86_64)'
const chrome = `${base} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36`
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0'
const safari =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15'
const chromeOfIphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/150.0.0.0 Mobile/15E148 Safari/604.1'

describe('a browser', () => {
  it.each([
    ['Chrome', chrome],
    ['Edge', `${chrome} Edg/150.0.0.0`],
    ['Firefox', firefox],
  ])('[PA317] %s is one of those Sotto is tried in', (_name, userAgent) => {
    expect(judgeBrowser({ userAgent, missing: [] })).toEqual({ type: 'tried' })
  })

  it.each([
    ['Safari', safari],
    ['Safari’s engine under another name', chromeOfIphone],
    ['nothing one knows', ''],
  ])('[PA317] %s is not', (_name, userAgent) => {
    expect(judgeBrowser({ userAgent, missing: [] })).toEqual({ type: 'untried' })
  })

  it('[PA317] what is missing is named whatever the browser calls itself', () => {
    expect(judgeBrowser({ userAgent: chrome, missing: ['sound', 'microphone'] })).toEqual({
      type: 'lacking',
      missing: ['sound', 'microphone'],
    })
  })
})
