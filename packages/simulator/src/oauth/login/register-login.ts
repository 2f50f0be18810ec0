/** The sign-in page's two doors: showing it, and the button that was pressed. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type Provider from 'oidc-provider'
import { z } from 'zod'
import type { Person, Queue } from '../../world/shapes.ts'
import { clientName } from '../clients/clients.ts'
import { loginGroups } from './login-groups.ts'
import { expiredPage, loginPage, pagePolicy } from './pages.ts'

export interface LoginDeps {
  readonly path: string
  readonly people: () => ReadonlyMap<string, Person>
  readonly queues: () => ReadonlyMap<string, Queue>
  readonly providerFor: (request: FastifyRequest) => Provider
}

type SignIn = Awaited<ReturnType<Provider['interactionDetails']>>

const pathParameters = z.object({ uid: z.string() })
const searched = z.object({ search: z.string().max(100).catch('') })
const pressed = z.object({ person: z.string().max(200) })

export async function registerLogin(app: FastifyInstance, deps: LoginDeps): Promise<void> {
  const url = `${deps.path}/:uid`

  function show(
    reply: FastifyReply,
    signIn: SignIn,
    status: number,
    { search = '', wrong }: { readonly search?: string; readonly wrong?: string } = {},
  ) {
    const redirectUri = readText(signIn.params.redirect_uri)
    return sendPage(reply, status, pagePolicy(redirectUri), {
      html: loginPage({
        action: `${deps.path}/${signIn.uid}`,
        clientName: clientName(readText(signIn.params.client_id) ?? ''),
        groups: loginGroups(deps.people().values(), deps.queues(), search),
        search,
        ...(wrong === undefined ? {} : { wrong }),
      }),
    })
  }

  await app.register(async (pages) => {
    pages.removeAllContentTypeParsers()
    pages.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 4_096 },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )

    pages.get(url, async (request, reply) => {
      const signIn = await findSignIn(deps.providerFor(request), request, reply)
      if (signIn === undefined) return sendExpired(reply)
      return show(reply, signIn, 200, searched.parse(request.query))
    })

    pages.post(url, async (request, reply) => {
      const provider = deps.providerFor(request)
      const signIn = await findSignIn(provider, request, reply)
      if (signIn === undefined) return sendExpired(reply)
      const form = pressed.safeParse(request.body)
      const person = form.success ? deps.people().get(form.data.person) : undefined
      if (person === undefined)
        return show(reply, signIn, 400, { wrong: 'There is no such person.' })
      if (!person.active) {
        const wrong = `${person.name} is out of service and cannot sign in.`
        return show(reply, signIn, 403, { wrong })
      }
      // Consent is answered at once: it is asked for only by clients that insist on the question.
      const answer = { login: { accountId: person.id }, consent: {} }
      const goOn = await provider.interactionResult(request.raw, reply.raw, answer)
      return reply.header('cache-control', 'no-store').redirect(goOn, 303)
    })
  })
}

/** The sign-in this browser is in the middle of; undefined when it is over, unknown or another's. */
async function findSignIn(
  provider: Provider,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<SignIn | undefined> {
  const { uid } = pathParameters.parse(request.params)
  try {
    const signIn = await provider.interactionDetails(request.raw, reply.raw)
    return signIn.uid === uid ? signIn : undefined
  } catch (failure) {
    if (failure instanceof Error && failure.name === 'SessionNotFound') return undefined
    throw failure
  }
}

function sendExpired(reply: FastifyReply) {
  return sendPage(reply, 400, pagePolicy(), { html: expiredPage() })
}

function sendPage(reply: FastifyReply, status: number, policy: string, { html }: { html: string }) {
  return reply
    .code(status)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
    })
    .send(html)
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
