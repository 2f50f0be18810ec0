/** Who opens one of the simulator's own pages: in which language it is written for them, and how they choose another. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { keepLanguage, languageFor, readLanguage } from '../words/page-language.ts'
import { type PageWords, wordsIn } from '../words/words-of-page.ts'

const chosen = z.object({ language: z.string() })

/** The words for this visit; undefined when a language was chosen, and the answer is already the way back to the page in it. */
export function welcome(request: FastifyRequest, reply: FastifyReply): PageWords | undefined {
  const language = languageAsked(request)
  if (language === undefined) return wordsIn(languageFor(request.headers))
  const [path = '', query = ''] = request.url.split('?')
  const rest = new URLSearchParams(query)
  rest.delete('language')
  const back = rest.size === 0 ? path : `${path}?${rest}`
  reply
    .header('set-cookie', keepLanguage(language))
    .header('cache-control', 'no-store')
    .redirect(back, 303)
  return undefined
}

/** For what a page itself asks for: it names its language, so that a choice in another tab does not mix two. */
export function wordsAsked(request: FastifyRequest): PageWords {
  return wordsIn(languageAsked(request) ?? languageFor(request.headers))
}

function languageAsked({ query }: FastifyRequest) {
  const asked = chosen.safeParse(query)
  return asked.success ? readLanguage(asked.data.language) : undefined
}
