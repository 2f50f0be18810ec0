/** How much room things take: `tokens.css` has the measures of both, and an attribute of the page says which. */
import type { PreferencesStore } from '../model/preferences.ts'

/** From now on, whenever the preference changes. */
export function wearDensity(
  page: { readonly dataset: DOMStringMap },
  preferences: PreferencesStore,
): void {
  const wear = () => {
    page.dataset.density = preferences.getState().density
  }
  wear()
  preferences.subscribe(wear)
}
