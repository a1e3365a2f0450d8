import { Box, Button, Modal } from '@mantine/core'
import { useContext, useEffect, useRef, useState } from 'react'
import type { Result } from '../../../core/result'
import type { AnyRecordDef, AnyValues, Beside, Problem } from '../../../core/schema/record'
import { Confirm } from '../Confirm'
import { FormDraftsContext } from '../formDrafts'
import { Notice } from '../Notice'
import { NewRecordForm } from './NewRecordForm'

interface NewRecordModalProps {
  readonly def: AnyRecordDef
  readonly title: string
  /** Where what is filled in waits when the window is left; ids and kinds alone. */
  readonly place: string
  /** Values known beforehand. */
  readonly initial: AnyValues
  /** What its kind proposes follows from these. */
  readonly around: Beside
  /**
   * Gives back the id of the record once it is on disk, or what keeps it from being created. `own`: what its id is made of,
   * where it was kept meanwhile.
   */
  create(values: AnyValues, own: string | undefined): Promise<Result<string | undefined, readonly Problem[]>>
  onClose(): void
  /** Called after the window has closed. */
  onMade?(id: string): void
}

/** A new record in a window of its own: what is filled in is kept until it is created, or given up on purpose. */
export function NewRecordModal(props: NewRecordModalProps) {
  const { def, title, place, initial, around, create, onClose, onMade } = props
  const drafts = useContext(FormDraftsContext)
  const [begun, setBegun] = useState(() => drafts?.get(place))
  const [round, setRound] = useState(0)
  const [typed, setTyped] = useState(begun !== undefined)
  const [leaving, setLeaving] = useState(false)
  // A field that goes away tells what it holds, even of a form that is done with.
  const isOver = useRef(false)
  const typedIn = useRef<Element | null>(null)
  const form = useRef<HTMLDivElement>(null)
  useEffect(() => drafts?.attend(place), [drafts, place])
  useFocusGivenBack()

  const finish = (): void => {
    isOver.current = true
    drafts?.forget(place)
  }
  const leave = (): void => {
    // The library's window hears every Escape first: one pressed in a calendar is the calendar's.
    if (document.activeElement?.closest('[role="dialog"]:not([aria-modal])')) return
    typedIn.current = document.activeElement
    if (typed) setLeaving(true)
    else onClose()
  }
  // Whoever stays goes on where they were typing.
  useEffect(() => {
    if (!leaving && typedIn.current instanceof HTMLElement) typedIn.current.focus()
  }, [leaving])
  // The button that empties the form goes with it.
  useEffect(() => {
    if (round > 0) form.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
  }, [round])
  return (
    <Modal opened onClose={leave} closeOnEscape={!leaving} title={title} size="lg" withCloseButton={false}>
      {begun === undefined ? null : (
        // The window opens on this sentence: on the button after it, Enter would empty what was kept.
        <Box mb="md" tabIndex={-1} data-autofocus>
          <Notice
            tone="accent"
            actions={
              <Button
                variant="default"
                size="compact-sm"
                onClick={() => {
                  drafts?.forget(place)
                  setBegun(undefined)
                  setTyped(false)
                  setRound(round + 1)
                }}
              >
                Repartir de zéro
              </Button>
            }
          >
            Vous aviez commencé cette fiche sans la créer&nbsp;: voici ce que vous aviez saisi.
          </Notice>
        </Box>
      )}
      <div ref={form}>
        <NewRecordForm
          key={round}
          def={def}
          initial={initial}
          begun={begun}
          around={around}
          onTyped={() => setTyped(true)}
          onChange={(values) => {
            if (isOver.current) return
            setTyped(true)
            drafts?.set({ place, kind: def.name, label: title, values })
          }}
          unreadOf={(field) => {
            const unread = drafts?.unread({ place, kind: def.name, label: title }, field)
            return unread && { ...unread, keep: (text) => (isOver.current ? undefined : unread.keep(text)) }
          }}
          onCancel={leave}
          create={async (values) => {
            const created = await create(values, drafts?.own(place))
            if (!created.ok) return created.error
            finish()
            onClose()
            if (created.value !== undefined) onMade?.(created.value)
            return []
          }}
        />
      </div>
      {/* Mounted only now: the Escape that asks must not be heard by what it opens. */}
      {leaving ? (
        <Confirm
          opened
          title="Abandonner cette fiche&nbsp;?"
          action="Abandonner"
          stay="Continuer la saisie"
          danger
          onConfirm={() => {
            finish()
            onClose()
          }}
          onClose={() => setLeaving(false)}
        >
          Elle n’est pas encore créée&nbsp;: ce que vous avez saisi serait perdu.
        </Confirm>
      ) : null}
    </Modal>
  )
}

/** A window that goes gives the focus back to what opened it: one goes on from where one was adding. */
function useFocusGivenBack(): void {
  const [opener] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      const isNowhere = document.activeElement === null || document.activeElement === document.body
      if (isNowhere && opener instanceof HTMLElement) opener.focus()
    },
    [opener],
  )
}
