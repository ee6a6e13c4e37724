import { useQuery } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { get, Problem } from '../api/client'
import type { Entry, Interview, InterviewAnswered } from '../api/types'
import { useFailure } from '../app/failure'
import { useOnline } from '../app/useOnline'
import { useReader } from '../app/session'
import { useDraft } from '../app/useDraft'
import { usePageTitle } from '../app/usePageTitle'
import { useCareTeam } from '../careteam/useCareTeam'
import { BackLink } from '../design/BackLink'
import { Button, ButtonLink } from '../design/Button'
import { Dialog } from '../design/Dialog'
import { TextArea } from '../design/Field'
import { BackIcon } from '../design/icons'
import { Notice } from '../design/Notice'
import { QueryView, Rows } from '../design/QueryView'
import { UrgencyMark } from '../design/UrgencyMark'
import { entryKey } from '../diary/diaryCache'
import { EmergencyScreen } from '../diary/EmergencyScreen'
import { EntryCard } from '../diary/EntryCard'
import { LONGEST_TEXT } from '../diary/EntryForm'
import { useKnownFacts } from '../diary/useKnownFacts'
import { assess, type FiredRule } from '../urgency'
import { AnswerForm } from './AnswerForm'
import { useArrival } from './useArrival'
import { useInterview, useInterviewSteps } from './useInterview'

const PATIENCE_MS = 20_000

function answerText(answered: InterviewAnswered, t: (key: 'interview.skipped' | 'interview.none') => string): string {
  if (answered.skipped) {
    return t('interview.skipped')
  }
  if (answered.text !== null) {
    return answered.text
  }
  if (answered.number !== null) {
    return String(answered.number)
  }
  const chosen = answered.question.options.filter((option) => answered.choices.includes(option.id))
  return chosen.length === 0 ? t('interview.none') : chosen.map((option) => option.text).join(' · ')
}

/** What was said, folded once the text of it is what counts. */
function Folded({ children }: { children: ReactNode }) {
  const { t } = useTranslation('patient')
  return (
    <details className="rounded-large border border-line bg-raised px-5">
      <summary className="min-h-11 cursor-pointer py-2.5 font-strong text-accent">{t('interview.yourAnswers')}</summary>
      <div className="pb-5">{children}</div>
    </details>
  )
}

/** What was said so far, as a conversation; each answer can be changed while it goes on. */
function Said({ interview, onChange }: { interview: Interview; onChange: ((questionId: string) => void) | null }) {
  const { t } = useTranslation('patient')
  return (
    <ol className="grid gap-4" lang={interview.language} dir={interview.language === 'ar' ? 'rtl' : 'ltr'}>
      <li className="grid justify-items-end gap-1">
        <span className="sr-only">{t('interview.youSaid')}</span>
        <p dir="auto" className="max-w-[85%] rounded-large bg-accent-soft px-4 py-3 break-words whitespace-pre-line">
          {interview.opening}
        </p>
      </li>
      {interview.answered.map((answered) => (
        <li key={answered.question.id} className="grid gap-2">
          <p className="max-w-[85%] text-quiet">{answered.question.text}</p>
          <div className="flex items-center justify-end gap-2">
            {onChange !== null && (
              <Button
                look="quiet"
                dense
                aria-label={t('interview.changeOne', { question: answered.question.text })}
                onPress={() => onChange(answered.question.id)}
              >
                {t('interview.change')}
              </Button>
            )}
            <p
              dir="auto"
              className={`max-w-[85%] rounded-large bg-accent-soft px-4 py-2.5 break-words whitespace-pre-line ${answered.skipped ? 'text-quiet' : ''}`}
            >
              {answerText(answered, t)}
            </p>
          </div>
        </li>
      ))}
    </ol>
  )
}

function Progress({ interview }: { interview: Interview }) {
  const { t } = useTranslation('patient')
  const answered = interview.answered.length
  return (
    <div className="grid gap-1.5">
      <p className="text-small text-quiet">
        {t('interview.progress', { number: Math.min(answered + 1, interview.questions), total: interview.questions })}
      </p>
      <div
        role="progressbar"
        aria-label={t('interview.progressLabel')}
        aria-valuemin={0}
        aria-valuemax={interview.questions}
        aria-valuenow={answered}
        className="h-1.5 overflow-hidden rounded-full bg-line"
      >
        <div className="h-full rounded-full bg-accent" style={{ width: `${(100 * answered) / interview.questions}%` }} />
      </div>
    </div>
  )
}

