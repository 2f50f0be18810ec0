import type { english } from '../../screens/microphone-test.ts'

export const microphoneTest: typeof english = {
  microphone: 'Mikrofon',
  testYourMicrophone: 'Ihr Mikrofon testen',
  nothingYouSayHereLeaves:
    'Nichts, was Sie hier sagen, verlässt diesen Browser, und Ihre Leitung hört nichts davon.',
  allowTheMicrophoneInThe: 'Erlauben Sie das Mikrofon in der Frage des Browsers …',
  askAgain: 'Noch einmal fragen',
  done: 'Fertig',
  connection: 'Verbindung',
  measuring: 'Wird gemessen …',
  device: 'Gerät',
  speakAsYouWouldTo: 'Sprechen Sie wie mit dem Teammitglied: Der Balken bewegt sich.',
  you: 'Sie',
  hearYourself: 'Sich selbst hören',
  speakNow: 'Sprechen Sie jetzt …',
  recordThreeSecondsThenPlay: 'Nehmen Sie drei Sekunden auf und spielen Sie sie ab.',
  recording: 'Nimmt auf …',
  record3Seconds: '3 Sekunden aufnehmen',
  playing: 'Spielt ab …',
  playItBack: 'Abspielen',
  headset: 'Headset',
  checking: 'Prüft …',
  checkForAnEcho: 'Auf Echo prüfen',
  playsASoftSoundFor: 'Spielt zwei Sekunden einen leisen Ton und horcht, ob er zurückkommt.',
  stayQuietForTwoSeconds: 'Seien Sie zwei Sekunden still …',
  theBrowserDidNotPlay: 'Der Browser hat den Ton nicht gespielt, darum lässt es sich nicht sagen.',
  firstTimeCoachingHereHear:
    'Coachen Sie hier zum ersten Mal? Hören Sie, wie Sie klingen, bevor es das Teammitglied tut.',
  testNow: 'Jetzt testen',
  skip: 'Überspringen',
}
