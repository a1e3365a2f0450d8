import { Button, Progress } from '@mantine/core'
import classes from './WorkProgress.module.css'

interface WorkProgressProps {
  /** What is being done: « Écriture du classeur… ». */
  readonly label: string
  /** From 0 to 1; null while nobody can know: the words then say how far it is. */
  readonly done: number | null
  onCancel?(): void
}

/** Long work shows how far it is and can be stopped. */
export function WorkProgress({ label, done, onCancel }: WorkProgressProps) {
  const percent = done === null ? null : Math.round(done * 100)
  return (
    <div className={classes.work} role="status">
      <div className={classes.line}>
        <span>{label}</span>
        {percent === null ? null : <span className={classes.percent}>{percent} %</span>}
      </div>
      {/* It stands where the words say: gliding there, it would lag behind while the window is busy. */}
      <Progress
        value={percent ?? 100}
        animated={percent === null}
        transitionDuration={0}
        aria-label={label}
      />
      {onCancel ? (
        <Button variant="default" size="xs" onClick={onCancel}>
          Annuler
        </Button>
      ) : null}
    </div>
  )
}
