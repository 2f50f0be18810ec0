import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { FetchAnswer, FetchRequest } from '../model/commands/server-calls.ts'
import { createDownload } from '../model/downloads/download.ts'
import { createFileCalls, type DownloadedFile } from '../model/downloads/file-calls.ts'
import { DownloadView } from './download-button.tsx'

const csv = '\u{FEFF}session\r\none\r\n'
const good: FetchAnswer = {
  status: 200,
  text: async () => csv,
  blob: async () => new Blob([csv]),
  headers: new Headers({
    'content-disposition': 'attachment; filename="sotto-coaching-2026-03-31.csv"',
  }),
}

function scene(answer: () => Promise<FetchAnswer>) {
  const asked: (FetchRequest & { readonly path: string })[] = []
  const saved: DownloadedFile[] = []
  let signedOut = 0
  const files = createFileCalls({
    async fetch(path, request) {
      asked.push({ ...request, path })
      return answer()
    },
    tabId: () => 'tab-00000001',
    onSignedOut: () => {
      signedOut += 1
    },
  })
  const download = createDownload((file) => void saved.push(file))
  const ask = () => files.coachings({ text: 'Rosa Klein' })
  return {
    asked,
    saved,
    download,
    start: () => download.start(ask),
    signedOut: () => signedOut,
    html: () =>
      renderToStaticMarkup(
        // The auditor's page, where it stands too, goes without the component library.
        <DownloadView ask={ask} className="" download={download} label="Export CSV" />,
      ),
  }
}

describe('a failure on a page without the component library', () => {
  it('[PA362] is drawn all the same, and can be put away', async () => {
    const one = scene(async () => ({ status: 502, text: async () => 'bad gateway' }))
    await one.start()
    expect(one.html()).toMatch(/role="alert".*Our server did not answer.*aria-label="Dismiss"/s)
  })
})

describe('a file that is asked for in a body', () => {
  it('[CS112] is fetched once, saved whole under the server’s name, and says so meanwhile and then', async () => {
    let resolve: (answer: FetchAnswer) => void = () => {}
    const one = scene(
      () =>
        new Promise<FetchAnswer>((given) => {
          resolve = given
        }),
    )
    expect(one.html()).toMatch(/<button[^>]*type="button"[^>]*>Export CSV<\/button>/)
    const fetching = one.start()
    void one.start()
    expect(one.html()).toMatch(/<button[^>]* disabled=""/)
    expect(one.html()).toMatch(/role="status">The file is being made …/)
    resolve(good)
    await fetching
    expect(one.asked).toMatchObject([
      {
        method: 'POST',
        path: '/api/coachings/export',
        body: '{"text":"Rosa Klein"}',
        headers: { 'content-type': 'application/json', 'x-sotto-tab': 'tab-00000001' },
      },
    ])
    const [file] = one.saved
    expect(file?.name).toBe('sotto-coaching-2026-03-31.csv')
    // Byte for byte, with the mark that spreadsheets look for.
    const bytes = await file?.content.arrayBuffer()
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)).toBe(csv)
    expect(one.html()).toContain('sotto-coaching-2026-03-31.csv is with your browser.')
  })

  const refusal = { code: 'too-many-rows', message: '', contextId: '' }
  it.each([
    [409, JSON.stringify({ status: 409, ...refusal }), 'nothing was saved'],
    [502, 'bad gateway', 'Our server did not answer.'],
    [200, '<html>', 'an answer we cannot read (200)'],
  ] as const)(
    '[CS112] that is not there (%i) is said in a sentence that stays, and nothing is saved',
    async (status, text, words) => {
      const one = scene(async () => ({ status, text: async () => text }))
      await one.start()
      expect(one.saved).toEqual([])
      expect(one.html()).toMatch(/role="alert"/)
      expect(one.html()).toContain('The file was not made')
      expect(one.html()).toContain(words)
      one.download.dismiss()
      expect(one.html()).not.toContain('role="alert"')
    },
  )

  it('[CS112] that breaks off in the middle, or whose session is over, is not saved', async () => {
    const broken = scene(async () => ({
      ...good,
      blob: () => Promise.reject(new TypeError('network')),
    }))
    await broken.start()
    expect([broken.saved, broken.download.state.getState()]).toEqual([
      [],
      { kind: 'failed', failure: { kind: 'unreachable' } },
    ])
    const over = scene(async () => ({
      status: 401,
      text: async () => JSON.stringify({ status: 401, ...refusal, code: 'signed-out' }),
    }))
    await over.start()
    expect([over.saved, over.signedOut()]).toEqual([[], 1])
  })
})
