import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createVoiceLibrary } from './create-voice-library.ts'
import { readDecoded, writeDecoded } from './decoded-sound.ts'
import { VoiceFileError } from './voice-file-error.ts'

const voicesDirectory = fileURLToPath(new URL('../../voices', import.meta.url))
const id = 'returns-wrong-size'

let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'voices-'))
  for (const name of [`${id}.json`, `${id}.agent.ogg`, `${id}.customer.ogg`])
    await cp(join(voicesDirectory, name), join(directory, name))
})

afterEach(() => rm(directory, { recursive: true }))

async function failureOf(work: Promise<unknown>): Promise<VoiceFileError> {
  const failure = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(failure instanceof VoiceFileError)) throw new Error('it did not fail as it should')
  return failure
}

async function changeDialogue(change: (dialogue: Record<string, unknown>) => unknown) {
  const file = join(directory, `${id}.json`)
  const dialogue: Record<string, unknown> = JSON.parse(await readFile(file, 'utf8'))
  await writeFile(file, JSON.stringify(change(dialogue)))
}

describe('the voice library', () => {
  it('[VO10] reads another folder when told, and decodes each side once', async () => {
    const library = await createVoiceLibrary({ directory })
    expect(library.dialogues.map((dialogue) => dialogue.id)).toEqual([id])
    const [first, second, customer] = await Promise.all([
      library.samples(id, 'agent'),
      library.samples(id, 'agent'),
      library.samples(id, 'customer'),
    ])
    expect(second).toBe(first)
    expect(customer).not.toEqual(first)
    await rm(join(directory, `${id}.agent.ogg`))
    expect(await library.samples(id, 'agent')).toBe(first)
  })

  it('[VO12] takes what was decoded before, and decodes what is not there or does not fit', async () => {
    const [dialogue] = (await createVoiceLibrary({ directory })).dialogues
    const length = (dialogue?.durationMs ?? 0) * 16
    const decoded = new Int16Array(length).fill(7)
    await writeDecoded(directory, `${id}.agent`, decoded)
    await writeDecoded(directory, `${id}.customer`, decoded.subarray(1))
    const library = await createVoiceLibrary({ directory, decodedDirectory: directory })
    expect(await library.samples(id, 'agent')).toEqual(decoded)
    const customer = await library.samples(id, 'customer')
    expect(customer).toHaveLength(length)
    expect(customer.some((sample) => sample !== 7)).toBe(true)
    expect(await readDecoded(join(directory, 'nowhere'), `${id}.agent`, length)).toBeUndefined()
  })

  it('[VO10] refuses a dialogue that it does not have', async () => {
    const library = await createVoiceLibrary({ directory })
    await expect(library.samples('nobody', 'agent')).rejects.toThrow(RangeError)
  })

  it('[VO11] names the folder that is missing or empty', async () => {
    const missing = join(directory, 'nowhere')
    const failure = await failureOf(createVoiceLibrary({ directory: missing }))
    expect(failure).toMatchObject({ fault: 'missing-directory', file: missing })
    expect(failure.message).toContain(missing)
    for (const name of [`${id}.json`]) await rm(join(directory, name))
    expect(await failureOf(createVoiceLibrary({ directory }))).toMatchObject({
      fault: 'no-dialogues',
      file: directory,
    })
  })

  it('[VO11] names the sound file that is missing, at once', async () => {
    const file = join(directory, `${id}.customer.ogg`)
    await rm(file)
    const failure = await failureOf(createVoiceLibrary({ directory }))
    expect(failure).toMatchObject({ fault: 'missing-sound', file })
    expect(failure.message).toContain(file)
  })

  it('[VO11] names the text that is damaged, and what is wrong in it', async () => {
    const file = join(directory, `${id}.json`)
    await changeDialogue(({ turns, ...rest }) => ({ ...rest, turns: [{ speaker: 'nobody' }] }))
    const failure = await failureOf(createVoiceLibrary({ directory }))
    expect(failure).toMatchObject({ fault: 'damaged-dialogue', file })
    expect(failure.message).toContain('turns.0.speaker')
    await writeFile(file, '{ "id": ')
    expect(await failureOf(createVoiceLibrary({ directory }))).toMatchObject({
      fault: 'damaged-dialogue',
      file,
    })
  })

  it('[VO11] takes no dialogue under another name, nor an id that leads out of the folder', async () => {
    for (const other of ['another', '../another']) {
      await changeDialogue((dialogue) => ({ ...dialogue, id: other }))
      expect(await failureOf(createVoiceLibrary({ directory }))).toMatchObject({
        fault: 'damaged-dialogue',
      })
    }
  })

  it('[VO11] names the sound that is damaged or cut short, and reads it once it is put right', async () => {
    const file = join(directory, `${id}.agent.ogg`)
    const whole = await readFile(file)
    const library = await createVoiceLibrary({ directory })
    for (const damaged of [
      Buffer.from('this is no sound'),
      Buffer.alloc(0),
      whole.subarray(0, whole.length / 2),
      Buffer.concat([whole.subarray(0, 20_000), Buffer.alloc(60_000), whole.subarray(80_000)]),
    ]) {
      await writeFile(file, damaged)
      const failure = await failureOf(library.samples(id, 'agent'))
      expect(failure).toMatchObject({ fault: 'damaged-sound', file })
      expect(failure.message).toContain(file)
    }
    await writeFile(file, whole)
    expect((await library.samples(id, 'agent')).length).toBeGreaterThan(60 * 16_000)
  })
})
