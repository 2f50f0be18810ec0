/** Who may use, keep and change which snippets. Pure; rights are the domain's to judge. */
import { type Authority, hasAuthority, judgeAct, judgeRights } from '@sotto/domain'
import { actionRefusal } from '../commands/permit.ts'
import type { StoredSnippet } from '../database/snippet-store.ts'
import { notFound } from '../http/api-refusal.ts'

/** Whom they are of any use to: who whispers there, and who keeps them for those. */
export function mayUseIn(authority: Authority, queueId: string): boolean {
  return (
    hasAuthority(authority, 'whisper-text', queueId) ||
    hasAuthority(authority, 'manage-policies', queueId)
  )
}

export function mayKeepOwn({ person }: Authority): boolean {
  return judgeRights(person, 'whisper-text').kind === 'allowed'
}

/** Throws for who may neither whisper nor keep snippets for others: in no queue at all, or not in this one. */
export function requireUse(authority: Authority, queueId: string | undefined): void {
  if (queueId === undefined) {
    const verdict = judgeRights(authority.person, 'whisper-text')
    const keeps = judgeRights(authority.person, 'manage-policies')
    if (verdict.kind === 'refused' && keeps.kind === 'refused')
      throw actionRefusal(verdict.reason, verdict.missing)
    return
  }
  if (mayUseIn(authority, queueId)) return
  const verdict = judgeAct(authority, 'whisper-text', queueId)
  throw verdict.kind === 'refused' ? actionRefusal(verdict.reason, verdict.missing) : notFound()
}

/** Throws where this person may not keep a snippet of that shelf and queue. */
export function requireKeeping(
  authority: Authority,
  shelf: 'own' | 'shared',
  queueId: string | undefined,
): void {
  const act = shelf === 'own' ? 'whisper-text' : 'manage-policies'
  const verdict =
    queueId === undefined ? judgeRights(authority.person, act) : judgeAct(authority, act, queueId)
  if (verdict.kind === 'absent') throw notFound()
  if (verdict.kind === 'refused') throw actionRefusal(verdict.reason, verdict.missing)
}

/** Somebody else's own is not there for anybody. */
export function mayChange(
  authority: Authority,
  personId: string,
  { ownerId, queueId }: Pick<StoredSnippet, 'ownerId' | 'queueId'>,
): boolean {
  if (ownerId !== undefined) return ownerId === personId && mayKeepOwn(authority)
  return queueId !== undefined && hasAuthority(authority, 'manage-policies', queueId)
}
