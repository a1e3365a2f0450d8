import { useEffect, useState } from 'react'
import { useServices } from '../services'
import { useHandler } from '../useHandler'
import classes from './Field.module.css'

interface ImagePreviewProps {
  /** The value of a file's field. */
  readonly value: string
  readonly name: string
}

/** An image that was attached, once its bytes are on this computer. */
export function ImagePreview({ value, name }: ImagePreviewProps) {
  const { readFile } = useServices()
  const read = useHandler(readFile)
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    let made: string | undefined
    let current = true
    void read(value).then((bytes) => {
      if (!current || !bytes) return
      made = URL.createObjectURL(new Blob([bytes.slice()]))
      setUrl(made)
    })
    return () => {
      current = false
      setUrl(undefined)
      if (made !== undefined) URL.revokeObjectURL(made)
    }
  }, [value, read])
  return url === undefined ? null : <img className={classes.image} src={url} alt={name} />
}
