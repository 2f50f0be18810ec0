/** How the program ends, for scripts. Listed in `sotto --help`. */
export const exitCodes = {
  /** It did what was asked, or was asked to end and did. */
  ok: 0,
  /** It could not start, or something it runs ended by itself. */
  failed: 1,
  /** The command line was wrong. */
  usage: 2,
} as const
