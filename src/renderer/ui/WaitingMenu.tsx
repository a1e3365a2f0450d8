import { getDefaultZIndex, Menu, UnstyledButton } from '@mantine/core'
import { useContext, useState } from 'react'
import { AskedFieldContext } from './askedField'
import classes from './Badge.module.css'
import { counted } from './counted'
import { FormDraftsContext } from './formDrafts'
import { Icon } from './Icon'
import { useServices } from './services'
import { type KeptAt, useWaiting } from './unsaved'
import { WaitingAside } from './WaitingAside'

/**
 * What was begun and is not stored, kept on the disk as it was typed: what it is, and a way to where it was begun; where
 * that way is closed, what it holds.
 */
export function WaitingMenu() {
  const waiting = useWaiting()
  const forms = useContext(FormDraftsContext)
  const askedField = useContext(AskedFieldContext)
  const { hrefOf, hrefOfForm } = useServices()
  const [read, setRead] = useState<string>()
  const whereOf = (at: KeptAt): string | undefined => ('form' in at ? hrefOfForm(at.form) : hrefOf(at.record))
  const reading = waiting.find(({ at }) => keyOf(at) === read)
  return (
    <>
      {waiting.length === 0 ? null : (
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
            {waiting.map(({ what, at, aside }) =>
              aside ? (
                <Menu.Item key={keyOf(at)} onClick={() => setRead(keyOf(at))}>
                  {what}
                </Menu.Item>
              ) : (
                <Menu.Item
                  key={keyOf(at)}
                  component="a"
                  href={whereOf(at)}
                  onClick={() => ('form' in at ? forms?.resume(at.form) : askedField?.ask(at))}
                >
                  {what}
                </Menu.Item>
              ),
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      {reading?.aside ? (
        <WaitingAside
          what={reading.what}
          aside={reading.aside}
          href={whereOf(reading.at)}
          onClose={() => setRead(undefined)}
        />
      ) : null}
    </>
  )
}

const keyOf = (at: KeptAt): string => ('form' in at ? at.form : `${at.record}/${at.field}`)

const waitingWords = (count: number): string => `${counted(count, 'saisie')} à reprendre`
