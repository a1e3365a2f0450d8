import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { AppInfo } from '../../../core/ipc'
import { departmentOf } from '../../../core/reference/departments'
import { useWatched, useWorkspace } from '../../data/hooks'
import { useOffline } from '../../data/useOffline'
import { usePlatform } from '../../data/usePlatform'
import type { Identity, StorageState } from '../../data/workspace'
import type { Offline } from '../../platform'
import { NotOffline } from '../../ui/NotOffline'
import { UnguardedKey } from '../../ui/UnguardedKey'
import { DamageNotice } from './DamageNotice'
import { keyWords } from './keyWords'
import { OwnName } from './OwnName'
import classes from './Settings.module.css'
import { useLeavingSpace } from './useLeavingSpace'

const roles: { readonly [R in Identity['role']]: string } = {
  coordinator: 'Coordination\u00a0: lit et modifie tout l’espace du département',
  reader: 'Lecture\u00a0: lit ce que le département partage, ne modifie rien',
  national: 'Comité national\u00a0: lit ce que les départements partagent, écrit ses remarques',
}

const offlineWords: { readonly [O in Offline]: string } = {
  always: 'S’ouvre et fonctionne sans réseau',
  'once-loaded': 'S’ouvre et fonctionne sans réseau, dans ce navigateur',
  never: 'Ne s’ouvre pas sans réseau',
}

/** Who works here, on what. */
export function ComputerPage() {
  const { identity, storage, keyPlace } = useWorkspace()
  const { leave, question } = useLeavingSpace()
  const platform = usePlatform()
  const state = useWatched(storage)
  const info = useAppInfo()
  const offline = useOffline()
  return (
    <>
      <DamageNotice />
      <dl className={classes.facts}>
        <dt>Espace</dt>
        <dd>{spaceName(identity.space)}</dd>
        <dt>Vous</dt>
        <dd>
          <OwnName />
        </dd>
        <dt>Rôle</dt>
        <dd>{roles[identity.role]}</dd>
        <dt>Application</dt>
        <dd>
          {platform.isDesktop
            ? `Application de bureau${info ? `, version ${info.version}` : ''}`
            : 'Dans un navigateur'}
        </dd>
        <dt>Enregistrement</dt>
        <dd>{storageWords(state)}</dd>
        <dt>Sans réseau</dt>
        <dd>{offline === undefined ? 'Vérification en cours' : offlineWords[offline]}</dd>
        <dt>Clé de chiffrement</dt>
        <dd>{keyWords(keyPlace, platform.isDesktop)}</dd>
      </dl>
      {offline === 'never' ? <NotOffline /> : null}
      {platform.isDesktop && keyPlace === 'profile' ? <UnguardedKey /> : null}
      <h2>Les espaces de cet ordinateur</h2>
      <p>Un ordinateur peut tenir plusieurs espaces, par exemple le vôtre et un réseau d’exemple.</p>
      <Button variant="default" onClick={leave}>
        Fermer cet espace et choisir
      </Button>
      {question}
    </>
  )
}

/** « Manche (50) », or the committee's. */
export function spaceName(space: string): string {
  const department = departmentOf(space)
  return department ? `${department.name} (${department.code})` : 'Comité national'
}

function storageWords(state: StorageState): string {
  switch (state.is) {
    case 'saved':
      return 'Tout est enregistré sur cet ordinateur'
    case 'saving':
      return 'Enregistrement en cours'
    case 'failing':
      return `L’enregistrement échoue\u00a0: ${state.reason}`
    case 'vanished':
      return state.reason
  }
}

function useAppInfo(): AppInfo | undefined {
  const platform = usePlatform()
  const [info, setInfo] = useState<AppInfo>()
  useEffect(() => {
    let left = false
    void platform.info().then((found) => {
      if (!left && found !== null) setInfo(found)
    })
    return () => {
      left = true
    }
  }, [platform])
  return info
}
