/** Searches the largest number of lines that a carrier carries with so few late frames, by halving what is not known yet. */

export interface Probe {
  readonly lines: number
  readonly lateShare: number
}

export interface MostLines {
  /** 0: not even the fewest that were tried. */
  readonly most: number
  readonly probes: readonly Probe[]
}

export interface MostLinesOptions {
  readonly atMost: number
  /** How near is near enough. */
  readonly step: number
  readonly lateAtMost: number
  readonly measure: (lines: number) => Promise<number>
}

export async function searchMostLines(options: MostLinesOptions): Promise<MostLines> {
  const { atMost, lateAtMost, measure, step } = options
  const probes: Probe[] = []
  let carried = 0
  let tooMany = atMost + step
  while (tooMany - carried > step) {
    const middle = carried + Math.ceil((tooMany - carried) / 2 / step) * step
    const lines = Math.min(atMost, middle === tooMany ? tooMany - step : middle)
    const lateShare = await measure(lines)
    probes.push({ lines, lateShare })
    if (lateShare <= lateAtMost) carried = lines
    else tooMany = lines
    if (carried === atMost) break
  }
  return { most: carried, probes }
}
