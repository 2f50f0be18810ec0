/** What the bench prints in the end. */
import type { Measured, Summary } from './summary.ts'

/** The aim: of the frames owed, one in a thousand. */
export const lateAtMost = 0.001

const percent = (share: number, digits: number) => `${(share * 100).toFixed(digits)} %`
const perFrame = ({ microsecondsPerFrame: { user, system } }: Summary) => (user + system).toFixed(1)
/** Not of the machine's doing, which is late with the bare relay, too. */
const ownLateShare = ({ server, control }: Measured) =>
  Math.max(0, server.lateShare - control.lateShare)

type Column = readonly [heading: string, cell: (measured: Measured) => string]

const columns: readonly Column[] = [
  ['lines', ({ lines }) => String(lines)],
  ['of a core', ({ server }) => percent(server.coreShare, 1)],
  ['µs/frame', ({ server }) => perFrame(server)],
  ['relay µs', ({ control }) => perFrame(control)],
  ['ratio', ({ server, control }) => (server.coreShare / control.coreShare).toFixed(2)],
  ['late: server', ({ server }) => percent(server.lateShare, 3)],
  ['late: relay', ({ control }) => percent(control.lateShare, 3)],
  ['late: own', (measured) => percent(ownLateShare(measured), 3)],
  ['far end', ({ server }) => percent(server.lateArrivedShare, 3)],
  ['relay far end', ({ control }) => percent(control.lateArrivedShare, 3)],
  ['load itself', ({ server }) => percent(server.lateSentShare, 3)],
  [
    'held p99/max',
    ({ server }) => `${server.heldUpMs.p99.toFixed(0)}/${server.heldUpMs.most.toFixed(0)} ms`,
  ],
  ['frames/s', ({ server }) => server.framesPerLineAndSecond.toFixed(1)],
  ['fit by CPU', ({ server }) => server.linesPerCore.toFixed(0)],
]

export function tableOf(all: readonly Measured[]): string {
  const rows = [
    columns.map(([heading]) => heading),
    ...all.map((one) => columns.map(([, cell]) => cell(one))),
  ]
  const lines = rows.map((cells) => cells.map((cell) => cell.padStart(14)).join(''))
  return [...lines, ...all.flatMap(doubtsOf), verdictOf(all)].join('\n')
}

function doubtsOf({ lines, control }: Measured): readonly string[] {
  if (control.lateShare <= lateAtMost) return []
  return [
    `${lines} lines: this machine is too busy to tell, the relay alone is late by ${percent(control.lateShare, 3)}`,
  ]
}

function verdictOf(all: readonly Measured[]): string {
  const carried = all.filter((one) => ownLateShare(one) <= lateAtMost).map(({ lines }) => lines)
  const most = carried.length === 0 ? 'none of these' : `${Math.max(...carried)} lines`
  return `carried with at most ${percent(lateAtMost, 1)} of the frames late by the server's own doing: ${most} (aim: 300)`
}
