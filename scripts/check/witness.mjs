// The simulator is the witness that judges the product's sound, so it shares of the audio package only what has no
// opinion: frame, WAV, G.711 and resampling. Which names those are is read from the package's index.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { projectDirectory, runScript } from '../project.mjs'

const sharedModules = /^\.\/(frame|codec|resample)\//
const exportPattern = /export\s*\{([^}]*)\}\s*from\s*'([^']+)'/g
const importPattern = /import\s+(?:type\s+)?(?:\{([^}]*)\}|([^'{]+?))\s*from\s*'@sotto\/audio'/g

/** @param {string} list the names between two braces */
function names(list) {
  return list
    .split(',')
    .map((name) => name.trim().replace(/^type\s+/, ''))
    .filter((name) => name !== '')
}

/** @returns {string[]} */
export function checkWitness(directory = projectDirectory) {
  const index = readFileSync(join(directory, 'packages/audio/src/index.ts'), 'utf8')
  const shared = new Set(
    [...index.matchAll(exportPattern)]
      .filter((line) => sharedModules.test(line[2] ?? ''))
      .flatMap((line) => names(line[1] ?? '')),
  )
  const source = join(directory, 'packages/simulator/src')
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const file = join(source, name)
      const place = relative(directory, file)
      return [...readFileSync(file, 'utf8').matchAll(importPattern)].flatMap((found) => {
        if (found[1] === undefined) return [`${place} imports the audio package as a whole`]
        return names(found[1])
          .map((imported) => imported.split(/\s+as\s+/)[0] ?? imported)
          .filter((imported) => !shared.has(imported))
          .map((imported) => `${place} imports ${imported}, which the witness may not share`)
      })
    })
}

if (process.argv[1] === import.meta.filename) {
  await runScript(async () => {
    const complaints = checkWitness()
    for (const complaint of complaints) console.error(complaint)
    return complaints.length === 0 ? 0 : 1
  })
}
