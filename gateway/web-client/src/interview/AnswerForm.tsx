import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Checkbox } from 'react-aria-components/Checkbox'
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup'
import { Label } from 'react-aria-components/Label'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import type { InterviewAnswer, InterviewAnswered, InterviewQuestion } from '../api/types'
import { useReader } from '../app/session'
import { useDraft } from '../app/useDraft'
import { Button } from '../design/Button'
import { CheckIcon } from '../design/icons'
import { useArrival } from './useArrival'

const LONGEST_ANSWER = 1_000

const OPTION =
  'flex min-h-12 cursor-pointer items-center gap-3 rounded border border-line-strong bg-raised px-4 py-2.5 transition-colors duration-150 hover:border-accent data-selected:border-accent data-selected:bg-accent-soft data-focus-visible:outline-2 data-focus-visible:outline-offset-2 data-focus-visible:outline-focus'

/** The place of a question leaves room above for how far one is. */
const ASKED = 'block scroll-mt-20 text-title font-strong outline-none'

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

/** An answer's words, which stand within a sentence elsewhere. */
function Option({ children }: { children: ReactNode }) {
  return <span className="inline-block first-letter:uppercase">{children}</span>
}

/** One question with large answers; each can be left out. What is typed is kept until it is answered. */
export function AnswerForm({
  interviewId,
  question,
  before,
  busy,
  onWords,
  onAnswer,
  onKeep,
}: {
  interviewId: string
  question: InterviewQuestion
  /** The answer that is being changed. */
  before: InterviewAnswered | null
  busy: boolean
  /** Hears the words that were typed, whether they can be taken or not. */
  onWords: (text: string) => void
  /** The second value forgets what was typed, once it is answered. */
  onAnswer: (answer: InterviewAnswer, forget: () => void) => void
  /** Leaves the answer that is being changed as it was. */
  onKeep: () => void
}) {
  const { t } = useTranslation('patient')
  const { username } = useReader()
  const { id, kind, options } = question
  const [typed, setTyped, forget] = useDraft(username, `interview:${interviewId}:answer:${id}`, {
    text: before?.text ?? '',
    choices: before?.choices ?? [],
    number: before?.number ?? null,
  })
  const [problem, setProblem] = useState<'needsAnswer' | 'answerTooLong' | null>(null)
  const label = useArrival<HTMLLabelElement>()
  const { text, choices, number } = typed
  const labelId = `question-${id}`
  const problemId = `${labelId}-problem`

  const change = (part: Partial<typeof typed>) => {
    setTyped({ ...typed, ...part })
    setProblem(null)
  }
  const answer = (given: InterviewAnswer) => onAnswer(given, () => forget())

  const send = () => {
    const complete =
      kind === 'text' ? text.trim() !== '' : kind === 'number' ? number !== null : kind === 'several' || choices.length === 1
    const found = !complete ? 'needsAnswer' : text.trim().length > LONGEST_ANSWER ? 'answerTooLong' : null
    setProblem(found)
    if (kind === 'text' && text.trim() !== '') {
      onWords(text.trim())
    }
    if (found === null && !busy) {
      answer({
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
          <label ref={label} tabIndex={-1} htmlFor={labelId} className={`mb-3 ${ASKED}`}>
            {question.text}
          </label>
          <textarea
            id={labelId}
            dir="auto"
            rows={3}
            value={text}
            aria-invalid={problem !== null || undefined}
            aria-describedby={problem === null ? undefined : problemId}
            onChange={(event) => change({ text: event.target.value })}
            className="field field-sizing-content min-h-28 px-4 py-3 text-body"
          />
        </div>
      )}
      {(kind === 'one' || kind === 'yes-no') && (
        <RadioGroup value={choices[0] ?? null} onChange={(choice) => change({ choices: [choice] })} className="grid gap-2.5">
          <Label ref={label} tabIndex={-1} className={`mb-1 ${ASKED}`}>
            {question.text}
          </Label>
          {options.map((option) => (
            <Radio key={option.id} value={option.id} className={`group ${OPTION}`}>
              <Dot round />
              <Option>{option.text}</Option>
            </Radio>
          ))}
        </RadioGroup>
      )}
      {kind === 'several' && (
        <CheckboxGroup value={choices} onChange={(chosen) => change({ choices: chosen })} className="grid gap-2.5">
          <Label ref={label} tabIndex={-1} className={`mb-1 ${ASKED}`}>
            {question.text}
          </Label>
          {options.map((option) => (
            <Checkbox key={option.id} value={option.id} className={`group ${OPTION}`}>
              <Dot round={false} />
              <Option>{option.text}</Option>
            </Checkbox>
          ))}
        </CheckboxGroup>
      )}
      {kind === 'number' && (
        <RadioGroup
          value={number === null ? null : String(number)}
          onChange={(value) => change({ number: Number(value) })}
          orientation="horizontal"
        >
          <Label ref={label} tabIndex={-1} className={`mb-4 ${ASKED}`}>
            {question.text}
          </Label>
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
      {problem !== null && (
        <p id={problemId} role="alert" className="font-strong">
          {t(`interview.${problem}`)}
        </p>
      )}
      <div className="flex flex-wrap gap-3">
        <div className="flex-1 basis-48">
          <Button type="submit" wide isPending={busy} data-testid="answer">
            {kind === 'several' && choices.length === 0 ? t('interview.none') : t('interview.next')}
          </Button>
        </div>
        <Button
          look="secondary"
          isPending={busy}
          data-testid="skip"
          onPress={() => answer({ questionId: id, skipped: true, text: null, choices: [], number: null })}
        >
          {t('interview.skip')}
        </Button>
        {before !== null && (
          <Button
            look="quiet"
            onPress={() => {
              forget()
              onKeep()
            }}
          >
            {t('interview.keepAnswer')}
          </Button>
        )}
      </div>
    </form>
  )
}
