/** What went wrong with the microphone, in words. */
import type { MicrophoneFailure } from '../model/talk/microphone.ts'
import { inLanguage } from './in-language.ts'

export const english = {
  microphoneFailureWords: {
    'not-allowed':
      'The browser was not allowed to use the microphone. Allow it in the address bar’s site settings, then press Coach again.',
    dismissed:
      'The browser’s question was closed without an answer. Press Coach again and choose “Allow”.',
    'not-allowed-by-system':
      'The system does not let this browser use the microphone. Allow it in the system’s privacy settings, then press Coach again.',
    'not-found': 'No microphone was found. Plug one in, then press Coach again.',
    'not-fitting':
      'The microphone cannot do what was asked of it. Choose another one, or “System default”, then press Coach again.',
    busy: 'Another program holds the microphone. Close it there, then press Coach again.',
    'not-secure':
      'The browser gives a microphone to secure pages only. Open this console over HTTPS or on localhost.',
    suspended:
      'The browser has stopped the sound of this page, so your microphone was cut. Click on the page, then press Coach again.',
    unplugged:
      'The microphone was unplugged or switched off, so it was cut and your line was closed. Plug it in or choose another one, then press Coach again.',
    unknown: 'The microphone could not be started. Try another one, or press Coach again.',
  } satisfies Record<MicrophoneFailure, string>,
}

const words = inLanguage('microphone-failure-words', english)

export const microphoneFailureWords = words.microphoneFailureWords
