/** A panel with one coaching session of its own, and a server that keeps what is written about it. */
import { startStory } from './panel-story.ts'
import { coachingView, platformOpen } from './samples.ts'

export const coachingId = 'coaching-1'
export const refusal = (status: number, code: string, more: object = {}) => ({
  status,
  body: { status, code, message: '', contextId: '', ...more },
})

export async function beginNotes(given: Parameters<typeof startStory>[0] = {}) {
  const story = startStory(given)
  await story.begin([platformOpen, { kind: 'coaching', coaching: coachingView() }])
  const { notes } = story.model.coaching
  let saved = coachingView()
  /** A server that keeps what it is told. */
  story.server.reply = (call) => {
    if (!call.path.endsWith('/details'))
      return { status: 200, body: { coaching: saved, whispers: [] } }
    const { revision, ...details } = JSON.parse(call.body ?? '')
    if (revision !== saved.detailsRevision) return refusal(409, 'edited-elsewhere')
    saved = {
      ...saved,
      details,
      revision: saved.revision + 1,
      detailsRevision: saved.detailsRevision + 1,
    }
    return { status: 200, body: saved }
  }
  const writes = () => story.calls.filter(({ path }) => path.endsWith('/details'))
  return {
    story,
    notes,
    writes,
    view: () => story.model.store.coaching(coachingId),
    draft: () => notes.state.getState()[coachingId],
    saved: () => saved,
    /** Somebody else has written. */
    elsewhere(text: string) {
      saved = {
        ...saved,
        details: { ...saved.details, notes: text },
        revision: saved.revision + 1,
        detailsRevision: saved.detailsRevision + 1,
      }
    },
    type(text: string) {
      const view = story.model.store.coaching(coachingId)
      const details = notes.state.getState()[coachingId]?.details ?? view?.details
      if (view === undefined || details === undefined) throw new Error('no session')
      notes.change(view, { ...details, notes: text })
    },
  }
}
