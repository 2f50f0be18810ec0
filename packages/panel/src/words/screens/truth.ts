/** What stands on the screen: truth. */
import { inLanguage } from '../in-language.ts'

export const english = {
  securePauseThePlatformHas:
    'Secure pause: the platform has paused recording. You hear nothing, and nothing of yours is sent, by voice or in writing, until it goes on.',
  theConnectionToOurServer:
    'The connection to our server is not fresh, so nothing here is certain. Your microphone is cut.',
  thePlatformSendsNoEvents:
    'The platform sends no events at the moment, so nothing here is certain. Your microphone is cut.',
  whoHearsYouNow: 'Who hears you now',
}

export const truthScreen = inLanguage('screens/truth', english)
