/** `sotto audit verify`: an export against heads that were kept elsewhere, without a server and without a network. */
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import {
  type ExportProblem,
  type ExportVerdict,
  type Head,
  type HeadReading,
  readHead,
  verifyExport,
} from '@sotto/audit-verify'
import { exitCodes } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'

export interface AuditVerifyChoice {
  readonly head: string
  readonly previous?: string
  readonly json?: boolean
}

/** `exportFile` and the heads are names of files. */
export async function runAuditVerify(
  exportFile: string,
  choice: AuditVerifyChoice,
  terminal: Terminal,
): Promise<number> {
  const head = await readHeadFile(choice.head, terminal)
  const previous =
    choice.previous === undefined ? undefined : await readHeadFile(choice.previous, terminal)
  if (head === undefined || (choice.previous !== undefined && previous === undefined))
    return exitCodes.usage
  let verdict: ExportVerdict
  try {
    verdict = await verifyExport(createReadStream(exportFile, { highWaterMark: 1 << 18 }), {
      head,
      previous,
    })
  } catch (failure) {
    terminal.complain(`${exportFile}: ${reasonOf(failure)}`)
    return exitCodes.usage
  }
  if (choice.json === true) terminal.say(JSON.stringify(verdict))
  else if (verdict.good) terminal.say(praise(verdict, head, previous))
  else terminal.complain(`${exportFile}, line ${verdict.line}: ${sentences[verdict.problem]}`)
  return verdict.good ? exitCodes.ok : exitCodes.failed
}

async function readHeadFile(file: string, terminal: Terminal): Promise<Head | undefined> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (failure) {
    terminal.complain(`${file}: ${reasonOf(failure)}`)
    return undefined
  }
  const reading = readNewestHead(text)
  if (reading.kind === 'head') return reading.head
  terminal.complain(
    reading.kind === 'no-head'
      ? `${file}: this holds no head of an audit.`
      : `${file}: the signature of this head is false: it was altered, or is not whole.`,
  )
  return undefined
}

/** A head alone in whatever layout, or the last of many, a line each. */
function readNewestHead(text: string): HeadReading {
  const whole = readHead(text)
  const last = text.trimEnd().split('\n').at(-1) ?? ''
  return whole.kind === 'no-head' ? readHead(last) : whole
}

function praise(
  { entries, erased, hidden, root, size }: Extract<ExportVerdict, { readonly good: true }>,
  head: Head,
  previous: Head | undefined,
): string {
  const lines = [
    `Good: ${size} entries of "${head.installation}", root ${root}.`,
    `  shown ${entries}, hidden by the filter ${hidden}, with the person erased ${erased}`,
    `  begins with the ${head.size} entries of the head of ${new Date(head.at).toISOString()}`,
  ]
  if (previous !== undefined)
    lines.push(
      `  begins with the ${previous.size} entries of the earlier head of ${new Date(previous.at).toISOString()}`,
    )
  return lines.join('\n')
}

const sentences: Readonly<Record<ExportProblem, string>> = {
  'no-export': 'this is no export of an audit.',
  'malformed-line': 'this line is not as an export has it; it was altered.',
  cut: 'the export ends here, before its last line; it was cut.',
  'after-the-end': 'something was added behind the end of the export.',
  'false-signature': 'the signature of the head inside the export is false; it was altered.',
  'other-installation': 'the export is of another installation than the head.',
  'other-key': 'the export is signed with another key than the head.',
  'shorter-than-head':
    'the export has fewer entries than the head: entries are missing at its end, unless the head was made after the export. Then export anew, and verify that.',
  'out-of-order': 'an entry is missing, twice there or in another place.',
  'personal-part-altered': 'who or why of this entry is not what was written.',
  'digest-differs': 'the export is not byte by byte what was written.',
  'count-differs': 'the number of entries is not what was written.',
  'root-differs': 'the entries are not those of the head inside the export; one was altered.',
  'differs-from-head':
    'up to here the entries are not those of the head; one was altered, or this is a fork.',
  'head-inside-a-gap':
    'the head lies inside what the filter hid, so nothing can be said. Export everything, or from the size of that head.',
}

function reasonOf(failure: unknown): string {
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : undefined
  if (code === 'ENOENT') return 'there is no such file.'
  if (code === 'EISDIR') return 'this is a folder.'
  return `cannot be read (${code ?? 'no further reason'}).`
}
