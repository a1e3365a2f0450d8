import { register } from 'node:module'

// Before the main bundle is loaded: `electron` is the stand-in beside this file.
const standIn = new URL('./electron.ts', import.meta.url).href
const hook = `export const resolve = (name, context, next) =>
  next(name === 'electron' ? ${JSON.stringify(standIn)} : name, context)`
register(`data:text/javascript,${encodeURIComponent(hook)}`)
