import { useEffect, useState } from 'react'
import type { BackupInfo } from '../../core/ipc'
import { usePlatform } from './usePlatform'

/** The backups that the application has made of itself on this computer, newest first; a browser has none. */
export function useKeptBackups(): readonly BackupInfo[] {
  const { backups } = usePlatform()
  const [kept, setKept] = useState<readonly BackupInfo[]>([])
  useEffect(() => {
    let left = false
    void backups?.list().then((listed) => {
      if (listed.ok && !left) setKept(listed.value)
    })
    return () => {
      left = true
    }
  }, [backups])
  return kept
}
