import { expect, it } from 'vitest'
import { createDatabaseRoom, writeAndTakeBack } from './database-room.ts'

const failed = (code: string) => Object.assign(new Error('refused'), { code })

/** A disk whose state the test says. */
function openDisk() {
  let refusal: Error | undefined
  let tries = 0
  const room = createDatabaseRoom(async () => {
    tries += 1
    if (refusal !== undefined) throw refusal
  })
  return {
    room,
    tries: () => tries,
    refuse(code: string | undefined) {
      refusal = code === undefined ? undefined : failed(code)
    },
  }
}

it('[DB173] nothing is tried while nothing was missed, whatever else fails', async () => {
  const { room, tries } = openDisk()
  room.note(failed('23505'))
  room.note(failed('08006'))
  room.note('no error at all')
  expect(await room.isThere()).toBe(true)
  expect(tries()).toBe(0)
})

it.each(['53100', '53400'])(
  '[DB173] a statement refused for want of room (%s) is believed until a megabyte went in',
  async (code) => {
    const { refuse, room, tries } = openDisk()
    refuse('53100')
    room.note(failed(code))
    expect([await room.isThere(), await room.isThere()]).toEqual([false, false])
    refuse(undefined)
    expect([await room.isThere(), await room.isThere()]).toEqual([true, true])
    expect(tries()).toBe(3)
  },
)

it('[DB173] a database that cannot be reached proves no room, and one that lets nobody try is believed', async () => {
  const { refuse, room } = openDisk()
  room.note(failed('53100'))
  refuse('08006')
  expect(await room.isThere()).toBe(false)
  refuse('42501')
  expect(await room.isThere()).toBe(true)
})

it('[DB173] what was missed while it was tried counts', async () => {
  const room = createDatabaseRoom(async () => room.note(failed('53100')))
  room.note(failed('53100'))
  expect(await room.isThere()).toBe(false)
})

it('[DB173] what was written is taken back, also when it was refused', async () => {
  const said: string[] = []
  await writeAndTakeBack(async (statement) => said.push(statement.trim().split(' ')[0] ?? ''))
  expect(said).toEqual(['begin', 'set', 'create', 'rollback'])
  said.length = 0
  const full = writeAndTakeBack(async (statement) => {
    said.push(statement)
    if (statement.includes('create')) throw failed('53100')
  })
  await expect(full).rejects.toMatchObject({ code: '53100' })
  expect(said.at(-1)).toBe('rollback')
})
