import { expect } from 'vitest'

/** An answer in the shape that every refusal has, of the platform as of the console; `more` are further fields. */
export function refusal(
  status: number,
  code: string | RegExp = /./,
  more: Readonly<Record<string, unknown>> = {},
) {
  return {
    status,
    body: {
      status,
      code: typeof code === 'string' ? code : expect.stringMatching(code),
      message: expect.stringMatching(/./),
      contextId: expect.stringMatching(/./),
      ...more,
    },
  }
}
