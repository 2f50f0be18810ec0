import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { startScene } from '../support/start-scene.ts'

/** What the platform's doors ask of a token, in the order in which an address is compared. */
const scopesOfPaths: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\/users\/me$/, ['login:read']],
  [/^\/routing\//, ['routing:read']],
  [/^\/conversations\/\{\}\/controls?(\/|$)/, ['conversation:control:write', 'conversation:read']],
  [/^\/conversations\/\{\}\/transcripts$/, ['transcript:read']],
  [/^\/conversations\/\{\}(\/help)?$/, ['conversation:read']],
  [/^\/coaching\/coachings(\/\{\}|\?.*)?$/, ['coaching:read', 'coaching:write']],
]

const adapter = fileURLToPath(new URL('../../../platform-guide/src/', import.meta.url))

/** Every address below `/api/v2` that the adapter's own text knows. */
async function pathsOfAdapter(): Promise<readonly string[]> {
  const files = (await readdir(adapter, { recursive: true })).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  )
  const texts = await Promise.all(files.map((file) => readFile(`${adapter}${file}`, 'utf8')))
  const found = texts.flatMap((text) =>
    [...text.matchAll(/['"`](\/(?:users|routing|conversations|coaching)(?:\/[^'"`\s$]*)?)/g)].map(
      ([, path = '']) => path,
    ),
  )
  return [...new Set(found)]
}

it('[SI1] the scopes that are asked for are those of the calls that are made: none missing, none too many', async () => {
  const paths = await pathsOfAdapter()
  expect(paths).toContain('/users/me')
  const needed = new Set<string>()
  for (const path of paths) {
    const row = scopesOfPaths.find(([pattern]) => pattern.test(path))
    expect(row, `which scope does ${path} need?`).toBeDefined()
    for (const scope of row?.[1] ?? []) needed.add(scope)
  }
  const scene = await startScene()
  const location = new URL(
    (await scene.newBrowser().get('/auth/sign-in')).headers.location ?? 'http://nowhere',
  )
  await scene.close()
  expect(new Set(location.searchParams.get('scope')?.split(' '))).toEqual(needed)
})
