import { describe, expect, it } from 'vitest'
import { printCoverage, printFailure } from './command/print.ts'
import { createCoverage } from './coverage.ts'

describe('what a run of seeds tells', () => {
  it('[DS4] every fault with every state of a control, and what has not been seen', () => {
    const coverage = createCoverage()
    coverage.meet('server-killed', 'executing')
    coverage.add([['server-killed executing', 2]])
    const lines: string[] = []
    printCoverage((line) => lines.push(line), coverage)
    const row = lines.find((line) => line.startsWith('server-killed '))
    expect(row).toMatch(/ 3 /)
    expect(row).toMatch(/·/)
    expect(lines.at(-1)).toMatch(/^1 of \d+ pairs seen/)
  })

  it('[DS2] one line that plays a failed seed again, and nothing of one that held', () => {
    const lines: string[] = []
    const print = (line: string) => lines.push(line)
    printFailure(print, { seed: 7, violations: [] }, 5)
    expect(lines).toEqual([])
    printFailure(print, { seed: 8, violations: [{ rule: 'DS40', atMs: 1_250, what: 'two' }] }, 5)
    expect(lines).toEqual([
      'seed 8 FAILED',
      '  [DS40] at 1.25 s: two',
      '  replay: npm run simulate -- --seed 8',
    ])
  })
})
