import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate } from 'react-router'
import { request } from '../api/client'
import type { Interview, InterviewOpening } from '../api/types'
import { useFailure } from '../app/failure'
import { useReader } from '../app/session'
import { toldTo } from '../app/telling'
import { withOffset } from '../app/time'
import { useDraft } from '../app/useDraft'
import { useOnline } from '../app/useOnline'
import { usePageTitle } from '../app/usePageTitle'
import { BackLink } from '../design/BackLink'
import { Button } from '../design/Button'
import { TextArea } from '../design/Field'
import { Notice } from '../design/Notice'
import { PageTitle } from '../design/Panel'
import { EmergencySentence } from '../diary/EmergencyHelp'
import { EmergencyScreen } from '../diary/EmergencyScreen'
import { NO_FIELDS } from '../diary/EntryForm'
import { useKnownFacts } from '../diary/useKnownFacts'
import { assess, type LocalAssessment } from '../urgency'
import { ResumeInterview } from './ResumeInterview'
import { interviewKey, OPEN_INTERVIEWS, useIntention } from './useInterview'

const LONGEST_OPENING = 2_000

/** The opening words; a red flag in them is told at once, with or without a network. */
export default function StartInterviewPage() {
  const { t, i18n } = useTranslation('patient')
  const { username } = useReader()
  const online = useOnline()
  const navigate = useNavigate()
  const client = useQueryClient()
  const failure = useFailure()
  const typed = toldTo(username, useLocation().state)
  const [draft, setDraft, clearDraft] = useDraft(username, `interview:${typed}`, { text: typed, at: withOffset(new Date()) })
  const [entry, , clearEntry] = useDraft(username, 'entry', NO_FIELDS)
  const [problem, setProblem] = useState<'needsText' | 'tooLong' | null>(null)
  const [redFlag, setRedFlag] = useState<LocalAssessment | null>(null)
  const knownBefore = useKnownFacts()
  const intention = useIntention()
  usePageTitle(t('interview.title'))

  const start = useMutation({
    mutationFn: (body: InterviewOpening) =>
      request<Interview>('POST', '/api/patient/interviews', { idempotencyKey: intention(null, body), body }),
    onSuccess: ({ body }) => {
      client.setQueryData(interviewKey(body.id), body)
      void client.invalidateQueries({ queryKey: OPEN_INTERVIEWS })
      clearDraft({ text: '', at: withOffset(new Date()) })
      if (typed !== '' && entry.text === typed) {
        // What stood in the entry box is in the interview now; sent from there too, it would be twice in the diary.
        clearEntry()
      }
      void navigate(`/patient/interviews/${body.id}`, { replace: true })
    },
  })

  const begin = () => {
    const text = draft.text.trim()
    const found = text === '' ? 'needsText' : text.length > LONGEST_OPENING ? 'tooLong' : null
    setProblem(found)
    const assessment = assess({ text, happenedAt: draft.at, symptoms: [] }, ...knownBefore())
    if (assessment.level === 'emergency') {
      setRedFlag(assessment)
    }
    if (found !== null || start.isPending) {
      return
    }
    start.mutate({ text, language: i18n.language, happenedAt: draft.at })
  }

  return (
    <div className="mx-auto grid max-w-2xl gap-5">
      <BackLink to="/patient">{t('nav.home')}</BackLink>
      <PageTitle title={t('interview.title')} intro={t('interview.lead')} />
      <ResumeInterview />
      <form
        className="grid gap-5 rounded-large border border-line bg-raised p-5 md:p-6"
        onSubmit={(event) => {
          event.preventDefault()
          begin()
        }}
      >
        <TextArea
          label={t('interview.opening')}
          dir="auto"
          rows={4}
          value={draft.text}
          data-testid="interview-opening"
          error={
            problem === null ? undefined : t(problem === 'needsText' ? 'interview.needsText' : 'interview.tooLong')
          }
          onChange={(event) => {
            setDraft({ text: event.target.value, at: withOffset(new Date()) })
            setProblem(null)
          }}
        />
        <div className="empty:hidden">
          {!online && <Notice kind="offline">{t('interview.offline')}</Notice>}
          {online && start.error !== null && <Notice kind={failure(start.error).kind}>{failure(start.error).text}</Notice>}
        </div>
        <div>
          <Button type="submit" wide isPending={start.isPending} data-testid="interview-begin">
            {t('interview.begin')}
          </Button>
          <p className="mt-3 text-small text-quiet">
            <EmergencySentence text={(number) => t('entry.nobodyWatches', { number })} />
          </p>
        </div>
      </form>
      {redFlag !== null && (
        <EmergencyScreen rules={redFlag.rules} kept={t('interview.redFlagKept')} onClose={() => setRedFlag(null)} />
      )}
    </div>
  )
}
