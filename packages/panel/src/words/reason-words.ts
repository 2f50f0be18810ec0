/** Words for every reason code there is. Log and audit show the same codes; only the panel chooses words. */
import type { CancelReason, ControlFailure, ModeReason, RefusalReason } from '@sotto/domain'
import { inLanguage } from './in-language.ts'
import { permissionNames } from './permission-names.ts'

export const english = {
  refusalWords: {
    'conversation-held': 'The customer is on hold: nobody may be coached until the call goes on.',
    'conversation-in-transfer': 'The call is being transferred.',
    'conversation-in-conference': 'Other people have joined the call.',
    'conversation-ended': 'The conversation is over.',
    'recording-paused': 'Secure pause: recording is paused, so nobody may listen or whisper.',
    'no-agent': 'No agent is in this conversation now.',
    'no-audio-channel': 'This conversation has no voice to listen to or speak into.',
    'no-text-channel': 'The agent’s desk takes no text here.',
    'whisper-not-supported': 'The agent’s phone or desk does not support whispers.',
    'missing-permission': 'Your account lacks the right for this.',
    'missing-scope': 'Your sign-in does not cover this. Sign in again.',
    'missing-licence': 'Your licence does not cover this.',
    'missing-telephony': 'Your licence has no telephony.',
    'missing-engagement': 'Your licence has no digital engagement.',
    'agent-missing-telephony': 'The agent’s licence has no telephony.',
    'agent-missing-engagement': 'The agent’s licence has no digital engagement.',
    'being-coached': 'Somebody else is coaching this agent now.',
    'conversation-unknown': 'Nothing certain is known about this conversation at the moment.',
    'agent-never-monitored': 'By policy nobody listens to this agent or joins their calls.',
    'customer-never-monitored': 'By policy nobody listens to or joins calls with this customer.',
    'reveal-forbidden': 'By policy masked personal data stays masked in this queue.',
    'reason-required': 'By policy this needs a reason. Say why, and try again.',
  } satisfies Record<RefusalReason, string>,
  cancelWords: {
    'stopped-by-supervisor': 'You stopped it.',
    'conversation-held': 'Taken back: the customer was put on hold.',
    'conversation-in-transfer': 'Taken back: the call is being transferred.',
    'conversation-in-conference': 'Taken back: other people joined the call.',
    'conversation-ended': 'Taken back: the conversation ended.',
    'recording-paused':
      'Secure pause: recording is paused, so nobody listens or whispers until it goes on.',
    'agent-left': 'Taken back: the agent left the call.',
    'panel-gone': 'Taken back: the connection to your screen was lost.',
    'signed-out': 'Taken back: your session ended.',
    replaced: 'Taken back: you began something else.',
    'lease-lost':
      'Taken back: the right to coach this agent was lost, or somebody else has it now.',
    'handed-over': 'You handed the coaching over.',
    expired: 'Taken back: it came too late to help.',
    'unsettled-at-start': 'Taken back: its server stopped before it was settled.',
  } satisfies Record<CancelReason, string>,
  failureWords: {
    cancelled: 'The platform took it back.',
    'no-media': 'No sound reached the platform in time.',
    'path-severed': 'The call moved on and the platform cut the line.',
    format: 'The platform could not read the sound.',
    'agent-left': 'The agent left the call.',
    capacity: 'The platform has no line free.',
    unknown: 'The platform gave no reason.',
  } satisfies Record<ControlFailure, string>,
  serverWords: {
    'signed-out': 'Your session has ended. Sign in again.',
    'already-final': 'It was over already.',
    'still-running':
      'The same request is still being worked on. Look at its state before you repeat it.',
    'key-used': 'The same request was sent with other contents.',
    'bad-request': 'The server could not read the request.',
    'cross-origin': 'The server takes this from its own pages only. Reload this page.',
    'wrong-host': 'The server does not answer under this address.',
    'method-not-allowed': 'The server does not take this request.',
    'upgrade-required': 'The server does not take this request.',
    'too-many-requests': 'Too many requests at once. Try again in a moment.',
    'lease-unknown':
      'It cannot be found out who coaches this agent now, so nobody may talk. Try again in a moment.',
    'stale-fence': 'The coaching of this agent is not yours any more.',
    'not-asked': 'That supervisor does not ask any more.',
    'nothing-to-ask-for': 'Nobody coaches this agent now: press Coach.',
    'not-found': 'It is not there, or not yours to see.',
    'not-supported': 'The platform cannot do this.',
    'conversation-not-active': 'The conversation is not active any more.',
    'control-final': 'It was over already.',
    'panel-not-connected':
      'The server does not know this tab’s connection yet. Try again when the header says “live”.',
    'platform-timeout': 'The platform did not answer in time.',
    'platform-busy': 'The platform asks us to slow down. Try again in a moment.',
    'platform-unavailable': 'The platform cannot be reached.',
    'platform-answer': 'The platform gave an answer we cannot read.',
    unreachable: 'The platform cannot be reached.',
    timeout: 'The platform did not answer in time.',
    unavailable: 'The platform is not available at the moment.',
    'rate-limited': 'The platform asks us to slow down. Try again in a moment.',
    'token-expired': 'Your sign-in at the platform has run out. Sign in again.',
    'token-invalid': 'The platform no longer takes your sign-in. Sign in again.',
    'unexpected-answer': 'The platform gave an answer we cannot read.',
    'transcript-changed': 'That line has changed meanwhile. Look at it again.',
    'agents-only': 'Only the agent a whisper went to can answer it.',
    'not-delivered': 'The platform takes no answer to this whisper.',
    'internal-error': 'Something went wrong on our side. It has been noted.',
    'body-too-large': 'That is too much text at once.',
    'conversation-not-ended':
      'The call is not over yet. A review can be started once it has ended; now it takes a live session.',
    'coaching-exists': 'This conversation has a coaching session already.',
    'coaching-over': 'This coaching session is over.',
    'coaching-not-now': 'The platform does not take this step as the session stands now.',
    'coaching-vanished':
      'The platform does not know this coaching session any more. What you wrote is kept here.',
    'coaching-refused': 'The platform did not take the coaching session.',
    'interaction-invalid':
      'The platform takes no such session for this conversation as it is now. It may just have ended.',
    'metadata-too-large':
      'The reference is too long: the platform keeps 2,048 bytes with a session.',
    'not-yours': 'Only who holds a coaching session can change it.',
    'person-active':
      'A line, a whisper or a coaching session of this person is not over. Try again when it is.',
    'own-person': 'Somebody else has to erase you: it is entered by whom it was done.',
    'snippet-changed': 'Somebody else has changed this snippet since you opened it.',
    'snippets-full': 'There is no room for one more here: take one away first.',
    'unknown-variable': 'It names something in braces that nothing stands for.',
    'policy-changed': 'Somebody else has changed this policy since you opened it.',
    'edited-elsewhere': 'This was changed elsewhere since you began to write.',
    'too-many-rows': 'More than 10,000 sessions: choose fewer by the filters first.',
    'not-arrived': 'The platform never had it: its answer was lost on the way.',
  },
  lineWords: {
    'being-coached': 'Somebody else coaches this agent, so no line was opened for your voice.',
    'lease-unknown':
      'It could not be found out who coaches this agent, so no line was opened for your voice.',
    'line-failed': 'The platform could not keep the line.',
    'line-refused': 'The platform refused the line.',
    'right-removed':
      'Your right to do this, or the queue, was taken away, so the line was closed. Your administrator can tell you why.',
    'policy-forbids':
      'An administrator has changed the policy of this queue: nobody may listen to or join this call any more, so the line was closed.',
    'line-expired': 'The line did not open in time.',
    'media-lost': 'The sound connection to the platform was lost.',
    'platform-unreachable': 'The platform cannot be reached.',
  } satisfies Record<Exclude<ModeReason, CancelReason>, string>,
  licences: {
    telephony: 'telephony licence',
    engagement: 'digital engagement licence',
    cx2: 'licence CX2 or CX3',
  },
  missing: (what: string) => `Missing: ${what}.`,
  refused: (code: string) => `Refused: ${code}.`,
  reason: (code: string) => `Reason: ${code}.`,
  cannotDo: (reason: string) => `The platform cannot do this: ${reason}`,
  quoted: (text: string) => `“${text}”`,
}

