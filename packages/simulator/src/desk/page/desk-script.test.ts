import { describe, expect, it } from 'vitest'
import { putDeskOnTrial } from '../testing/script-on-trial.ts'

describe('how loud the coach is', () => {
  it('[AS47] is said in words, kept, and the same after a reload', () => {
    const { attribute, element, kept, slide } = putDeskOnTrial()
    expect(attribute('coach-volume', 'aria-valuetext')).toBe('100 %, as the platform mixes it')
    slide(150)
    expect(element('coach-words').textContent).toBe('150 %')
    expect(attribute('coach-volume', 'aria-valuetext')).toBe('150 %')
    const again = putDeskOnTrial(kept)
    expect(again.element('coach-volume').value).toBe('150')
    expect(again.attribute('coach-volume', 'aria-valuetext')).toBe('150 %')
  })

  it('[AS47] is off by one press, says so, and comes back as it was, also after a reload', () => {
    const { attribute, element, kept, press, slide } = putDeskOnTrial()
    slide(70)
    press('coach-off')
    expect(attribute('coach-volume', 'aria-valuetext')).toBe('Off: you do not hear your coach')
    expect(element('coach-off').textContent).toBe('Turn on again')
    expect(putDeskOnTrial(new Map(kept)).element('coach-words').textContent).toContain('Off')
    press('coach-off')
    expect(element('coach-volume').value).toBe('70')
    const reloaded = putDeskOnTrial(new Map([['sotto-desk-coach-volume', '0']]))
    reloaded.press('coach-off')
    expect(reloaded.element('coach-volume').value).toBe('100')
  })

  it.each(['', 'loud', '-1', '201', '0.5', 'NaN'])('[AS47] kept as %j is no volume', (kept) => {
    const { element } = putDeskOnTrial(new Map([['sotto-desk-coach-volume', kept]]))
    expect(element('coach-volume').value).toBe('100')
  })
})

describe('the desk’s states', () => {
  it('[AS48] says that it is reading before the first word of the simulator, and then that it is empty', () => {
    const { element, open, show } = putDeskOnTrial()
    open()
    show()
    expect(element('nothing-words').textContent).toBe('There is no conversation at this desk.')
    expect(element('no-whispers').hidden).toBe(false)
    expect([element('connection').textContent, element('desk').dataset.link]).toEqual([
      'Connected',
      'up',
    ])
  })

  it('[AS48] a simulator that is gone is said to be, and that what stands there is old', () => {
    const { element, lose, open, show } = putDeskOnTrial()
    lose(1006)
    expect(element('nothing-words').textContent).toBe('Reading what is at this desk …')
    expect(element('no-whispers').hidden).toBe(true)
    open()
    show()
    lose(1006)
    expect(element('stale').hidden).toBe(false)
    expect(element('stale').textContent).toMatch(/^The simulator does not answer\./)
    expect(element('desk').dataset.link).toBe('down')
    open()
    expect(element('stale').hidden).toBe(true)
  })

  it('[AS48] an agent who is gone has nothing on their desk', () => {
    const { element, lose, open, show } = putDeskOnTrial()
    open()
    show()
    lose(4404)
    expect(element('connection').textContent).toBe('This agent is not at work any more.')
    expect(element('stale').textContent).toContain('Take another desk.')
  })

  it('[LG14] its line asks for the language of the page', () => {
    expect(putDeskOnTrial().address()).toMatch(/\?userId=ana&language=en$/)
  })
})
