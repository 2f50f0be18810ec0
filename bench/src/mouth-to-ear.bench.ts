/**
 * Mouth to ear: a chirp a second goes into the page's microphone in a real Chromium and is looked for in the recording of the
 * agent's ear. The figure holds capture worklet, resampling, framing, limiter, socket, server, playout buffer and the
 * platform's mixing; it lacks the sound card, whose place a MediaStream takes. Beside it, in the same browser and run: frames
 * of the same size there and back over a bare WebSocket.
 *
 *   npx tsx bench/src/mouth-to-ear.bench.ts [seconds, default 20]
 */
import {
  type ContactCentre,
  openBrowser,
  positionMs,
  processingOff,
  setScene,
  startContactCentre,
} from '@sotto/e2e'
import { WebSocketServer } from 'ws'

const seconds = Number(process.argv[2] ?? 20)
const rateHz = 16_000
const chirpMs = 100
const searchedMs = 900

/** Runs in the page: a microphone that chirps once a second and keeps when, by the wall clock. */
const chirpingMicrophone = ({ fromHz, toHz, lengthMs }: Record<string, number>) => {
  const chirps: number[] = []
  Reflect.set(globalThis, 'chirps', chirps)
  navigator.mediaDevices.getUserMedia = async () => {
    const context = new AudioContext({ sampleRate: 48_000 })
    await context.resume()
    const mouth = context.createMediaStreamDestination()
    const chirp = () => {
      const at = context.currentTime + 0.2
      chirps.push(performance.timeOrigin + performance.now() + 200)
      const [oscillator, gain] = [context.createOscillator(), context.createGain()]
      gain.gain.value = 0.2
      oscillator.frequency.setValueAtTime(fromHz ?? 0, at)
      oscillator.frequency.linearRampToValueAtTime(toHz ?? 0, at + (lengthMs ?? 0) / 1000)
      oscillator.connect(gain).connect(mouth)
      oscillator.start(at)
      oscillator.stop(at + (lengthMs ?? 0) / 1000)
    }
    setInterval(chirp, 1_000)
    return mouth.stream
  }
}

/** Runs in a page of its own: frames of 656 bytes there and back, one every 20 ms. */
const echoFrames = async ([address, count]: readonly [string, number]) => {
  const socket = new WebSocket(address)
  socket.binaryType = 'arraybuffer'
  await new Promise((resolve) => socket.addEventListener('open', resolve))
  const times: number[] = []
  for (let frame = 0; frame < count; frame += 1) {
    const sentAt = performance.now()
    const back = new Promise((resolve) =>
      socket.addEventListener('message', resolve, { once: true }),
    )
    socket.send(new Uint8Array(656))
    await back
    times.push(performance.now() - sentAt)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  socket.close()
  return times
}

/** The loader that runs this file names functions by a helper which a page does not have. */
const nameless = 'globalThis.__name = (named) => named'

const sweep = { fromHz: 500, toHz: 3_500, lengthMs: chirpMs }

function template(): Float64Array {
  const samples = new Float64Array((chirpMs * rateHz) / 1000)
  for (let index = 0; index < samples.length; index += 1) {
    const time = index / rateHz
    const slope = (sweep.toHz - sweep.fromHz) / (chirpMs / 1000)
    samples[index] = Math.sin(2 * Math.PI * (sweep.fromHz * time + (slope * time * time) / 2))
  }
  return samples
}

/** Where after `fromMs` the chirp is most alike; undefined when nothing is like it. */
function findChirp(ear: Int16Array, chirp: Float64Array, fromMs: number): number | undefined {
  const start = Math.round((fromMs * rateHz) / 1000)
  let best = 0
  let bestAt = 0
  for (let delay = 0; delay < (searchedMs * rateHz) / 1000; delay += 1) {
    let product = 0
    let energy = 1
    for (let index = 0; index < chirp.length; index += 1) {
      const sample = ear[start + delay + index] ?? 0
      product += sample * (chirp[index] ?? 0)
      energy += sample * sample
    }
    const likeness = Math.abs(product) / Math.sqrt(energy * (chirp.length / 2))
    if (likeness <= best) continue
    best = likeness
    bestAt = delay
  }
  return best < 0.6 ? undefined : (bestAt * 1000) / rateHz
}

function say(name: string, values: readonly number[]): void {
  const sorted = values.toSorted((one, other) => one - other)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]?.toFixed(1) ?? '–'
  console.log(
    `${name}: median ${at(0.5)} ms, p90 ${at(0.9)} ms, longest ${at(1)} ms (${values.length} measured)`,
  )
}

async function measure(centre: ContactCentre): Promise<void> {
  const browser = await openBrowser()
  const echo = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  echo.on('connection', (socket) => socket.on('message', (data) => socket.send(data)))
  try {
    const { conversation, panel } = await setScene(
      centre,
      browser,
      'quiet-customer',
      async (context) => {
        await context.addInitScript(nameless)
        await context.addInitScript(chirpingMicrophone, sweep)
      },
    )
    await panel.monitor.click()
    await processingOff(panel)
    await panel.coach.click()
    await panel.status('Live').waitFor()
    await panel.page.getByRole('button', { name: /^Keep talking/ }).click()
    const openMs = positionMs(conversation, Date.now())
    await panel.page.waitForTimeout(seconds * 1000)
    const closedMs = positionMs(conversation, Date.now())
    await panel.page.keyboard.press('Escape')
    await panel.page.waitForTimeout(1_500)
    const spoken = await panel.page.evaluate<number[]>('globalThis.chirps')
    const ear = await centre.simulator.recording(conversation.id, 'agent-ear')
    const chirp = template()
    const delays = spoken
      .map((atWallMs) => positionMs(conversation, atWallMs))
      .filter((atMs) => atMs > openMs + 200 && atMs < closedMs - searchedMs)
      .map((atMs) => findChirp(ear ?? new Int16Array(0), chirp, atMs))
    const found = delays.filter((delay) => delay !== undefined)
    if (found.length === 0) throw new Error('no chirp reached the agent')
    const address = echo.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const blank = await browser.newPage()
    await blank.evaluate(nameless)
    const there = await blank.evaluate(echoFrames, [`ws://127.0.0.1:${port}`, 200] as const)
    say('mouth to ear', found)
    say('bare WebSocket, there and back', there)
    console.log(`chirps not found: ${delays.length - found.length} of ${delays.length}`)
  } finally {
    echo.close()
    await browser.close()
  }
}

const centre = await startContactCentre()
try {
  await measure(centre)
} finally {
  await centre.stop()
}
