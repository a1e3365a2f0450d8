import { getDefaultZIndex, Menu, UnstyledButton } from '@mantine/core'
import { useContext } from 'react'
import classes from './Badge.module.css'
import { counted } from './counted'
import { FormDraftsContext } from './formDrafts'
import { Icon } from './Icon'
import { useServices } from './services'
import { type KeptAt, useWaiting } from './unsaved'

/** What was begun and is not stored, kept on the disk as it was typed: what it is, and a way to where it was begun. */
export function WaitingMenu() {
  const waiting = useWaiting()
  const forms = useContext(FormDraftsContext)
  const { hrefOf, hrefOfForm } = useServices()
  if (waiting.length === 0) return null
  const whereOf = (at: KeptAt): string | undefined => ('form' in at ? hrefOfForm(at.form) : hrefOf(at.record))
  return (
    // Above the word in passing that has just told of it.
    <Menu width="max-content" zIndex={getDefaultZIndex('max')}>
      <Menu.Target>
        <UnstyledButton className={classes.badge} data-tone="warn">
          <Icon name="clock" size={17} />
          <span className={classes.words}>{waitingWords(waiting.length)}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Gardé sur cet ordinateur, à reprendre où c’était commencé</Menu.Label>
        {waiting.map(({ what, at }) => {
          const href = whereOf(at)
          return (
            <Menu.Item
              key={'form' in at ? at.form : `${at.record}/${at.field}`}
              component="a"
              href={href}
              onClick={() => ('form' in at ? forms?.resume(at.form) : undefined)}
            >
              {what}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}

const waitingWords = (count: number): string => `${counted(count, 'saisie')} à reprendre`
