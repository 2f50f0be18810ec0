/** A voice line to one agent as it was found on the platform. */
export interface FoundVoice {
  readonly controlId: string
  /** The fence it was opened under; undefined when no console of ours opened it. */
  readonly fence: number | undefined
}

export interface VoicesVerdict {
  /** Ours, and overtaken: to be taken back at once. */
  readonly overtaken: readonly string[]
  /** Another console's: it counts as a holder, and is nobody's of ours to take back. */
  readonly foreign: readonly string[]
}

/**
 * Which of the voice lines to one agent may stay (B4). The platform mixes whatever is open, so a line whose holder slept through
 * the end of its lease goes on beside the next one's, until somebody finds the two: the highest fence, known or found, is right.
 */
export function judgeVoices(
  voices: readonly FoundVoice[],
  leaseFence: number | undefined,
): VoicesVerdict {
  const highest = Math.max(leaseFence ?? 0, ...voices.map(({ fence }) => fence ?? 0))
  const idsOf = (wanted: (voice: FoundVoice) => boolean) =>
    voices.filter(wanted).map(({ controlId }) => controlId)
  return {
    overtaken: idsOf(({ fence }) => fence !== undefined && fence < highest),
    foreign: idsOf(({ fence }) => fence === undefined),
  }
}
