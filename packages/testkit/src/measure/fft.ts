/** A radix-2 fast Fourier transform, in place, on separate real and imaginary parts. */

export interface ComplexBlock {
  readonly real: Float64Array
  readonly imaginary: Float64Array
}

export interface Fft {
  readonly size: number
  createBlock(): ComplexBlock
  forward(block: ComplexBlock): void
  /** Divides by `size`, so that it undoes `forward`. */
  inverse(block: ComplexBlock): void
}

/** The smallest power of two that is not below `length`. */
export function fftSizeFor(length: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(2, length)))
}

/** `size` must be a power of two. */
export function createFft(size: number): Fft {
  if (size < 2 || (size & (size - 1)) !== 0) throw new RangeError(`FFT: a size of ${size}`)
  const stages = stagesOf(size)

  function forward({ real, imaginary }: ComplexBlock): void {
    reorder(real, imaginary)
    for (const { half, cosines, sines } of stages)
      for (let start = 0; start < size; start += 2 * half)
        for (let k = 0; k < half; k += 1) {
          // The butterfly stands here in full: as a function of its own it takes half as long again.
          const upper = start + k
          const lower = upper + half
          const cosine = cosines[k] ?? 1
          const sine = sines[k] ?? 0
          const lowerReal = real[lower] ?? 0
          const lowerImaginary = imaginary[lower] ?? 0
          const turnedReal = lowerReal * cosine + lowerImaginary * sine
          const turnedImaginary = lowerImaginary * cosine - lowerReal * sine
          const upperReal = real[upper] ?? 0
          const upperImaginary = imaginary[upper] ?? 0
          real[upper] = upperReal + turnedReal
          imaginary[upper] = upperImaginary + turnedImaginary
          real[lower] = upperReal - turnedReal
          imaginary[lower] = upperImaginary - turnedImaginary
        }
  }

  return {
    size,
    createBlock: () => ({ real: new Float64Array(size), imaginary: new Float64Array(size) }),
    forward,
    inverse({ real, imaginary }) {
      // Swapping the parts before and after turns the direction round.
      forward({ real: imaginary, imaginary: real })
      for (let index = 0; index < size; index += 1) {
        real[index] = (real[index] ?? 0) / size
        imaginary[index] = (imaginary[index] ?? 0) / size
      }
    },
  }
}

interface Stage {
  readonly half: number
  readonly cosines: Float64Array
  readonly sines: Float64Array
}

/** Each stage's own turning factors, side by side: read with a stride they cost more than the sums. */
function stagesOf(size: number): Stage[] {
  const stages: Stage[] = []
  for (let half = 1; half < size; half *= 2) {
    const turn = (k: number) => (Math.PI * k) / half
    stages.push({
      half,
      cosines: Float64Array.from({ length: half }, (_, k) => Math.cos(turn(k))),
      sines: Float64Array.from({ length: half }, (_, k) => Math.sin(turn(k))),
    })
  }
  return stages
}

/** Puts every value where its index, read backwards in bits, says. */
function reorder(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length
  let reversed = 0
  for (let index = 0; index < size; index += 1) {
    if (index < reversed) {
      swap(real, index, reversed)
      swap(imaginary, index, reversed)
    }
    let bit = size >> 1
    while ((reversed & bit) !== 0) {
      reversed ^= bit
      bit >>= 1
    }
    reversed |= bit
  }
}

function swap(values: Float64Array, first: number, second: number): void {
  const kept = values[first] ?? 0
  values[first] = values[second] ?? 0
  values[second] = kept
}
