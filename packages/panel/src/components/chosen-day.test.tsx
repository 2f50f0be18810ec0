import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { ChosenDay } from './chosen-day.tsx'

it('[LG20] a chosen day is written out, and nothing stands there while there is none', () => {
  const shown = (day: string) => renderToStaticMarkup(<ChosenDay day={day} id="x" />)
  expect(shown('2026-04-05')).toContain('>5 Apr 2026</span>')
  expect(shown('')).toContain('></span>')
})
