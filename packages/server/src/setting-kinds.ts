/** What a setting can be made of, each with its one line of complaint. */
import path from 'node:path'
import { z } from 'zod'

/** `fallback` when it is not set. */
export function wholeNumber(minimum: number, maximum: number, fallback: number) {
  const wanted = `must be a whole number from ${minimum} to ${maximum}`
  return z
    .string()
    .regex(/^\d{1,15}$/, wanted)
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, wanted)
    .default(fallback)
}

/** Absolute, wherever it was written from; undefined when it is not set. */
export function filePath() {
  return z
    .string()
    .transform((text) => path.resolve(text))
    .optional()
}
