import type { BrowserContext, Page } from 'playwright-core'

/** What the page's player played last, up to the moment it was taken. */
export interface HeardSnapshot {
  /** Wall clock, ms. */
  readonly takenAt: number
  readonly rateHz: number
  /** Of the customer's side; a third of a second. */
  readonly customer: readonly number[]
}

/** Puts an ear behind the page's player, on each side. Before the page is opened. */
export async function putEars(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const connect = AudioNode.prototype.connect
    Reflect.set(AudioWorkletNode.prototype, 'connect', function (this: AudioNode, to: AudioNode) {
      if (to instanceof AudioDestinationNode) {
        const splitter = new ChannelSplitterNode(this.context, { numberOfOutputs: 2 })
        const ears = [0, 1].map((side) => {
          const ear = new AnalyserNode(this.context, { fftSize: 16_384 })
          splitter.connect(ear, side)
          return ear
        })
        Reflect.apply(connect, this, [splitter])
        Reflect.set(window, 'hear', (side: number) => {
          const samples = new Float32Array(16_384)
          ears[side]?.getFloatTimeDomainData(samples)
          return samples
        })
        Reflect.set(window, 'heardRateHz', this.context.sampleRate)
      }
      return Reflect.apply(connect, this, [to])
    })
  })
}

/** Root mean square of the last third of a second: customer, agent. */
export function heardLevels(page: Page): Promise<readonly [number, number]> {
  return page.evaluate(() => {
    const levelOf = (side: number) => {
      const samples: Float32Array = Reflect.get(window, 'hear')(side)
      return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
    }
    return [levelOf(0), levelOf(1)] as const
  })
}

export function takeHeard(page: Page): Promise<HeardSnapshot> {
  return page.evaluate(() => ({
    takenAt: Date.now(),
    rateHz: Number(Reflect.get(window, 'heardRateHz')),
    customer: [...Reflect.get(window, 'hear')(0)],
  }))
}
