/** The reasons for which the platform closes an event stream (guide's API, "Event stream"; 1009 and 1012 are RFC 6455's). */
export const closeCodes = {
  goingAway: 1001,
  messageTooBig: 1009,
  rotating: 1012,
  tokenExpired: 4401,
  rightRemoved: 4403,
  slowConsumer: 4408,
  tooManyConnections: 4429,
} as const
