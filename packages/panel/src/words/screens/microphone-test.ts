/** What stands on the screen: microphone test. */
import { inLanguage } from '../in-language.ts'

export const english = {
  microphone: 'Microphone',
  testYourMicrophone: 'Test your microphone',
  nothingYouSayHereLeaves:
    'Nothing you say here leaves this browser, and your line hears nothing of it.',
  allowTheMicrophoneInThe: 'Allow the microphone in the browser’s question …',
  askAgain: 'Ask again',
  done: 'Done',
  connection: 'Connection',
  measuring: 'Measuring …',
  device: 'Device',
  speakAsYouWouldTo: 'Speak as you would to the agent: the bar moves.',
  you: 'You',
  hearYourself: 'Hear yourself',
  speakNow: 'Speak now …',
  recordThreeSecondsThenPlay: 'Record three seconds, then play them back.',
  recording: 'Recording …',
  record3Seconds: 'Record 3 seconds',
  playing: 'Playing …',
  playItBack: 'Play it back',
  headset: 'Headset',
  checking: 'Checking …',
  checkForAnEcho: 'Check for an echo',
  playsASoftSoundFor: 'Plays a soft sound for two seconds and listens whether it comes back.',
  stayQuietForTwoSeconds: 'Stay quiet for two seconds …',
  theBrowserDidNotPlay: 'The browser did not play the sound, so it cannot be told.',
  firstTimeCoachingHereHear: 'First time coaching here? Hear how you sound before the agent does.',
  testNow: 'Test now',
  skip: 'Skip',
}

export const microphoneTestScreen = inLanguage('screens/microphone-test', english)
