/** The platform's own speech recognition: segments of what was said, partial while it is being said, then final. */
import type { Participant, TranscriptSegment } from '../shapes.ts'
import type { Script } from './script.ts'
import { spokenText, type Utterance, utterancesBetween } from './utterances.ts'

/** Older segments are forgotten: a looping call would gather them without end. */
const keptSegments = 400

export interface Transcriber {
  /** In order of their start; the last of each speaker may not be final yet. */
  readonly segments: readonly TranscriptSegment[]
  /** Recognises up to `uptoMs` after the conversation's start; answers what is new or has changed. */
  listen(uptoMs: number): readonly TranscriptSegment[]
}

export interface TranscriberDeps {
  readonly conversationId: string
  readonly script: Script
  /** Who spoke, or undefined when that party is not in the conversation. */
  readonly speaker: (party: Utterance['party']) => Participant | undefined
}

export function createTranscriber({
  conversationId,
  script,
  speaker,
}: TranscriberDeps): Transcriber {
  const segments = new Map<string, TranscriptSegment>()
  let heardUptoMs = 0

  function recognise(utterance: Utterance, uptoMs: number): TranscriptSegment | undefined {
    const id = `${conversationId}/${utterance.key}`
    const before = segments.get(id)
    const text = spokenText(utterance, uptoMs)
    const final = utterance.endMs <= uptoMs
    if (text === '' || before?.final === true) return undefined
    if (before !== undefined && before.text === text && !final) return undefined
    const participant = speaker(utterance.party)
    const participantId = before?.participantId ?? participant?.participantId
    const purpose = before?.purpose ?? participant?.purpose
    if (participantId === undefined || purpose === undefined) return undefined
    return {
      id,
      participantId,
      purpose,
      startMs: Math.round(utterance.startMs),
      endMs: Math.round(Math.min(utterance.endMs, uptoMs)),
      text,
      final,
    }
  }

  return {
    get segments() {
      return [...segments.values()].sort((one, other) => one.startMs - other.startMs)
    },
    listen(uptoMs) {
      // The same moment again is worth another look: a span may have ended in it.
      if (uptoMs < heardUptoMs) return []
      const changed: TranscriptSegment[] = []
      for (const utterance of utterancesBetween(script, heardUptoMs, uptoMs)) {
        const segment = recognise(utterance, uptoMs)
        if (segment === undefined) continue
        segments.set(segment.id, segment)
        changed.push(segment)
      }
      heardUptoMs = uptoMs
      for (const id of segments.keys()) {
        if (segments.size <= keptSegments) break
        segments.delete(id)
      }
      return changed
    },
  }
}
