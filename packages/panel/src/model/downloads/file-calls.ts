/** Files that are asked for with a body, whole or not at all. Once: whoever waits sees that it failed, and asks again. */

import { err, ok, type Result } from '@sotto/kernel'
import type { AuditExportRequest, CoachingExportRequest } from '@sotto/protocol'
import {
  type CallFailure,
  type FetchPort,
  isSignedOut,
  parseJson,
  readFailure,
  toRequest,
} from '../commands/server-calls.ts'
import { lateModel } from '../late-parts/late-model.ts'

export interface DownloadedFile {
  /** As the server names it. */
  readonly name: string
  readonly content: Blob
}

export type FileAnswer = Result<DownloadedFile, CallFailure>

export interface FileCalls {
  coachings(wish: CoachingExportRequest): Promise<FileAnswer>
  audit(wish: AuditExportRequest): Promise<FileAnswer>
}

export interface FileCallsOptions {
  readonly fetch: FetchPort
  readonly tabId: () => string
  readonly onSignedOut: () => void
}

const namePattern = /^attachment; filename="([\w.-]{1,100})"$/

export function createFileCalls({ fetch, onSignedOut, tabId }: FileCallsOptions): FileCalls {
  async function ask(path: string, body: unknown): Promise<FileAnswer> {
    try {
      const answer = await fetch(path, toRequest({ method: 'POST', body }, tabId()))
      if (answer.status !== 200) {
        const failure = readFailure(answer.status, parseJson(await answer.text()))
        if (isSignedOut(failure)) onSignedOut()
        return err(failure)
      }
      const name = namePattern.exec(answer.headers?.get('content-disposition') ?? '')?.[1]
      // A connection that breaks off in the middle throws here: no half file is saved.
      const content = await answer.blob?.()
      if (name === undefined || content === undefined)
        return err({ kind: 'unreadable', status: answer.status })
      return ok({ name, content })
    } catch {
      return err({ kind: 'unreachable' })
    }
  }

  return {
    coachings: (wish) => ask('/api/coachings/export', wish),
    audit: (wish) => ask('/api/audit/export', wish),
  }
}

export const fileCallsOf = lateModel(createFileCalls)
