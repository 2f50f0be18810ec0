/** What stands on the screen: talk. */
import { inLanguage } from '../in-language.ts'

export const english = {
  thatDidNotWorkThe: (why: string) => `That did not work: ${why} The coaching stays where it was.`,
  withdraw: 'Withdraw',
  coachHereInstead: 'Coach in this tab instead',
  askForIt: 'Ask for it',
  handOver: 'Hand over',
  notNow: 'Not now',
  theListeningLineIsLate:
    'The listening line is late: the platform has accepted it and said nothing since.',
  yourLine: 'Your line',
  lineToEverybody: 'Line to everybody',
  coachingLine: 'Coaching line',
  sendAsTextInstead: 'Send as text instead',
  letTheBrowserPlayThe: 'Let the browser play the sound',
  startingTheSound: 'Starting the sound …',
  customerOnTheLeftAgent: 'Customer on the left, agent on the right',
  testMicrophone: 'Test microphone',
  mode: 'Mode',
  monitor: 'Monitor',
  coach: 'Coach',
  bargeIn: 'Barge in',
  youHaveNoLineIn: 'You have no line in this conversation.',
  stop: 'Stop',
  byPolicyThisNeedsA: 'By policy this needs a reason. It is kept with what you do.',
  cancel: 'Cancel',
  coachWith: (label: string) => `Coach with “${label}”`,
  echoCancellation: 'Echo cancellation',
  noiseSuppression: 'Noise suppression',
  automaticGain: 'Automatic gain',
  holdToTalk: 'Hold to talk',
  keepTalking: 'Keep talking',
  you: 'You',
  thePlatformGave: {
    coach: (seconds: string) => `The platform gave the agent ${seconds} s of your voice.`,
    barge: (seconds: string) => `The platform gave the call ${seconds} s of your voice.`,
  },
  someOfItWasToo: ' Some of it was too loud and clipped.',
  mix: (mixLevel: string) => `Mix ${mixLevel}`,
  mixLevel: 'Mix level',
  forYourNextLine: 'for your next line',
  waitForAGap: 'Wait for a gap',
}

export const talkScreen = inLanguage('screens/talk', english)
