/** What this file needs of the Trusted Types API, which the types of the DOM do not know yet. */
interface TrustedTypes {
  createPolicy(
    name: 'default',
    rules: Readonly<Record<'createHTML' | 'createScriptURL', (text: string) => string | null>>,
  ): void
}

/**
 * Under the page's policy a text becomes markup or the address of a script only by the rules given here (E3): an
 * address within the application, for its workers, and a text without any tag, for the style sheets that the kit
 * writes. All else is refused where it is tried. To be called once, before the first worker. A browser that knows
 * no Trusted Types has the rest of the policy alone.
 */
export function trustOwnScripts(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes } // the compiler's DOM is older than the API
  trustedTypes?.createPolicy('default', {
    createHTML(text) {
      // Thrown, not null: called by hand, as the editor does before it takes its own policy for what is pasted,
      // the rule would give an empty text instead.
      if (text.includes('<')) throw new TypeError('a text with tags is no markup of ours')
      return text
    },
    createScriptURL: (text) => (new URL(text, location.href).origin === location.origin ? text : null),
  })
}
