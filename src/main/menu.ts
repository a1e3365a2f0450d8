import { Menu, app } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../core/ipc'

/** Sets the application's menu; what a command means is the page's business. */
export function setMenu(send: (command: MenuCommand) => void): void {
  const item = (label: string, command: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    // The page handles its own keys, also in a browser: the menu shows them and does not take them away from it.
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
    click: () => send(command),
  })
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  const template: MenuItemConstructorOptions[] = [
    {
      label: 'Fichier',
      submenu: [
        item('Importer…', 'import'),
        item('Tout exporter…', 'exportAll'),
        item('Sauvegarder maintenant', 'backup'),
        item('Enregistrer cette page en PDF…', 'print', 'CmdOrCtrl+P'),
        separator,
        item('Réglages', 'settings', 'CmdOrCtrl+,'),
        separator,
        { label: 'Quitter', role: 'quit' },
      ],
    },
    {
      label: 'Édition',
      submenu: [
        item('Annuler', 'undo', 'CmdOrCtrl+Z'),
        item('Rétablir', 'redo', 'CmdOrCtrl+Shift+Z'),
        separator,
        { label: 'Couper', role: 'cut' },
        { label: 'Copier', role: 'copy' },
        { label: 'Coller', role: 'paste' },
        { label: 'Tout sélectionner', role: 'selectAll' },
        separator,
        item('Rechercher partout', 'palette', 'CmdOrCtrl+K'),
      ],
    },
    {
      label: 'Affichage',
      submenu: [
        { label: 'Agrandir', role: 'zoomIn' },
        { label: 'Réduire', role: 'zoomOut' },
        { label: 'Taille normale', role: 'resetZoom' },
        separator,
        { label: 'Plein écran', role: 'togglefullscreen' },
        ...(app.isPackaged
          ? []
          : [separator, { label: 'Outils de développement', role: 'toggleDevTools' } as const]),
      ],
    },
    {
      label: 'Aide',
      submenu: [item('Guide de Maillage', 'help', 'F1'), { label: 'À propos de Maillage', role: 'about' }],
    },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