const words = inLanguage('reason-words', english)

export const refusalWords = words.refusalWords

export const cancelWords = words.cancelWords

export const failureWords = words.failureWords

export const modeWords = {
  ...cancelWords,
  ...words.lineWords,
} satisfies Record<ModeReason, string>

/** Codes of our server's own refusals, and of the platform's that it passes on. */
export const serverWords = words.serverWords

const everyWord: Readonly<Record<string, string>> = {
  ...serverWords,
  ...failureWords,
  ...refusalWords,
}

const everyCancelWord: Readonly<Record<string, string>> = { ...everyWord, ...modeWords }

/** The platform's own words for what it cannot do at all. */
export function explainUnsupported(reason: string): string {
  return words.cannotDo(reason)
}

/** What an administrator of the platform knows it by; a name of the platform's own is shown as it is. */
const adminNames: Readonly<Record<string, string>> = {
  ...permissionNames,
  ...words.licences,
}

function withMissing(why: string, missing: string | undefined): string {
  return missing === undefined ? why : `${why} ${words.missing(adminNames[missing] ?? missing)}`
}

/**
 * Why something cannot be done, or was not. A code from a newer server is shown as it is; `written`: what an administrator wrote for
 * whoever is refused.
 */
export function explainRefusal(code: string, missing?: string, written?: string): string {
  const why = withMissing(everyWord[code] ?? words.refused(code), missing)
  return written === undefined ? why : `${why} ${words.quoted(written)}`
}

/** Why something of ours ended. */
export function explainEnd(code: string, missing?: string): string {
  return withMissing(everyCancelWord[code] ?? words.reason(code), missing)
}
