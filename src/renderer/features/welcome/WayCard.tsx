import { Button } from '@mantine/core'
import { Icon, type IconName } from '../../ui/Icon'
import classes from './Welcome.module.css'

interface WayCardProps {
  readonly icon: IconName
  readonly title: string
  readonly text: string
  readonly action: string
  onChoose(): void
}

/** One way in. */
export function WayCard({ icon, title, text, action, onChoose }: WayCardProps) {
  return (
    <section className={classes.way} aria-label={title}>
      <span className={classes.drawing}>
        <Icon name={icon} size={26} />
      </span>
      <h2>{title}</h2>
      <p>{text}</p>
      <Button onClick={onChoose} aria-label={`${action}\u00a0: ${title}`}>
        {action}
      </Button>
    </section>
  )
}
