import { describe, expect, it } from 'vitest'
import { missingPart } from '../../words/late-part-words.ts'
import { createLatePart } from './late-part.ts'
import { whyMissing } from './why-missing.ts'

function scripted() {
  const asked: { come: (value: string) => void; fail: (why: Error) => void }[] = []
  const part = createLatePart<string>(
    () => new Promise((come, fail) => void asked.push({ come, fail })),
  )
  const seen: string[] = []
  part.subscribe(() => void seen.push(part.state().state))
  return { asked, part, seen }
}

const settled = async () => {
  for (let turn = 0; turn < 4; turn += 1) await Promise.resolve()
}

describe('a part that is fetched when it is wanted', () => {
  it('[PA312] is asked for once, and is there from then on', async () => {
    const { asked, part, seen } = scripted()
    expect(part.state().state).toBe('unasked')
    part.ask()
    part.ask()
    asked[0]?.come('the page')
    await settled()
    part.ask()
    expect(asked).toHaveLength(1)
    expect(seen).toEqual(['waiting', 'here'])
    expect(part.state()).toEqual({ state: 'here', value: 'the page' })
  })

  it('[PA312] that did not come is missing until it is asked for again', async () => {
    const { asked, part, seen } = scripted()
    part.ask()
    asked[0]?.fail(new TypeError('offline'))
    await settled()
    expect(part.state().state).toBe('missing')
    part.ask()
    asked[1]?.come('the page')
    await settled()
    expect(seen).toEqual(['waiting', 'missing', 'waiting', 'here'])
  })
})

describe('why it is missing', () => {
  const ownEntry = '/assets/index-abc.js'
  const served = (status: number, text: string) => async () => ({ status, text: async () => text })

  it('[PA313] is told by the page that the server serves now', async () => {
    const page = (entry: string) => `<script type="module" src="${entry}"></script>`
    const why = (fetch: Parameters<typeof whyMissing>[0]['fetch']) =>
      whyMissing({ fetch, ownEntry })
    expect(await why(served(200, page('/assets/index-def.js')))).toBe('new-version')
    expect(await why(served(200, page(ownEntry)))).toBe('unknown')
    expect(await why(served(404, ''))).toBe('unknown')
    expect(await why(served(502, ''))).toBe('unreachable')
    expect(await why(() => Promise.reject(new TypeError('offline')))).toBe('unreachable')
    expect(await whyMissing({ fetch: served(200, page('/x.js')), ownEntry: undefined })).toBe(
      'unknown',
    )
  })

  it('[PA313] has words of its own for each, and says what is kept', () => {
    expect(missingPart('the policies', 'new-version')).toMatch(
      /^A new version of Sotto is here: .*Reload.*are kept/,
    )
    expect(missingPart('the policies', 'unreachable')).toContain('stays')
    expect(missingPart('the policies', undefined)).toMatch(/Try again, or reload/)
  })
})
