export type VoiceFileFault =
  | 'missing-directory'
  | 'no-dialogues'
  | 'missing-sound'
  | 'damaged-dialogue'
  | 'damaged-sound'

const sentences: Readonly<Record<VoiceFileFault, string>> = {
  'missing-directory': 'the folder of the recorded voices cannot be read',
  'no-dialogues': 'the folder of the recorded voices holds no dialogue',
  'missing-sound': 'a recorded voice cannot be read',
  'damaged-dialogue': 'a dialogue of the recorded voices is damaged',
  'damaged-sound': 'a recorded voice is damaged',
}

/** The recorded voices are not as they were delivered; the message names the file. */
export class VoiceFileError extends Error {
  readonly fault: VoiceFileFault
  readonly file: string

  constructor(fault: VoiceFileFault, file: string, detail?: string, cause?: unknown) {
    super(`${sentences[fault]}: ${file}${detail === undefined ? '' : ` (${detail})`}`, { cause })
    this.name = 'VoiceFileError'
    this.fault = fault
    this.file = file
  }
}
