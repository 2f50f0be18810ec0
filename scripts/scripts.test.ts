import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { fingerprint } from './bundle/fingerprint.mjs'
import { firstLoadLimitBytes, judgePanel } from './check/panel-size.mjs'
import { checkSecurityDocuments } from './check/security-documents.mjs'
import { checkSpecCoverage } from './check/spec-coverage.mjs'
import { checkWitness } from './check/witness.mjs'
import { isInstalled } from './install/ensure-installed.mjs'
import { projectDirectory } from './project.mjs'
import { simulationTally } from './test/run-simulation.mjs'
import { tally } from './test/run-vitest.mjs'
import { failureLines, runAgain } from './test/tally.mjs'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sotto-scripts-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
})

function write(path: string, content: string): void {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

describe('what is installed', () => {
  const locked = {
    '': { name: 'workspace' },
    'node_modules/left': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/for-other-machines': { version: '1.0.0', optional: true },
  }

  function install(packages: object): void {
    write('node_modules/.package-lock.json', JSON.stringify({ packages }))
    write('node_modules/left/package.json', '{}')
  }

  beforeEach(() => write('package-lock.json', JSON.stringify({ packages: locked })))

  it('[PR20] is enough when every entry of the lock file is there, but for other machines', () => {
    install({ 'node_modules/left': locked['node_modules/left'] })
    expect(isInstalled(folder)).toBe(true)
  })

  it('[PR20] is not enough without the note that npm leaves at the end', () => {
    install({})
    rmSync(join(folder, 'node_modules/.package-lock.json'))
    expect(isInstalled(folder)).toBe(false)
  })

  it('[PR20] is not enough with another version, other contents, or a missing folder', () => {
    install({ 'node_modules/left': { version: '1.0.1', integrity: 'sha512-a' } })
    expect(isInstalled(folder)).toBe(false)
    install({ 'node_modules/left': { version: '1.0.0', integrity: 'sha512-b' } })
    expect(isInstalled(folder)).toBe(false)
    install({ 'node_modules/left': locked['node_modules/left'] })
    rmSync(join(folder, 'node_modules/left'), { recursive: true })
    expect(isInstalled(folder)).toBe(false)
  })
})

describe('what is built', () => {
  beforeEach(() => {
    write('packages/area/src/area.ts', 'export const area = 1')
    write('packages/area/src/area.test.ts', '')
  })

  const print = () => fingerprint(['packages/area/src', 'not-there'], folder)

  it('[PR10] is stale when a source is changed, added, renamed or removed', () => {
    const seen = new Set([print()])
    const isNew = () => !seen.has(print()) && seen.add(print()).size > 0
    write('packages/area/src/area.ts', 'export const area = 2')
    expect(isNew()).toBe(true)
    write('packages/area/src/deeper/more.ts', '')
    expect(isNew()).toBe(true)
    renameSync(join(folder, 'packages/area/src/area.ts'), join(folder, 'packages/area/src/zone.ts'))
    expect(isNew()).toBe(true)
    rmSync(join(folder, 'packages/area/src/deeper'), { recursive: true })
    expect(isNew()).toBe(true)
  })

  it('[PR10] is not stale when only a test changed, or a file was touched', () => {
    const before = print()
    write('packages/area/src/area.test.ts', 'another test')
    write('packages/area/src/area.ts', 'export const area = 1')
    expect(print()).toBe(before)
  })
})

describe('an old Node', () => {
  function refuse(version: string) {
    const script = new URL('./install/node-version.mjs', import.meta.url).href
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '${version}' })`
    const call = `import('${script}').then(({ refuseOldNode }) => refuseOldNode())`
    const { status, stderr } = spawnSync(process.execPath, ['-e', `${pretend}; ${call}`], {
      encoding: 'utf8',
    })
    return { status, stderr }
  }

  it.each(['14.21.3', '18.20.8', '20.18.3'])(
    '[PR9] such as %s is told what is needed',
    (version) => {
      expect(refuse(version)).toEqual({
        status: 1,
        stderr: expect.stringMatching(
          new RegExp(`^Sotto needs Node\\.js 20\\.19 or newer, and this is ${version}\\. .*\\n$`),
        ),
      })
    },
  )

  it.each(['20.19.0', '22.0.0', '100.1.0'])('[PR9] is not what %s is', (version) => {
    expect(refuse(version)).toEqual({ status: 0, stderr: '' })
  })
})

describe('the sum of tests', () => {
  const file = (name: string, status: string, ...results: string[]) => ({
    name: join(projectDirectory, name),
    status,
    message: status === 'failed' ? 'no such module' : '',
    assertionResults: results.map((each, index) => ({
      status: each,
      fullName: `a line is taken ${index}`,
      failureMessages: each === 'failed' ? ['\u001b[31mexpected 1 to be 2\u001b[39m'] : [],
    })),
  })
  const none: readonly { readonly name: string; readonly reason: string }[] = []

  it('[PR21] counts a file that could not be loaded as one failure, and names each', () => {
    const report = {
      numPassedTests: 2,
      testResults: [
        file('a.test.ts', 'passed', 'passed', 'passed'),
        file('b.test.ts', 'failed', 'failed'),
        file('c.test.ts', 'failed'),
      ],
    }
    expect(tally('unit', report, 1)).toEqual({
      passed: 2,
      failed: 2,
      failures: [
        {
          name: 'b.test.ts > a line is taken 0',
          file: 'b.test.ts',
          reason: 'expected 1 to be 2',
        },
        { name: 'c.test.ts', file: 'c.test.ts', reason: 'no such module' },
      ],
    })
  })

  it('[PR21] counts a crash as one failure, with or without a report', () => {
    expect(tally('unit', undefined, 1)).toMatchObject({ passed: 0, failed: 1 })
    const clean = { numPassedTests: 2, testResults: [file('a.test.ts', 'passed', 'passed')] }
    expect(tally('unit', clean, 137)).toEqual({
      passed: 2,
      failed: 1,
      failures: [{ name: 'unit', reason: 'ended with 137 though no test failed' }],
    })
    expect(tally('unit', clean, 0)).toEqual({ passed: 2, failed: 0, failures: none })
  })

  it('[PR21] counts every seed, and a simulation that broke down as one failure', () => {
    const failures = [{ name: 'simulation, seed 7', reason: '[DS5] at 3.00 s: two lines' }]
    const report = { passed: 199, failed: 1, failures }
    expect(simulationTally(report, 1)).toEqual(report)
    expect(simulationTally({ passed: 200, failed: 0 }, 0)).toMatchObject({ passed: 200, failed: 0 })
    expect(simulationTally({ passed: 200, failed: 0 }, 137)).toMatchObject({
      passed: 200,
      failed: 1,
      failures: [{ name: 'simulation', reason: 'ended with 137 though no seed failed' }],
    })
    expect(simulationTally(undefined, 0)).toMatchObject({ passed: 0, failed: 1 })
  })

  it('[PR24] says once more at the end what failed, and nothing when nothing did', () => {
    expect(failureLines({ failures: [] })).toEqual([])
    const stack = Array.from({ length: 20 }, (_, index) => `line ${index}`).join('\n')
    const failures = [
      { name: 'b.test.ts > a line is taken', reason: 'expected 1 to be 2\n' },
      { name: 'c.test.ts', reason: stack },
    ]
    const lines = failureLines({ failures })
    expect(lines.slice(0, 6)).toEqual([
      '',
      'What failed:',
      '',
      'b.test.ts > a line is taken',
      '  expected 1 to be 2',
      '',
    ])
    expect(lines).toContain('  line 11')
    expect(lines).not.toContain('  line 12')
    expect(lines).toContain('  … 8 lines more above')
    expect(failureLines({ failures: [], mended: failures })[1]).toBe(
      'Passed only when run again, by itself:',
    )
  })

  it('[PR25] takes as passed what holds when its file is run again, and names it', () => {
    const [late, broken] = ['late', 'broken'].map((name) => ({
      name: `b.test.ts > ${name}`,
      file: 'b.test.ts',
      reason: 'no',
    }))
    if (late === undefined || broken === undefined) throw new Error('two are made')
    const first = { passed: 8, failed: 2, failures: [late, broken] }
    expect(runAgain(first, { passed: 2, failed: 1, failures: [broken] })).toEqual({
      passed: 9,
      failed: 1,
      failures: [broken],
      mended: [late],
    })
    const other = { name: 'b.test.ts > other', file: 'b.test.ts', reason: 'no' }
    expect(runAgain(first, { passed: 2, failed: 1, failures: [other] })).toEqual({
      passed: 9,
      failed: 1,
      failures: [other],
      mended: [late, broken],
    })
    const crashed = { passed: 0, failed: 1, failures: [{ name: 'unit', reason: 'ended' }] }
    expect(runAgain(first, crashed)).toEqual(first)
  })
})

describe('rules and tests', () => {
  // Put together here, so that these do not count as titles of this file.
  const title = (...ids: string[]) =>
    `it('${ids.map((id) => `[${id}]`).join(' ')} it does', () => {})`

  it('[PR22] are complete when every rule is named by a test and every name is a rule', () => {
    write('docs/spec/area.md', '- **ZZ1** One.\n- **ZZ2** Two.\n- **ZZ3** Three.\n')
    write('packages/area/src/one.test.ts', `${title('ZZ1', 'ZZ2')}\n${title('ZZ3, ZZ1')}`)
    expect(checkSpecCoverage(folder)).toEqual({ complaints: [], rules: 3 })
  })

  it('[PR22] are reported by name: untested, unknown, and given twice', () => {
    write('docs/spec/area.md', '- **ZZ1** One.\n- **ZZ2** Two.\n')
    write('docs/spec/other.md', '- **ZZ2** Two again.\n')
    write('packages/area/src/one.test.ts', `${title('ZZ2')}\n${title('ZZ9')}`)
    expect(checkSpecCoverage(folder).complaints).toEqual([
      'ZZ1 in docs/spec/area.md has no test',
      'ZZ2 stands twice: in docs/spec/area.md and in docs/spec/other.md',
      'ZZ9 in packages/area/src/one.test.ts is no rule',
    ])
  })
})

describe('the security documents', () => {
  const asvs = (counts: string, ...rows: readonly string[]) =>
    write('docs/security/asvs.md', `Of the ${counts}.\n\n${rows.join('\n')}\n`)
  beforeEach(() => {
    write('docs/spec/area.md', '- **ZZ1** One.\n')
    write('SECURITY.md', '| 1 S | a threat | an answer | ZZ1 |\n')
    write('docs/security/sign-in.md', 'Rules: ZZ1.\n')
  })

  it('[SI70] name rules that exist, and count what they say', () => {
    asvs(
      '3: 1 done, 1 do not apply, 1 open',
      '| 1.1.1 | 2 | words | done | ZZ1 |',
      '| 1.1.2 | 1 | words | n.a. | none is here |',
      '| 1.1.3 | 1 | words | open | this is missing |',
    )
    expect(checkSecurityDocuments(folder)).toEqual({ complaints: [], named: 1 })
  })

  it('[SI70] are reported: unknown rules, nothing behind a "done", doubles, wrong counts, a file that is gone', () => {
    rmSync(join(folder, 'docs/security/sign-in.md'))
    write('docs/operations.md', '| about | events |\n|---|---|\n| x | `here`, `gone` |\n\n')
    write('packages/server/src/here.ts', "logger.info('here')")
    write('SECURITY.md', '| 1 S | a threat | an answer | ZZ9 |\n')
    asvs(
      '2: 2 done, 0 do not apply, 0 open',
      '| 1.1.1 | 2 | words | done | nothing |',
      '| 1.1.1 | 2 | words | perhaps | ZZ1 |',
    )
    expect(checkSecurityDocuments(folder).complaints).toEqual([
      'ZZ9 in SECURITY.md is no rule',
      'asvs.md counts 2 2 0 0, and it is 1 1 0 0',
      'docs/security/sign-in.md is missing',
      'requirement 1.1.1 is done by no rule',
      'requirement 1.1.1 is neither done, n.a. nor open',
      'requirement 1.1.1 stands twice',
      'the event gone in docs/operations.md is written by nobody',
    ])
  })
})

describe('the witness', () => {
  beforeEach(() => {
    write(
      'packages/audio/src/index.ts',
      "export { frameSamples, type Framer } from './frame/framer.ts'\nexport { createLimiter } from './limiter.ts'\n",
    )
    mkdirSync(join(folder, 'packages/simulator/src'), { recursive: true })
  })

  it('[PR23] may use frames and formats', () => {
    write(
      'packages/simulator/src/mix.ts',
      "import {\n  frameSamples,\n  type Framer as Cutter,\n} from '@sotto/audio'\n",
    )
    expect(checkWitness(folder)).toEqual([])
  })

  it('[PR23] is reported when it uses what it judges, or everything', () => {
    write('packages/simulator/src/mix.ts', "import { createLimiter } from '@sotto/audio'\n")
    write('packages/simulator/src/all.ts', "import * as audio from '@sotto/audio'\n")
    expect(checkWitness(folder).sort()).toEqual([
      'packages/simulator/src/all.ts imports the audio package as a whole',
      'packages/simulator/src/mix.ts imports createLimiter, which the witness may not share',
    ])
  })

  it('[PR23] of this project keeps to it', () => {
    expect(checkWitness()).toEqual([])
  })
})

describe('the size of the panel', () => {
  const manifest = {
    'index.html': { file: 'index.js', imports: ['_shared.js'] },
    'src/start.tsx': { file: 'start.js', imports: ['_shared.js'] },
    'src/words/german/index.ts': { file: 'german.js' },
    '_shared.js': { file: 'shared.js' },
    'src/features/shell/console.tsx': { file: 'console.js', imports: ['_shared.js', '_own.js'] },
    '_own.js': { file: 'own.js' },
    'src/features/late.tsx': { file: 'late.js' },
  }
  // Of chance, so that it cannot be pressed.
  const noise = (bytes: number) => randomBytes(bytes / 2).toString('hex')
  const texts: Record<string, string> = {
    'index.js': noise(40_000),
    'shared.js': noise(40_000),
    'console.js': noise(40_000),
    'own.js': noise(40_000),
    'german.js': noise(2_000_000),
    'late.js': noise(2_000_000),
  }
  const judged = (
    over: Record<string, string> = {},
    limitBytes?: number,
    chunks: Record<string, { file: string; imports?: string[] }> = {},
  ) =>
    judgePanel(
      {
        manifest: { ...manifest, ...chunks },
        read: (file) => ({ ...texts, ...over })[file] ?? '',
        served: Object.keys(texts),
      },
      limitBytes,
    )

  it('[PA310] counts once what the first screen cannot do without, and nothing that comes later', () => {
    expect(firstLoadLimitBytes).toBe(200_000)
    expect(judged()).toEqual([])
    expect(judged({ 'own.js': noise(400_000) })[0]).toMatch(
      /^The first screen .* more than 200000:\n +\d+ {2}own\.js\n/,
    )
    expect(judged({}, 80_000)[0]).not.toContain('late.js')
  })

  it('[PA310] a part of the component library in what the sign-in page loads is named', () => {
    const library = 'const names = { root: "m_77c9d27d" }'
    expect(judged({ 'shared.js': library })).toEqual([
      'The sign-in page loads the component library: shared.js',
    ])
    expect(judged({ 'console.js': library })).toEqual([])
  })

  it('[LG04] German words that an English page would load are named', () => {
    const chunks = {
      'src/start.tsx': { file: 'start.js', imports: ['_shared.js', 'src/words/german/index.ts'] },
    }
    expect(judged({}, 5_000_000, chunks)).toEqual(['The German words are loaded by everybody.'])
  })

  it('[PA311] a foreign origin anywhere in what is served is named, a namespace is none', () => {
    const text = 'fetch("https://cdn.example.com/x"); xmlns = "http://www.w3.org/2000/svg"'
    expect(judged({ 'late.js': text })).toEqual([
      'late.js names a foreign origin: https://cdn.example.com',
    ])
  })
})
