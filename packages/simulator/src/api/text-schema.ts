/** Texts as the platform measures them: in code points. */
import { z } from 'zod'

const longestText = 1_000

export const shortText = z
  .string()
  .refine((text) => text.length > 0 && [...text].length <= longestText, {
    message: `A text of 1 to ${longestText} characters.`,
  })
