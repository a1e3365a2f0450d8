import classes from './Brand.module.css'

/** The application's name beside its mark. */
export function Brand() {
  return (
    <p className={classes.brand}>
      <Mark /> Maillage
    </p>
  )
}

/** Six knots of a net: the application's mark. */
function Mark() {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true" className={classes.mark}>
      <path d="M4 5 11 8 18 5M4 5v12M11 8v6M18 5v12M4 17l7-3 7 3" />
      {[
        [4, 5],
        [18, 5],
        [11, 8],
        [11, 14],
        [4, 17],
        [18, 17],
      ].map(([x, y]) => (
        <circle key={`${x}.${y}`} cx={x} cy={y} r="2.1" />
      ))}
    </svg>
  )
}
