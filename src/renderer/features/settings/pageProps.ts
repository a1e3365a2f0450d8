/** What the pages of « Réglages » are given that other features do. */
export interface SettingsPageProps {
  /** Writes the whole space as one workbook, and says what came of it. */
  readonly exportEverything?: (() => Promise<void>) | undefined
}
