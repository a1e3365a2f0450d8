interface MenuTemplate {
  readonly label?: string
  readonly role?: string
  readonly type?: string
  readonly submenu?: readonly MenuTemplate[]
  readonly click?: () => void
}

/** The application's menu, recorded as Electron gives it back. */
export class Menu {
  static #shown: Menu | null = null
  readonly items: readonly object[]

  constructor(template: readonly MenuTemplate[]) {
    this.items = template.map(({ submenu, ...item }) => ({
      ...item,
      type: item.type ?? (submenu === undefined ? 'normal' : 'submenu'),
      ...(submenu === undefined ? {} : { submenu: new Menu(submenu) }),
    }))
  }
  static buildFromTemplate(template: readonly MenuTemplate[]): Menu {
    return new Menu(template)
  }
  static setApplicationMenu(menu: Menu | null): void {
    Menu.#shown = menu
  }
  static getApplicationMenu(): Menu | null {
    return Menu.#shown
  }
}
