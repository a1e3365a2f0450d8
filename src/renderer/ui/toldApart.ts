/** « Anaïs Roy (MJC du Port) »: a name, with what tells it from another one where there is one. */
export const toldApart = (name: string, by: string | undefined): string =>
  by === undefined || by === '' ? name : `${name} (${by})`
