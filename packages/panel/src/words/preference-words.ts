/** What a person can have as they like, in words. */

export const preferenceWords = {
  heading: 'Preferences',
  lead: 'Each takes effect at once, and is kept in this browser on this machine.',
  look: 'Look',
  scheme: 'Colours',
  density: 'Room',
  densityNote: 'Compact shows more rows and lines at once.',
  sound: 'Your microphone',
  list: 'The list',
  idleAgents: 'Idle agents too',
  keys: 'Keys',
  allKeys: 'All keys, and how to change them',
  more: 'For the curious',
  parts: 'Every part in every state',
  partsNote: 'All that this console is made of, drawn from samples. Nothing there connects.',
} as const

export const schemeWords = [
  ['auto', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const

export const densityWords = [
  ['comfortable', 'Comfortable'],
  ['compact', 'Compact'],
] as const