/** The text as the patient wants it, and what happens next. */
function Review({
  interview,
  steps,
  shown,
  onWords,
  onBack,
}: {
  interview: Interview
  /** Whether nothing stands before it. */
  shown: boolean
  steps: ReturnType<typeof useInterviewSteps>
  /** Hears the words, and whether they are about to be sent. */
  onWords: (text: string, sent: boolean) => void
  onBack: (() => void) | null
}) {
  const { t } = useTranslation('patient')
  const { username } = useReader()
  const failure = useFailure()
  const team = useCareTeam().data
  const draft = interview.draft
  const written = draft?.text ?? ''
  const [edit, setEdit, clear] = useDraft(username, `interview:${interview.id}:text`, { text: written, from: written })
  // What the patient has not touched follows the answers; what the patient wrote stays.
  const touched = edit.text !== edit.from
  const text = touched ? edit.text : written
  const outdated = touched && edit.from !== written
  const [problem, setProblem] = useState<'needsText' | 'textTooLong' | null>(null)
  const heading = useArrival<HTMLHeadingElement>(shown)
  const doctors = team?.filter((member) => member.active) ?? []
  const only = doctors.length === 1 ? doctors[0] : undefined
  const { submit } = steps

  const send = () => {
    const words = text.trim()
    const found = words === '' ? 'needsText' : words.length > LONGEST_TEXT ? 'textTooLong' : null
    setProblem(found)
    onWords(words, found === null)
    if (found === null && !submit.isPending) {
      submit.mutate({ text: words }, { onSuccess: () => clear() })
    }
  }

  return (
    <form
      className="grid gap-5 rounded-large border border-line bg-raised p-5 md:p-6"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div>
        <h2 ref={heading} tabIndex={-1} className="text-title font-strong outline-none">
          {t('interview.ready')}
        </h2>
        <p className="mt-2 text-quiet">{t('interview.readyText')}</p>
      </div>
      {draft !== null && draft.engine !== 'trees' && <Notice kind="info" quiet>{t('interview.byModel')}</Notice>}
      <TextArea
        label={t('interview.text')}
        dir="auto"
        lang={interview.language}
        rows={4}
        className="field-sizing-content min-h-32"
        value={text}
        data-testid="interview-text"
        error={problem === null ? undefined : t(`interview.${problem}`)}
        onChange={(event) => {
          setEdit({ text: event.target.value, from: touched ? edit.from : written })
          setProblem(null)
        }}
      />
      {outdated && (
        <Notice
          kind="info"
          action={
            <Button look="secondary" dense onPress={() => clear({ text: written, from: written })}>
              {t('interview.takeNew')}
            </Button>
          }
        >
          {t('interview.answersChanged')}
        </Notice>
      )}
      {draft !== null && draft.nextSteps.length > 0 && (
        <div className="grid gap-2 rounded border border-line bg-sunken p-4">
          <div className="flex flex-wrap items-center gap-3">
            <h3 className="font-strong">{t('interview.nextSteps')}</h3>
            <UrgencyMark level={draft.level} />
          </div>
          <ul className="grid list-disc gap-1.5 ps-5" lang={interview.language} dir="auto">
            {draft.nextSteps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ul>
        </div>
      )}
      <div className="empty:hidden">
        {submit.error !== null && <Notice kind={failure(submit.error).kind}>{failure(submit.error).text}</Notice>}
      </div>
      <div className="flex flex-wrap-reverse gap-3">
        {onBack !== null && (
          <Button look="secondary" onPress={onBack}>
            {t('interview.back')}
          </Button>
        )}
        <div className="flex-1 basis-48">
          <Button type="submit" wide isPending={submit.isPending} data-testid="interview-send">
            {team !== undefined && doctors.length === 0
              ? t('entry.saveOnly')
              : only === undefined
                ? t('entry.send')
                : t('entry.sendTo', { doctor: only.name })}
          </Button>
        </div>
      </div>
    </form>
  )
}

/** What was sent, as the diary shows it once it is there. */
function Sent({ entryId }: { entryId: string }) {
  const { t } = useTranslation('patient')
  const [late, setLate] = useState(false)
  const place = useArrival<HTMLElement>()
  const entry = useQuery({
    queryKey: entryKey(entryId),
    queryFn: ({ signal }) => get<Entry>(`/api/patient/diary/entries/${entryId}`, signal),
    retry: false,
    // Until another service has made it; after that the live stream keeps it fresh.
    refetchInterval: (query) =>
      query.state.data === undefined &&
      (query.state.error === null || (query.state.error instanceof Problem && query.state.error.status === 404))
        ? 1_000
        : false,
  })
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  const missing = entry.error instanceof Problem && entry.error.status === 404
  return (
    <section ref={place} tabIndex={-1} data-testid="interview-sent" className="grid gap-4 outline-none">
      {entry.data !== undefined ? (
        <>
          <Notice kind="success">{t('interview.sent')}</Notice>
          <div className="rounded-large border border-line bg-raised px-5">
            <EntryCard entry={entry.data} />
          </div>
        </>
      ) : entry.error === null || missing ? (
        <Notice kind="info">{t(late ? 'interview.slow' : 'interview.placing')}</Notice>
      ) : (
        <QueryView query={entry} skeleton={<Rows count={1} height="h-28" />}>
          {() => null}
        </QueryView>
      )}
      <div className="flex flex-wrap gap-3">
        <ButtonLink to="/patient">{t('interview.home')}</ButtonLink>
        <ButtonLink to="/patient/diary" look="secondary">
          {t('interview.diary')}
        </ButtonLink>
      </div>
    </section>
  )
}

function Running({ interview }: { interview: Interview }) {
  const { t } = useTranslation('patient')
  const online = useOnline()
  const navigate = useNavigate()
  const failure = useFailure()
  const steps = useInterviewSteps(interview)
  const [changing, setChanging] = useState<string | null>(null)
  const [helped, setHelped] = useState(false)
  const [givingUp, setGivingUp] = useState(false)
  const [alarm, setAlarm] = useState<{ rules: FiredRule[]; sent: boolean } | null>(null)
  const knownBefore = useKnownFacts()
  const { state } = interview
  const changed = interview.answered.find((answered) => answered.question.id === changing) ?? null
  const open = state === 'in-progress' || state === 'ready'
  const asked = open ? (changed?.question ?? interview.question) : null
  const position = changed === null ? interview.answered.length : interview.answered.indexOf(changed)
  const earlier = interview.answered[position - 1]
  const stale = steps.answer.error instanceof Problem && [409, 412].includes(steps.answer.error.status)
  /** Says at once, with or without a network, what the service would say later. */
  const warn = (text: string, sent: boolean) => {
    const urgency = assess({ text, happenedAt: interview.happenedAt, symptoms: [] }, ...knownBefore())
    if (urgency.level === 'emergency') {
      setAlarm({ rules: urgency.rules, sent })
    }
  }
  const said = <Said interview={interview} onChange={open ? setChanging : null} />

  return (
    <div className="grid gap-6">
      {asked == null ? <Folded>{said}</Folded> : said}
      {state === 'red-flag' && (
        <Notice
          kind="error"
          action={
            <Button look="secondary" onPress={() => setHelped(false)}>
              {t('emergency.whatNow')}
            </Button>
          }
        >
          <strong className="font-strong">{t('interview.redFlag')}</strong> {t('interview.redFlagText')}
        </Notice>
      )}
      <div className="empty:hidden">
        {!online && open && <Notice kind="offline">{t('interview.offline')}</Notice>}
        {online && steps.answer.error !== null && (
          <Notice kind={stale ? 'info' : failure(steps.answer.error).kind}>
            {stale ? t('interview.changed') : failure(steps.answer.error).text}
          </Notice>
        )}
      </div>
      {asked != null && <Progress interview={interview} />}
      {asked != null && (
        <div
          lang={interview.language}
          dir={interview.language === 'ar' ? 'rtl' : 'ltr'}
          className="rounded-large border border-line bg-raised p-5 shadow-raised md:p-6"
        >
          <AnswerForm
            key={`${asked.id}:${changing ?? ''}`}
            interviewId={interview.id}
            question={asked}
            before={changed}
            busy={steps.answer.isPending}
            onWords={(text) => warn(text, false)}
            onAnswer={(answer, forget) => {
              steps.answer.mutate(answer, {
                onSuccess: () => {
                  forget()
                  setChanging(null)
                },
              })
            }}
            onKeep={() => setChanging(null)}
          />
        </div>
      )}
      {asked == null && (state === 'ready' || state === 'red-flag') && (
        <Review
          key={interview.version}
          interview={interview}
          steps={steps}
          shown={state !== 'red-flag' || helped}
          onWords={(text, sent) => {
            if (state !== 'red-flag') {
              warn(text, sent)
            }
          }}
          onBack={state === 'ready' && earlier !== undefined ? () => setChanging(earlier.question.id) : null}
        />
      )}
      {state === 'submitted' && interview.entryId !== null && <Sent entryId={interview.entryId} />}
      {state === 'abandoned' && (
        <Notice
          kind="info"
          action={
            <ButtonLink to="/patient/interviews/new" look="secondary">
              {t('interview.anew')}
            </ButtonLink>
          }
        >
          {t('interview.abandoned')}
        </Notice>
      )}
      {state !== 'submitted' && state !== 'abandoned' && (
        <div className="grid gap-3">
          <div className="flex flex-wrap items-center gap-3">
            {asked != null && earlier !== undefined && (
              <Button look="quiet" inset onPress={() => setChanging(earlier.question.id)}>
                <BackIcon className="rtl:-scale-x-100" /> {t('interview.back')}
              </Button>
            )}
            <div className="ms-auto">
              <Button look="quiet" onPress={() => setGivingUp(true)}>
                {t('interview.abandon')}
              </Button>
            </div>
          </div>
          <p className="text-small text-quiet">{t('interview.leave')}</p>
        </div>
      )}
      {givingUp && (
        <Dialog title={t('interview.abandonTitle')} onClose={() => setGivingUp(false)}>
          <p className="mb-5">{t('interview.abandonText')}</p>
          {steps.abandon.error !== null && (
            <div className="mb-5">
              <Notice kind={failure(steps.abandon.error).kind}>{failure(steps.abandon.error).text}</Notice>
            </div>
          )}
          <div className="flex flex-wrap-reverse gap-3">
            <Button look="secondary" onPress={() => setGivingUp(false)}>
              {t('interview.abandonKeep')}
            </Button>
            <Button
              isPending={steps.abandon.isPending}
              onPress={() => steps.abandon.mutate(undefined, { onSuccess: () => void navigate('/patient') })}
            >
              {t('interview.abandonConfirm')}
            </Button>
          </div>
        </Dialog>
      )}
      {alarm !== null && (
        <EmergencyScreen
          rules={alarm.rules}
          kept={alarm.sent ? t('emergency.nobodyWatches') : t('interview.redFlagKept')}
          onClose={() => {
            setAlarm(null)
            // What is closed here is this alarm: one that the service raises later is another.
            setHelped(state === 'red-flag')
          }}
        />
      )}
      {state === 'red-flag' && !helped && alarm === null && (
        <EmergencyScreen
          rules={interview.redFlags}
          kept={t('interview.redFlagKept')}
          onClose={() => setHelped(true)}
        />
      )}
    </div>
  )
}

/** An interview: one question at a time, what it came to, and what became of it. */
export default function InterviewPage() {
  const { t } = useTranslation('patient')
  const { id = '' } = useParams()
  const interview = useInterview(id)
  usePageTitle(t('interview.title'))
  return (
    <div className="mx-auto grid max-w-2xl gap-5">
      <BackLink to="/patient">{t('nav.home')}</BackLink>
      <h1 className="text-title font-strong">{t('interview.title')}</h1>
      <QueryView query={interview} skeleton={<Rows count={3} height="h-24" />}>
        {(found) => <Running key={found.id} interview={found} />}
      </QueryView>
    </div>
  )
}
