export type { ContactCentre } from './contact-centre.ts'
export { renderLeakReport, renderStory } from './render-leak-report.ts'
export {
  type LeakProofInput,
  type LeakReport,
  type PlantedLeak,
  runLeakProof,
  type StoryResult,
} from './run-leak-proof.ts'
export { shortStories, stories } from './story/stories.ts'
