import { departmentOf } from '../../../core/reference/departments'
import { formatDay } from '../../../core/schema/kinds/dates'
import { audienceName } from '../../../core/sheets/sheet'
import { useWorkspace } from '../../data/hooks'
import { usePlatform } from '../../data/usePlatform'
import { announce } from '../../ui/announce'

/** Saves a sealed backup of the open space where the person wants it, under the day that it is of, and logs it. */
export function useSaveBackup(): (bytes: Uint8Array, day: string, persons: number | null) => Promise<void> {
  const { identity, exports } = useWorkspace()
  const platform = usePlatform()
  const place = departmentOf(identity.space)?.name ?? 'National'
  return async (bytes, day, persons) => {
    const saved = await platform.saveFile({ name: `Maillage - ${place} - ${day}.maillage-backup`, bytes })
    if (saved.ok) {
      void exports.add({
        what: `Sauvegarde chiffrée, ${formatDay(day)}`,
        recipient: audienceName('interne', identity.space),
        persons,
      })
      announce(`Sauvegarde enregistrée\u00a0: ${saved.value}`)
    } else if (saved.error === 'full')
      announce('Le disque est plein\u00a0: choisissez un autre emplacement.', 'danger')
    else if (saved.error !== 'cancelled')
      announce('La sauvegarde n’a pas pu être écrite là\u00a0: choisissez un autre dossier.', 'danger')
  }
}
