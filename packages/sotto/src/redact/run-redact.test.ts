import { describe, expect, it } from 'vitest'
import { runRedact } from './run-redact.ts'

async function redact(
  lines: readonly string[],
  options: Partial<Parameters<typeof runRedact>[1]> = {},
) {
  const said: unknown[] = []
  const complained: string[] = []
  async function* input() {
    yield* lines
  }
  const code = await runRedact(
    input(),
    { explains: false, ...options },
    {
      say: (line) => said.push(JSON.parse(line)),
      complain: (line) => complained.push(line),
    },
  )
  return { code, said, complained }
}

describe('sotto redact', () => {
  it('[RD40] writes what it found, in the order of the input', async () => {
    const { code, said, complained } = await redact([
      '{"id":"a","text":"four one one one one one one one","conversation":"c","speaker":"customer"}',
      '{"id":"b","text":"mail jane@example.com"}',
      '',
      '{"id":3,"text":"one one one one one one one one","conversation":"c","speaker":"customer"}',
    ])
    expect(said).toEqual([
      {
        id: 'a',
        text: 'four one one one one one one one',
        spans: [{ kind: 'card', start: 0, end: 32 }],
      },
      { id: 'b', text: 'mail jane@example.com', spans: [{ kind: 'email', start: 5, end: 21 }] },
      {
        id: 3,
        text: 'one one one one one one one one',
        spans: [{ kind: 'card', start: 0, end: 31 }],
      },
    ])
    expect(complained).toEqual([])
    expect(code).toBe(0)
  })

  it('[RD41] names the lines it cannot read, does the others, and ends with 1', async () => {
    const { code, said, complained } = await redact([
      '{"id":"a","text":"hello"',
      '{"id":"b","text":7}',
      '[]',
      '{"text":"no id"}',
      '{"id":"e","text":"hello","speaker":null}',
    ])
    expect(said).toEqual([{ id: 'e', text: 'hello', spans: [] }])
    expect(complained).toEqual([
      'line 1: is not JSON',
      'line 2: "text" must be a string',
      'line 3: must be an object with "id" and "text"',
      'line 4: "id" must be a string or a number',
    ])
    expect(code).toBe(1)
  })

  it('[RD42] explains which rule fired', async () => {
    const { said } = await redact(['{"id":"b","text":"mail jane@example.com"}'], { explains: true })
    expect(said).toEqual([
      {
        id: 'b',
        text: 'mail jane@example.com',
        spans: [{ kind: 'email', start: 5, end: 21, rule: 'email-written' }],
      },
    ])
  })
})
