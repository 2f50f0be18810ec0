/** The fault panel beside the simulator's own doors, over a world on a fake clock, asked in process. */
import { type Answer, type ApiOnTrial, putApiOnTrial } from '../../api/testing/api-on-trial.ts'
import { registerFaultPanel } from '../register-fault-panel.ts'

export interface PanelOnTrial extends ApiOnTrial {
  /** The page itself. */
  page(): Promise<string>
  view(query?: Readonly<Record<string, string>>): Promise<Answer['body']>
}

export async function putPanelOnTrial(panelUrl = 'http://localhost:4400'): Promise<PanelOnTrial> {
  const trial = await putApiOnTrial()
  registerFaultPanel(trial.app, { ...trial, panelUrl })
  return {
    ...trial,
    page: async () => (await trial.app.inject('/faults')).body,
    view: async (query = {}) =>
      (await trial.call('GET', `/faults/view?${new URLSearchParams(query)}`)).body,
  }
}

export interface FaultCard {
  readonly key: string
  readonly kind: string
  readonly html: string
}

/** The cards of all faults, cut out of the page. */
export function cardsIn(page: string): readonly FaultCard[] {
  return page
    .split('<div class="card fault"')
    .slice(1)
    .map((html) => ({
      key: attribute(html, 'data-fault') ?? '',
      kind: attribute(html, 'data-kind') ?? '',
      html: html.split('</section>')[0] ?? '',
    }))
}

/** The value of the first such attribute. */
export function attribute(html: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(html)?.[1]
}

export function tagsIn(html: string, name: string): readonly string[] {
  return html.match(new RegExp(`<${name}(\\s[^>]*)?>`, 'g')) ?? []
}
