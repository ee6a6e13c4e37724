import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Checkbox } from 'react-aria-components/Checkbox'
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup'
import { Label } from 'react-aria-components/Label'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import type { InterviewAnswer, InterviewAnswered, InterviewQuestion } from '../api/types'
import { Button } from '../design/Button'
import { CheckIcon } from '../design/icons'

const LONGEST_ANSWER = 1_000

const OPTION =
  'flex min-h-12 cursor-pointer items-center gap-3 rounded border border-line-strong bg-raised px-4 py-2.5 transition-colors duration-150 hover:border-accent data-selected:border-accent data-selected:bg-accent-soft data-focus-visible:outline-2 data-focus-visible:outline-offset-2 data-focus-visible:outline-focus'

function Dot({ round }: { round: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={`grid size-6 shrink-0 place-items-center border-2 border-line-strong group-data-selected:border-accent group-data-selected:bg-accent group-data-selected:text-on-accent ${round ? 'rounded-full' : 'rounded'}`}
    >
      <CheckIcon className="size-4 opacity-0 group-data-selected:opacity-100" />
    </span>
  )
}

/** One question with large answers; each can be left out. */
export function AnswerForm({
  question,
  before,
  busy,
  onAnswer,
}: {
  question: InterviewQuestion
  /** The answer that is being changed. */
  before: InterviewAnswered | null
  busy: boolean
  onAnswer: (answer: InterviewAnswer) => void
}) {
  const { t } = useTranslation('patient')
  const [text, setText] = useState(before?.text ?? '')
  const [choices, setChoices] = useState<string[]>(before?.choices ?? [])
  const [number, setNumber] = useState<number | null>(before?.number ?? null)
  const [missing, setMissing] = useState(false)
  const { id, kind, options } = question
  const labelId = `question-${id}`

  const send = () => {
    const complete =
      kind === 'text' ? text.trim() !== '' : kind === 'number' ? number !== null : kind === 'several' || choices.length === 1
    setMissing(!complete)
    if (complete && !busy) {
      onAnswer({
        questionId: id,
        skipped: false,
        text: kind === 'text' ? text.trim() : null,
        choices,
        number,
      })
    }
  }

  return (
    <form
      data-testid="question"
      data-kind={kind}
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {kind === 'text' && (
        <div>
          <label htmlFor={labelId} className="mb-3 block text-title font-strong">
            {question.text}
          </label>
          <textarea
            id={labelId}
            dir="auto"
            rows={3}
            maxLength={LONGEST_ANSWER}
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="field field-sizing-content min-h-28 px-4 py-3 text-body"
          />
        </div>
      )}
      {(kind === 'one' || kind === 'yes-no') && (
        <RadioGroup value={choices[0] ?? null} onChange={(choice) => setChoices([choice])} className="grid gap-2.5">
          <Label className="mb-1 block text-title font-strong">{question.text}</Label>
          {options.map((option) => (
            <Radio key={option.id} value={option.id} className={`group ${OPTION}`}>
              <Dot round />
              {option.text}
            </Radio>
          ))}
        </RadioGroup>
      )}
      {kind === 'several' && (
        <CheckboxGroup value={choices} onChange={setChoices} className="grid gap-2.5">
          <Label className="mb-1 block text-title font-strong">{question.text}</Label>
          {options.map((option) => (
            <Checkbox key={option.id} value={option.id} className={`group ${OPTION}`}>
              <Dot round={false} />
              {option.text}
            </Checkbox>
          ))}
        </CheckboxGroup>
      )}
      {kind === 'number' && (
        <RadioGroup
          value={number === null ? null : String(number)}
          onChange={(value) => setNumber(Number(value))}
          orientation="horizontal"
        >
          <Label className="mb-4 block text-title font-strong">{question.text}</Label>
          <div className="grid grid-cols-6 gap-2 md:grid-cols-11">
            {Array.from({ length: 11 }, (_, value) => (
              <Radio
                key={value}
                value={String(value)}
                aria-label={t('interview.severityOf', { number: value })}
                className={`${OPTION} justify-center px-0 font-strong tabular`}
              >
                {value}
              </Radio>
            ))}
          </div>
          <div className="mt-2 flex justify-between gap-4 text-small text-quiet">
            <span>{t('interview.severityFrom', { low: question.low })}</span>
            <span className="text-end">{t('interview.severityTo', { high: question.high })}</span>
          </div>
        </RadioGroup>
      )}
      {missing && (
        <p role="alert" className="font-strong">
          {t('interview.needsAnswer')}
        </p>
      )}
      <div className="flex flex-wrap gap-3">
        <div className="flex-1 basis-48">
          <Button type="submit" wide isDisabled={busy} data-testid="answer">
            {kind === 'several' && choices.length === 0 ? t('interview.none') : t('interview.next')}
          </Button>
        </div>
        <Button
          look="secondary"
          isDisabled={busy}
          data-testid="skip"
          onPress={() => onAnswer({ questionId: id, skipped: true, text: null, choices: [], number: null })}
        >
          {t('interview.skip')}
        </Button>
      </div>
    </form>
  )
}
