/** A dialog that no test has answered is cancelled, as by a user who closes it. */
export const dialog = {
  showSaveDialog: async () => ({ canceled: true, filePath: '' }),
  showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
  showMessageBox: async ({ cancelId = 0 }: { cancelId?: number }) => ({ response: cancelId }),
  showErrorBox: (title: string, words: string): void => console.error(`${title}: ${words}`),
}

/** A system on which nothing opens addresses. */
export const shell = {
  openExternal: async (url: string): Promise<void> => {
    throw new Error(`nothing opens ${url} here`)
  },
}
