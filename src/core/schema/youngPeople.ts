/** Words with a capital that come before an age without naming anybody: « Depuis 15 ans ». */
const notNames = new Set(
  'après autour avant avec dans de depuis dès entre environ il elle ils elles jeune jeunes jusqu les moins pendant plus pour presque tous toutes sous sur vers ados adolescents enfants public groupe tranche âge mineurs elles filles garçons'.split(
    ' ',
  ),
)

/** A first name, perhaps compound, then an age: « Léa, 15 ans », « Jean-Noël (16 ans) », « Kévin a 14 ans ». */
const nameThenAge =
  /(?<![\p{L}’'-])(\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)*)(?:\s+\p{Lu}\.?)?\s*[,(:;–-]?\s*(?:(?:a|qui a|âgée?(?: de)?|de)\s+)?(\d{1,2})\s*ans?(?!\p{L})/gu

/** « la jeune Léa », « élève : Tom » do not carry an age but name a young person all the same. */
const youngThenName =
  /(?<!\p{L})(?:[Ll]e |[Ll]a |[Uu]ne? )?(?:jeune|mineure?|ado|adolescente?|élève|collégien(?:ne)?|lycéen(?:ne)?)\s+(\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)*)(?!\p{L})/gu

/** People of this age are adults beyond doubt. */
const adultAge = 26

/**
 * The passages of a text that look like the name and age of a young person, as they stand, each once.
 * A guess made on this computer: it reminds, and refuses nothing.
 */
export function youngPeopleIn(text: string): readonly string[] {
  const found: string[] = []
  for (const match of text.matchAll(nameThenAge)) {
    const age = Number(match[2])
    if (age > 2 && age < adultAge && !notNames.has((match[1] ?? '').toLowerCase()))
      found.push(match[0].trim())
  }
  for (const match of text.matchAll(youngThenName)) found.push(match[0].trim())
  return [...new Set(found)]
}
