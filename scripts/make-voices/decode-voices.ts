/** Decodes every recording once, so that no start of the simulator has to: `tsx decode-voices.ts <folder>`. */
import { createVoiceLibrary } from '../../packages/simulator/src/voices/create-voice-library.ts'
import { writeDecoded } from '../../packages/simulator/src/voices/decoded-sound.ts'

const directory = process.argv[2]
if (directory === undefined) throw new Error('say where to write to')
const library = await createVoiceLibrary()
for (const { id } of library.dialogues) {
  for (const speaker of ['agent', 'customer'] as const)
    await writeDecoded(directory, `${id}.${speaker}`, await library.samples(id, speaker))
}
