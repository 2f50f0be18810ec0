/**
 * How far behind the call the supervisor hears: in Chromium, on loopback, through the whole program. What the page's player
 * plays is compared with the simulator's recording of what the customer said, whose sample 0 is the start of the call; both on
 * this machine's clock. The loudspeaker's own latency, which no program can shorten, is not in it. Claim: at most 150 ms in
 * the median. Exit code 1 when it does not hold.
 *
 *   npm run build && npx tsx bench/src/listening-delay.bench.ts [snapshots, default 30]
 */

import { resampleClip } from '@sotto/audio'
import {
  type HeardSnapshot,
  openBrowser,
  putEars,
  setScene,
  startContactCentre,
  takeHeard,
} from '@sotto/e2e'

const snapshots = Number(process.argv[2] ?? 30)
const claimMs = 150
const legRateHz = 16_000
/** Where in the recording a snapshot may end: so long before the moment it was taken. */
const largestDelayMs = 600
const quietLevel = 0.01

function levelOf(samples: readonly number[]): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
}

/** Where in the recording the snapshot ends, in ms after sample 0; undefined when nothing fits well. */
function placeIn(leg: Int16Array, snapshot: HeardSnapshot, startedAt: number): number | undefined {
  const pcm = Int16Array.from(snapshot.customer, (sample) =>
    Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_767))),
  )
  const heard = resampleClip(pcm, { inputRateHz: snapshot.rateHz, outputRateHz: legRateHz })
  const takenAtSample = Math.round(((snapshot.takenAt - startedAt) * legRateHz) / 1000)
  let best = { fit: 0, end: 0 }
  for (let lag = 0; lag <= (largestDelayMs * legRateHz) / 1000; lag += 1) {
    const end = takenAtSample - lag
    const begin = end - heard.length
    if (begin < 0 || end > leg.length) continue
    const fit = fitOf(heard, leg, begin)
    if (fit > best.fit) best = { fit, end }
  }
  return best.fit > 0.9 ? (best.end * 1000) / legRateHz : undefined
}

/** Normalised correlation. */
function fitOf(heard: Int16Array, leg: Int16Array, begin: number): number {
  let product = 0
  let ours = 0
  let theirs = 0
  for (let index = 0; index < heard.length; index += 2) {
    const one = heard[index] ?? 0
    const other = leg[begin + index] ?? 0
    product += one * other
    ours += one * one
    theirs += other * other
  }
  return theirs === 0 ? 0 : product / Math.sqrt(ours * theirs)
}

const centre = await startContactCentre()
const browser = await openBrowser()
try {
  const { conversation, panel } = await setScene(centre, browser, 'steady', putEars)
  await panel.monitor.click()
  await panel.page.getByText('Monitoring: nobody hears you').waitFor({ timeout: 15_000 })
  await panel.page.waitForTimeout(3_000)
  const taken: HeardSnapshot[] = []
  for (let attempt = 0; attempt < snapshots * 20 && taken.length < snapshots; attempt += 1) {
    await panel.page.waitForTimeout(300)
    const snapshot = await takeHeard(panel.page)
    if (levelOf(snapshot.customer) > quietLevel) taken.push(snapshot)
  }
  await panel.page.waitForTimeout(1_000)
  const leg = await centre.simulator.recording(conversation.id, 'customer-channel')
  if (leg === undefined) throw new Error('the customer was not recorded')
  const startedAt = Date.parse(conversation.startTime)
  const delays = taken
    .flatMap((snapshot) => {
      const end = placeIn(leg, snapshot, startedAt)
      return end === undefined ? [] : [snapshot.takenAt - startedAt - end]
    })
    .sort((left, right) => left - right)
  if (delays.length < snapshots / 2)
    throw new Error(`only ${delays.length} snapshots could be placed`)
  const at = (share: number) =>
    delays[Math.min(delays.length - 1, Math.floor(share * delays.length))] ?? Number.NaN
  console.log(
    `listening behind the call, ${delays.length} snapshots of ${taken.length}: ` +
      `median ${at(0.5).toFixed(0)} ms, p90 ${at(0.9).toFixed(0)} ms, most ${at(1).toFixed(0)} ms ` +
      `(claim: median at most ${claimMs} ms)`,
  )
  if (!(at(0.5) <= claimMs)) process.exitCode = 1
} finally {
  await browser.close()
  await centre.stop()
}
