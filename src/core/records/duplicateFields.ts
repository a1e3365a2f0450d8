/**
 * What people said of records that look alike. On the record itself and private: it travels to every colleague, is
 * undone and erased with the record, and two people who speak at once both keep their word (a cell for each other id).
 */
export const duplicateFields = <const K extends string>(kind: K, section = 'Notes') =>
  ({
    distinctFrom: {
      kind: 'refs',
      label: 'À ne pas confondre avec',
      scope: 'private',
      to: kind,
      section,
      column: 'never',
      readOnly: true,
    },
    /** Set on a record in the trash: those who still named it find the one that was kept. */
    mergedInto: {
      kind: 'ref',
      label: 'Réunie avec',
      scope: 'private',
      to: kind,
      section,
      column: 'never',
      readOnly: true,
    },
  }) as const
