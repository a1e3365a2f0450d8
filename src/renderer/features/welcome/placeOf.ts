import { departmentOf } from '../../../core/reference/departments'

/** « Manche », « Comité national ». */
export function placeOf(space: string): string {
  return space === 'national' ? 'Comité national' : (departmentOf(space)?.name ?? space)
}
