import { describe, expect, it } from 'vitest'
import {
  act,
  current,
  openLine,
  renewBeforeEach,
  supervisors,
  told,
} from '../testing/control-on-trial.ts'

renewBeforeEach()

describe('silent control events', () => {
  it('[SW35] "events": no control event ever, but GET and the conversation tell the truth', () => {
    current.trial.faults.merge({ controlEventsSilent: 'events' })
    const control = openLine()
    expect(told('control.updated')).toEqual([])
    expect(current.trial.world.announcedControl(control.id)?.status).toBe('EXECUTING')
    expect(current.trial.world.announcedConversation(current.call.id)?.participants).toHaveLength(3)
    expect(told('conversation.updated').at(-1)?.participants).toHaveLength(3)
    current.trial.faults.clear()
    current.trial.clock.advanceSync(60_000)
    expect(told('control.updated')).toEqual([])
  })

  it('[SW36] "all": control and conversation stay as announced, to everybody who asks', () => {
    const before = told('conversation.updated').length
    current.trial.faults.merge({ controlEventsSilent: 'all' })
    const control = openLine()
    expect(current.trial.world.announcedControl(control.id)).toMatchObject({
      status: 'QUEUED',
      version: 1,
    })
    expect(current.trial.world.announcedConversation(current.call.id)?.participants).toHaveLength(2)
    expect(told('conversation.updated')).toHaveLength(before)
    expect(told('control.updated')).toEqual([])
    // The truth goes on all the same.
    expect(current.trial.lines.has(control.id)).toBe(true)
    expect(supervisors()).toHaveLength(1)
    act('hold')
    expect(told('conversation.updated').at(-1)).toMatchObject({ state: 'HOLD' })
    expect(told('conversation.updated').at(-1)?.participants).toHaveLength(2)
  })

  it('[SW36] a supervisor announced before stays announced, though gone', () => {
    const control = openLine()
    current.trial.faults.merge({ controlEventsSilent: 'all' })
    current.trial.world.controlBook.cancel(control.id)
    expect(supervisors()).toEqual([])
    expect(current.trial.world.announcedConversation(current.call.id)?.participants).toHaveLength(3)
    expect(current.trial.world.announcedControl(control.id)?.status).toBe('EXECUTING')
  })

  it.each([{ controlEventsSilent: null }, { controlEventsSilent: 'events' as const }])(
    '[SW36] when it is over (%j) the present state is announced under a version of its own',
    (next) => {
      current.trial.faults.merge({ controlEventsSilent: 'all' })
      const control = openLine()
      const seen = current.trial.world.announcedConversation(current.call.id)?.version ?? 0
      current.trial.faults.merge(next)
      expect(current.trial.world.announcedControl(control.id)?.status).toBe('EXECUTING')
      const last = told('conversation.updated').at(-1)
      expect(last?.participants).toHaveLength(3)
      expect(Number(last?.version)).toBeGreaterThan(seen)
      const announcements = told('control.updated', control).map(({ status }) => status)
      expect(announcements).toEqual(next.controlEventsSilent === null ? ['EXECUTING'] : [])
    },
  )

  it('[SW36] conversations in which nothing was kept back are not announced again', () => {
    current.trial.faults.merge({ controlEventsSilent: 'all' })
    const before = current.trial.events.length
    current.trial.faults.clear()
    expect(current.trial.events).toHaveLength(before)
  })
})
