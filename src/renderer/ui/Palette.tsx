import { Kbd, Modal } from '@mantine/core'
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react'
import { Icon, type IconName } from './Icon'
import classes from './Palette.module.css'

/** One thing that the palette proposes. */
export interface PaletteItem {
  readonly id: string
  readonly label: string
  /** What it is: « Structure », « Action ». */
  readonly hint: string
  readonly icon: IconName
  readonly shortcut?: string
  run(): void
}

interface PaletteProps {
  readonly opened: boolean
  /** What matches the words typed, best first. */
  propose(text: string): readonly PaletteItem[]
  /** Something was chosen. */
  onClose(): void
  /** It was left without a choice. */
  onLeave(): void
}

/** Ctrl K: everything that has a name, by any of its words. */
export function Palette({ opened, propose, onClose, onLeave }: PaletteProps) {
  return (
    <Modal.Root
      opened={opened}
      onClose={onLeave}
      returnFocus={false}
      size={620}
      yOffset="12vh"
      centered={false}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label="Recherche">
        <Modal.Body p={0}>
          {/* Made anew at each opening: the last search is not the next one. */}
          <Search propose={propose} onClose={onClose} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

function Search({ propose, onClose }: Omit<PaletteProps, 'opened' | 'onLeave'>) {
  const list = useId()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const drawn = useDeferredValue(text)
  const items = propose(drawn)
  const current = Math.min(at, items.length - 1)

  const choose = (item: PaletteItem | undefined): void => {
    if (!item) return
    onClose()
    item.run()
  }
  const move = (step: number): void => {
    if (items.length === 0) return
    const next = (current + step + items.length) % items.length
    setAt(next)
    document.getElementById(`${list}-${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    // Who types fast presses Enter before the list has followed: it is her words that choose, not the list's.
    else if (event.key === 'Enter') choose(drawn === text ? items[current] : propose(text)[at])
    else return
    event.preventDefault()
  }

  return (
    <>
      <div className={classes.box}>
        <Icon name="search" />
        <input
          className={classes.input}
          autoFocus
          role="combobox"
          aria-label="Chercher partout"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={items.length === 0 ? undefined : `${list}-${current}`}
          placeholder="Chercher une fiche, un écran, une action"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
        <Kbd size="xs">Échap</Kbd>
      </div>
      <ul id={list} role="listbox" aria-label="Résultats" className={classes.list}>
        {items.map((item, index) => (
          <li
            key={item.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === current}
            className={classes.item}
            onMouseMove={() => setAt(index)}
            onClick={() => choose(item)}
          >
            <Icon name={item.icon} size={16} />
            <span className={classes.label}>{item.label}</span>
            <span className={classes.hint}>{item.hint}</span>
            {item.shortcut === undefined ? null : <Kbd size="xs">{item.shortcut}</Kbd>}
          </li>
        ))}
      </ul>
      {items.length === 0 ? <p className={classes.none}>Rien ne correspond à « {text} ».</p> : null}
    </>
  )
}
