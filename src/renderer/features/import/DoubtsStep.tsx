import { Button, Radio, Select } from '@mantine/core'
import { useState } from 'react'
import type { Answers, Doubt } from '../../../core/sheets/importDoubts'
import classes from './Doubts.module.css'
import screen from './Import.module.css'
import { StepFoot } from './StepFoot'
import type { ImportSession } from './useImport'

/** What only the coordinator knows, each thing asked once. */
export function DoubtsStep({ session }: { readonly session: ImportSession }) {
  const doubts = session.preview?.doubts ?? []
  const open = doubts.filter((doubt) => !isAnswered(doubt, session.answers)).length
  return (
    <>
      <p className={screen.lead}>
        {doubts.length === 0
          ? 'Tout est répondu.'
          : doubts.length === 1
            ? 'Une question, et c’est prêt. Vous pouvez aussi la laisser sans réponse.'
            : `${doubts.length} questions, et c’est prêt. Vous pouvez aussi en laisser sans réponse.`}
      </p>
      <ol className={classes.doubts}>
        {doubts.map((doubt) => (
          <li key={doubt.id}>
            <DoubtCard doubt={doubt} answers={session.answers} answer={session.answer} />
          </li>
        ))}
      </ol>
      <StepFoot>
        <Button variant="default" onClick={() => session.go('columns')}>
          Retour
        </Button>
        <Button onClick={() => session.go('preview')}>
          {open === 0
            ? 'Voir l’aperçu'
            : open === 1
              ? 'Continuer, une question sans réponse'
              : `Continuer, ${open} sans réponse`}
        </Button>
      </StepFoot>
    </>
  )
}

const isAnswered = (doubt: Doubt, answers: Answers): boolean =>
  answers[doubt.id] !== undefined ||
  doubt.lines.every((line) => answers[`${doubt.id}#${line.key}`] !== undefined)

interface DoubtCardProps {
  readonly doubt: Doubt
  readonly answers: Answers
  answer(id: string, option: string | null): void
}

function DoubtCard({ doubt, answers, answer }: DoubtCardProps) {
  const apart = doubt.lines.some((line) => answers[`${doubt.id}#${line.key}`] !== undefined)
  const [oneByOne, setOneByOne] = useState(apart)
  return (
    <div className={classes.doubt}>
      <Radio.Group
        label={doubt.question}
        value={answers[doubt.id] ?? ''}
        onChange={(value) => answer(doubt.id, value === '' ? null : value)}
      >
        <div className={classes.options}>
          {doubt.options.map((option) => (
            <Radio key={option.id} value={option.id} label={option.label} description={option.detail} />
          ))}
          <Radio value="" label="Je ne sais pas" description={doubt.otherwise} />
        </div>
      </Radio.Group>
      {doubt.lines.length < 2 ? null : (
        <div className={classes.lines}>
          <p>
            {`${doubt.lines.length} lignes du fichier\u00a0: ${doubt.lines
              .map((line) => line.text)
              .slice(0, 8)
              .join(', ')}${doubt.lines.length > 8 ? '…' : ''}`}
          </p>
          {oneByOne ? null : (
            <Button variant="subtle" size="compact-sm" onClick={() => setOneByOne(true)}>
              Répondre ligne par ligne
            </Button>
          )}
        </div>
      )}
      {oneByOne ? (
        <ul className={classes.apart}>
          {doubt.lines.map((line) => (
            <li key={line.key}>
              <Select
                label={line.text}
                placeholder="Comme ci-dessus"
                clearable
                clearButtonProps={{ 'aria-label': `Effacer : ${line.text}` }}
                data={doubt.options.map((option) => ({
                  value: option.id,
                  label: option.label,
                }))}
                renderOption={({ option }) => (
                  <span>
                    {option.label}
                    <small className={classes.optionDetail}>
                      {doubt.options.find(({ id }) => id === option.value)?.detail}
                    </small>
                  </span>
                )}
                value={answers[`${doubt.id}#${line.key}`] ?? null}
                onChange={(value) => answer(`${doubt.id}#${line.key}`, value)}
              />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
