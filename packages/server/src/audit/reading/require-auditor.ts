/** Lets through auditors only, by the platform's word of this moment. */
import { judgeAudit } from '@sotto/domain'
import type { FastifyRequest } from 'fastify'
import { actionRefusal } from '../../commands/permit.ts'
import { requireSession } from '../../http/guards.ts'
import type { Supervisors } from '../../live/supervisors/supervisors.ts'

/** Answers the auditor's id. Throws 401 and 403. */
export async function requireAuditor(
  supervisors: Pick<Supervisors, 'of'>,
  request: FastifyRequest,
): Promise<string> {
  const auditor = supervisors.of(await requireSession(request))
  // What the platform says of them now: a right that is gone is gone here.
  await auditor.ready()
  const verdict = judgeAudit(auditor.person)
  if (verdict.kind === 'refused') throw actionRefusal(verdict.reason, verdict.missing)
  return auditor.session.person.id
}
