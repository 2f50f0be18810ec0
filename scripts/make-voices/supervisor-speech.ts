/** What the coach says into the microphone of a browser journey: flowing speech with short breaths only. */
export const supervisorSpeech = [
  'Okay, listen to me for a moment, you are doing fine.',
  'She is upset about the second payment, not about you, so let her finish before you answer.',
  'Tell her in one sentence that the mistake is ours, and then say what happens next.',
  'Slow down a little, your last answer was very quick.',
  'Good, that was the right question, now wait and let her think about it.',
  'Before you close, check the address once more and tell her when the letter will come.',
]
