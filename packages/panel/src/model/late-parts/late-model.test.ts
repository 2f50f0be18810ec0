import { describe, expect, it } from 'vitest'
import { startStory } from '../../../test/panel-story.ts'
import { lateModel } from './late-model.ts'

/** A page's model that counts how often it is made and closed. */
function counted() {
  const count = { made: 0, closed: 0 }
  const modelOf = lateModel(({ onClose }) => {
    count.made += 1
    onClose(() => {
      count.closed += 1
    })
    return {}
  })
  return { count, modelOf }
}

describe('the model of a late page', () => {
  it('[PA310] is made when it is asked for, and is the same whenever somebody comes back', () => {
    const [one, other] = [startStory().model, startStory().model]
    const { count, modelOf } = counted()
    expect(count.made).toBe(0)
    const first = modelOf(one)
    expect(modelOf(one)).toBe(first)
    expect(count.made).toBe(1)
    expect(modelOf(other)).not.toBe(first)
  })

  it('[PA310] closes with the panel, and at once when the panel is closed already', async () => {
    const { model } = startStory()
    const early = counted()
    early.modelOf(model)
    expect(early.count.closed).toBe(0)
    await model.close()
    expect(early.count.closed).toBe(1)
    const late = counted()
    late.modelOf(model)
    expect(late.count.closed).toBe(1)
  })
})
