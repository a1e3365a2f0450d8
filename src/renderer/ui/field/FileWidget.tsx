import { Button, FileButton, Group, Input } from '@mantine/core'
import { useState } from 'react'
import { formatField, parseField } from '../../../core/schema/kinds'
import { sizeRefusal } from '../../../core/schema/kinds/links'
import { limits } from '../../../core/sync/protocol'
import { Icon } from '../Icon'
import { useServices } from '../services'
import { ImagePreview } from './ImagePreview'
import { reducedImage } from './reducedImage'
import type { WidgetOf } from './widget'

/** One attachment, kept sealed on this computer. */
export function FileWidget({
  field,
  value,
  commit,
  label,
  name,
  hint,
  problem,
  disabled,
  id,
}: WidgetOf<'file'>) {
  const { keepFile, openFile, context, nameOf } = useServices()
  const [refusal, setRefusal] = useState<string>()
  const [busy, setBusy] = useState(false)
  const current = typeof value === 'string' ? value : null

  const keep = async (file: File | null): Promise<void> => {
    if (!file) return
    setBusy(true)
    const chosen = field.maxSide === undefined ? file : await reducedImage(file, field.maxSide)
    setRefusal(sizeRefusal(field, chosen.size, limits.blobBytes) ?? (await attach(chosen)) ?? undefined)
    setBusy(false)
  }

  /** Keeps a file that may be kept; what refused it, else null. */
  const attach = async (file: File): Promise<string | null> => {
    const read = parseField(field, await keepFile(file), context)
    return read.ok ? commit(read.value) : read.error
  }

  return (
    <Input.Wrapper label={label} labelElement="div" description={hint} error={refusal ?? problem} id={id}>
      {current !== null && field.accept === 'image/*' ? <ImagePreview value={current} name={name} /> : null}
      <Group gap="xs">
        {current === null ? null : (
          <Button
            variant="default"
            leftSection={<Icon name="file" size={16} />}
            onClick={() => void openFile(current)}
          >
            {formatField(field, current, nameOf)}
          </Button>
        )}
        <FileButton
          onChange={(file) => void keep(file)}
          {...(field.accept === undefined ? {} : { accept: field.accept })}
        >
          {(props) => (
            <Button
              {...props}
              variant="default"
              loading={busy}
              disabled={disabled}
              aria-label={`${name}\u00a0: choisir un fichier`}
            >
              {current === null ? 'Choisir un fichier' : 'Remplacer'}
            </Button>
          )}
        </FileButton>
        {current === null ? null : (
          <Button variant="subtle" disabled={disabled} onClick={() => void commit(null)}>
            Retirer
          </Button>
        )}
      </Group>
    </Input.Wrapper>
  )
}
