import type { AnyValues, Rule } from './record'
import { rangeBounds } from './kinds/numbers'
import { isEmpty } from './validate'

const day = (values: AnyValues, field: string): string | null => {
  const value = values[field]
  return typeof value === 'string' && value !== 'unknown' ? value : null
}

const amount = (values: AnyValues, field: string): number | null => {
  const value = values[field]
  return typeof value === 'number' ? value : null
}

/** Two days (or months) that must come in order; nothing is said while one is missing or unknown. */
export function inOrder(first: string, second: string, message: string): Rule {
  return {
    level: 'refuse',
    fields: [second, first],
    check(values) {
      const [from, to] = [day(values, first), day(values, second)]
      return from !== null && to !== null && to < from ? message : null
    },
  }
}

/** An amount that should not exceed another of the same record. */
export function notAbove(lower: string, upper: string, message: string): Rule {
  return {
    level: 'warn',
    fields: [lower, upper],
    check(values) {
      const [low, high] = [amount(values, lower), amount(values, upper)]
      return low !== null && high !== null && low > high ? message : null
    },
  }
}

/** At least one of some fields must, or should, be filled. */
export function oneOf(level: Rule['level'], fields: readonly string[], message: string): Rule {
  return {
    level,
    fields,
    check: (values) => (fields.every((field) => isEmpty(values[field])) ? message : null),
  }
}

/** Hours of a week that are those of a job: more of them is a slip more often than not. */
const WORKING_WEEK = 35

/** Hours of a week that one person may well give. */
export function withinWorkingWeek(field: string): Rule {
  return {
    level: 'warn',
    fields: [field],
    check(values) {
      const value = values[field]
      const least = typeof value === 'string' ? rangeBounds(value)?.min : undefined
      return least !== undefined && least > WORKING_WEEK
        ? `Plus de ${WORKING_WEEK} heures par semaine\u00a0: vérifiez ce nombre.`
        : null
    },
  }
}
