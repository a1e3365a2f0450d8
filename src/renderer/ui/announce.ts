import { notifications, notificationsStore } from '@mantine/notifications'
import { createElement } from 'react'
import type { Tone } from './Chip'

const colors: { readonly [T in Tone]: string } = {
  plain: 'gray.6',
  accent: 'teal',
  good: 'teal',
  warn: 'yellow.8',
  danger: 'red.8',
}

/** Where what is told can be looked at. */
export interface Lead {
  readonly label: string
  readonly href: string
}

/** Tells in passing what has just happened; a danger interrupts, and stays until it is read. */
export function announce(message: string, tone: Tone = 'good', lead?: Lead): void {
  announceWhile(message, tone, lead)
}

/** The same, of what may end by itself: the returned function takes it back. */
export function announceWhile(message: string, tone: Tone, lead?: Lead): () => void {
  // What was told before is past: only what must be read stays beside it.
  for (const { id, autoClose } of notificationsStore.getState().notifications)
    if (id !== undefined && autoClose !== false) notifications.hide(id)
  const told = notifications.show({
    message:
      lead === undefined
        ? message
        : createElement('span', null, message, ' ', createElement('a', { href: lead.href }, lead.label)),
    role: tone === 'danger' ? 'alert' : 'status',
    color: colors[tone],
    autoClose: tone === 'danger' ? false : Math.max(4000, message.length * 70),
    closeButtonProps: { 'aria-label': 'Fermer' },
  })
  return () => void notifications.hide(told)
}
