/** Whose page this is, and the way to one's own. */
import type { Me } from '@sotto/protocol'
import type { Place } from '../model/agent-strip/own-place.ts'
import { inLanguage } from './in-language.ts'

export const english = {
  placeWords: {
    console: 'This page is for supervisors',
    'agent-strip': 'This page is for agents',
    audit: 'This page is for auditors',
  } satisfies Record<Place, string>,
  ownPlaceWords: {
    supervisor: 'Go to your console',
    lead: 'Go to your console',
    administrator: 'Go to your console',
    agent: 'Go to your whispers',
    auditor: 'Go to the audit',
  } satisfies Record<Me['role'], string>,
}

const words = inLanguage('place-words', english)

export const placeWords = words.placeWords

export const ownPlaceWords = words.ownPlaceWords
