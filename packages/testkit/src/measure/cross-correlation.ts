/** Slides short pieces along a long recording and gives every product sum, block by block, by FFT. */
import { type ComplexBlock, createFft, fftSizeFor } from './fft.ts'

/** `products[k]` is the product sum of the piece with the recording from sample `start + k` on. */
export type HearProducts = (piece: number, start: number, products: Float64Array) => void

/**
 * Tells `hear` the product sums of every piece at every place from `first` up to `end` (excluded); what lies outside the
 * recording counts as silence. Pieces go through two at a time, as real and imaginary part of one transform.
 */
export function slide(
  recording: Float64Array,
  pieces: readonly Float64Array[],
  { first, end }: { readonly first: number; readonly end: number },
  hear: HearProducts,
): void {
  const longest = Math.max(1, ...pieces.map((piece) => piece.length))
  const fft = createFft(fftSizeFor(Math.min(4 * longest, longest + Math.max(1, end - first))))
  const step = fft.size - longest + 1
  const spectra = pairUp(pieces).map(([real, imaginary]) => {
    const block = fft.createBlock()
    block.real.set(real)
    if (imaginary !== undefined) block.imaginary.set(imaginary)
    fft.forward(block)
    return block
  })
  const source = fft.createBlock()
  const product = fft.createBlock()
  for (let start = first; start < end; start += step) {
    load(source, recording, start)
    fft.forward(source)
    const count = Math.min(step, end - start)
    for (const [index, spectrum] of spectra.entries()) {
      multiplyByConjugate(source, spectrum, product)
      fft.inverse(product)
      hear(2 * index, start, product.real.subarray(0, count))
      if (2 * index + 1 < pieces.length) {
        // The conjugate of the pair turned the second piece's sign.
        const second = product.imaginary.subarray(0, count)
        for (let k = 0; k < count; k += 1) second[k] = -(second[k] ?? 0)
        hear(2 * index + 1, start, second)
      }
    }
  }
}

function pairUp(
  pieces: readonly Float64Array[],
): (readonly [Float64Array, Float64Array | undefined])[] {
  return pieces.flatMap((piece, index) =>
    index % 2 === 0 ? [[piece, pieces[index + 1]] as const] : [],
  )
}

function load(block: ComplexBlock, recording: Float64Array, start: number): void {
  block.real.fill(0)
  block.imaginary.fill(0)
  const from = Math.max(0, start)
  const to = Math.min(recording.length, start + block.real.length)
  if (to > from) block.real.set(recording.subarray(from, to), from - start)
}

function multiplyByConjugate(
  first: ComplexBlock,
  second: ComplexBlock,
  product: ComplexBlock,
): void {
  for (let index = 0; index < product.real.length; index += 1) {
    const a = first.real[index] ?? 0
    const b = first.imaginary[index] ?? 0
    const c = second.real[index] ?? 0
    const d = second.imaginary[index] ?? 0
    product.real[index] = a * c + b * d
    product.imaginary[index] = b * c - a * d
  }
}
