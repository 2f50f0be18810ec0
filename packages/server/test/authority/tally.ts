/** What was tried in all, and what went wrong. */
export class Tally {
  requests = 0
  frames = 0
  transcripts = 0
  sounds = 0
  refused404 = 0
  refused403 = 0
  done = 0
  coachings = 0
  reveals = 0
  readonly wrong: string[] = []

  get tried(): number {
    return this.requests + this.frames + this.sounds
  }
}
