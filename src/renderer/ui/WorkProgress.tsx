import { Button, Progress } from '@mantine/core'
import classes from './WorkProgress.module.css'

interface WorkProgressProps {
  /** What is being done: « Écriture du classeur… ». */
  readonly label: string
  /** From 0 to 1. */
  readonly done: number
  onCancel?(): void
}

/** Long work shows how far it is and can be stopped. */
export function WorkProgress({ label, done, onCancel }: WorkProgressProps) {
  const percent = Math.round(done * 100)
  return (
    <div className={classes.work} role="status">
      <div className={classes.line}>
        <span>{label}</span>
        <span className={classes.percent}>{percent} %</span>
      </div>
      <Progress value={percent} aria-label={label} />
      {onCancel ? (
        <Button variant="default" size="xs" onClick={onCancel}>
          Annuler
        </Button>
      ) : null}
    </div>
  )
}
