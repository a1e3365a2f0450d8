import type { KeyPlace } from '../../data/keys'

/** Where the key of the open space is on this computer, in a sentence. */
export function keyWords(place: KeyPlace, isDesktop: boolean): string {
  if (place === 'keystore') return 'Gardée par le trousseau du système, avec votre session'
  return isDesktop
    ? 'Gardée à côté des données\u00a0: le trousseau du système n’a pas pu la prendre'
    : 'Gardée par ce navigateur, à côté des données'
}

/** What whoever has a computer can read of it once it is turned off: the end of a sentence. */
export const offWords: { readonly [P in KeyPlace]: string } = {
  keystore: 'éteint, ou session fermée, les fiches ne s’y lisent pas sans le mot de passe de la session.',
  profile:
    'même éteint, qui ouvre son disque peut y lire les fiches, sauf si le disque entier est chiffré (BitLocker, FileVault, LUKS).',
}
