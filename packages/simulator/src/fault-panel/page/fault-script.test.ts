import { expect, it } from 'vitest'
import { putScriptOnTrial } from '../testing/script-on-trial.ts'

it('[SF50] says in the platform’s words what is refused, and that a 409 is not possible now', async () => {
  const script = putScriptOnTrial()
  for (const [status, body, words] of [
    [
      409,
      { message: 'hold is not possible while HOLD.' },
      'Not possible now (409): hold is not possible while HOLD.',
    ],
    [400, { message: 'Too big.', field: 'loseEvents' }, 'Refused (400, loseEvents): Too big.'],
    [500, {}, 'Refused (500): The simulator gave no reason.'],
  ] as const) {
    script.change({})
    await script.settle()
    const { length } = script.asked
    script.asked[length - 1]?.answer(status, body)
    await script.settle()
    expect([script.text('done'), script.text('refused')]).toEqual(['', words])
    script.asked.at(-1)?.answer(200, {})
    await script.settle()
  }
})

it('[SF50] takes an answer that never came for neither done nor refused', async () => {
  const script = putScriptOnTrial()
  script.change({})
  await script.settle()
  script.asked[0]?.fail()
  await script.settle()
  expect(script.text('done')).toBe('')
  expect(script.text('refused')).toContain('It is not known whether this was done.')
})

it('[SF51] sends one change after the other, in order, and looks when the last is done', async () => {
  const script = putScriptOnTrial()
  script.change({ loseEvents: 0.1 })
  script.change({ loseEvents: 0.2 })
  await script.settle()
  expect(script.asked.map(({ body }) => body)).toEqual(['{"loseEvents":0.1}'])
  script.asked[0]?.answer(200, {})
  await script.settle()
  expect(script.asked.map(({ body }) => body)).toEqual(['{"loseEvents":0.1}', '{"loseEvents":0.2}'])
  script.asked[1]?.answer(200, {})
  await script.settle()
  expect(script.text('done')).toBe('Done.')
  expect(script.asked.at(-1)?.path).toMatch(/^\/faults\/view/)
})

it('[SF51] goes on after a change that was refused', async () => {
  const script = putScriptOnTrial()
  script.change({})
  script.change({})
  await script.settle()
  script.asked[0]?.answer(409, { message: 'No.' })
  await script.settle()
  script.asked[1]?.answer(200, {})
  await script.settle()
  expect([script.text('done'), script.text('refused')]).toEqual(['Done.', ''])
})

it('[SF52] shows no picture that was asked for before a change', async () => {
  const script = putScriptOnTrial()
  void script.look()
  script.change({})
  await script.settle()
  script.asked[0]?.answer(200, { of: 'before' })
  script.asked[1]?.answer(200, {})
  await script.settle()
  script.asked[2]?.answer(200, { of: 'after' })
  await script.settle()
  expect(script.shown).toEqual([{ of: 'after' }])
})

it('[SF53] claims nothing to be in force or not while the simulator does not answer', async () => {
  const script = putScriptOnTrial()
  const looked = script.look()
  expect(script.asked[0]?.patienceMs).toBe(5_000)
  script.asked[0]?.fail()
  await looked
  expect(script.text('summary')).toContain('not known')
  expect(script.text('connection')).toContain('lost')
  const again = script.look()
  script.asked[1]?.answer(200, {})
  await again
  expect(script.text('connection')).toBe('Connected')
})
