/** What a user can cause comes back as a value: either the thing asked for, or why not. */
export type Result<T, E> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

/** A success. */
export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value })

/** A refusal, with its reason. */
export const fail = <E>(error: E): Result<never, E> => ({ ok: false, error })
