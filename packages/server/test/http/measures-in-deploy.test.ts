// The dashboard and the alerts in deploy/ are held against what a real server says at /metrics.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Scene, startScene } from '../support/start-scene.ts'

const project = new URL('../../../../', import.meta.url)
const read = (file: string) => readFileSync(new URL(file, project), 'utf8')
const alerts = read('deploy/prometheus/sotto-alerts.yml')
const dashboard = read('deploy/grafana/sotto.json')

let scene: Scene
let metrics: string
beforeAll(async () => {
  scene = await startScene()
  metrics = (await scene.server.app.inject('/metrics')).body
})
afterAll(() => scene.close())

/** As Prometheus stores them: a histogram is three series. */
function seriesOf(text: string): ReadonlySet<string> {
  const types = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)]
  return new Set(
    types.flatMap(([, name = '', type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  )
}

const namesIn = (text: string) =>
  new Set(text.match(/\b(?:sotto|nodejs|process)_\w+/g)?.filter((name) => name !== 'sotto_'))

it.each([
  ['alerts', alerts],
  ['dashboard', dashboard],
])('[OP13] every metric of the %s is one that a server tells', (_, text) => {
  const series = seriesOf(metrics)
  const names = [...namesIn(text)]
  expect(names.length).toBeGreaterThan(8)
  expect(names.filter((name) => !series.has(name))).toEqual([])
})

it('[OP13] every counter and gauge that is named by a label is there under that name', () => {
  const named = [...`${alerts}${dashboard}`.matchAll(/name=\\?"([a-z-]+)\\?"/g)].map(
    ([, name = '']) => name,
  )
  expect(named.length).toBeGreaterThan(5)
  for (const name of named) expect(metrics).toContain(`{name="${name}"}`)
})

it('[OP14] every alert has a line in docs/operations.md that says what to do, and no line is of an alert that is none', () => {
  const given = [...alerts.matchAll(/- alert: (\w+)/g)].map(([, name = '']) => name)
  const documented = [
    ...read('docs/operations.md').matchAll(/^\| `(Sotto[A-Z]\w+)` \| .{30,}\|$/gm),
  ]
  expect(documented.map(([, name = '']) => name)).toEqual(given)
})

it('[OP15] whether database and platform answer is told as 1 or 0', async () => {
  expect(metrics).toContain('sotto_dependency_answers{dependency="database"} 1')
  expect(metrics).toContain('sotto_dependency_answers{dependency="platform"} 1')
})
