import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useReader, useEmergencyNumber } from '../app/session'
import { useDraft } from '../app/useDraft'
import { useCareTeam } from '../careteam/useCareTeam'
import { Button } from '../design/Button'
import { Notice } from '../design/Notice'
import { assess, type LocalAssessment } from '../urgency'
import { EmergencyScreen } from './EmergencyScreen'
import { useKnownFacts } from './useKnownFacts'
import { EntryForm, NO_FIELDS, problemWith, toDraft, type FieldProblem } from './EntryForm'
import { useOutbox } from './useOutbox'

/** "How are you?": ready to type, checked on this device, saved here before it is sent. */
export function EntryBox() {
  const { t } = useTranslation('patient')
  const { username } = useReader()
  const { outbox } = useOutbox()
  const number = useEmergencyNumber()
  const team = useCareTeam().data
  const knownBefore = useKnownFacts()
  const [fields, setFields, clearFields] = useDraft(username, 'entry', NO_FIELDS)
  const saving = useRef(false)
  const [problem, setProblem] = useState<FieldProblem | null>(null)
  const [redFlag, setRedFlag] = useState<LocalAssessment | null>(null)
  const [outcome, setOutcome] = useState<'sent' | 'kept' | 'failed' | null>(null)

  const save = async () => {
    const found = problemWith(fields)
    setProblem(found)
    if (found !== null || outbox === null || saving.current) {
      return
    }
    const draft = toDraft(fields)
    const assessment = assess(draft, ...knownBefore())
    if (assessment.level === 'emergency') {
      setRedFlag(assessment)
    }
    // A second click before the first one is through would be a second entry.
    saving.current = true
    try {
      await outbox.add(draft)
      clearFields()
      setOutcome(navigator.onLine ? 'sent' : 'kept')
    } catch {
      setOutcome('failed')
    } finally {
      saving.current = false
    }
  }

  return (
    <section aria-labelledby="how-are-you" className="rounded-large border border-line bg-raised p-5 shadow-raised md:p-7">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <EntryForm
          fields={fields}
          problem={problem}
          onChange={(next) => {
            setFields(next)
            setProblem(null)
            setOutcome(null)
          }}
          label={
            <h1 id="how-are-you" className="mb-4 text-title font-strong">
              <label htmlFor="entry-text">{t('entry.question')}</label>
            </h1>
          }
        >
          <div>
            <Button type="submit" wide data-testid="entry-send">
              {sendLabel()}
            </Button>
            <p className="mt-3 text-small text-quiet">{t('entry.nobodyWatches', { number })}</p>
            <p className="mt-3 flex flex-wrap items-center gap-x-3 border-t border-line pt-2">
              <span className="text-quiet">{t('interview.offer')}</span>
              <Link
                to="/patient/interviews/new"
                state={{ text: fields.text }}
                data-testid="interview-offer"
                className="inline-flex min-h-11 items-center font-strong text-accent"
              >
                {t('interview.offerAction')}
              </Link>
            </p>
          </div>
        </EntryForm>
      </form>
      <div aria-live="polite" className="empty:hidden mt-4">
        {outcome === 'sent' && <Notice kind="success">{t('entry.outcome.sent')}</Notice>}
        {outcome === 'kept' && <Notice kind="offline">{t('entry.outcome.kept')}</Notice>}
        {outcome === 'failed' && <Notice kind="error">{t('entry.outcome.failed')}</Notice>}
      </div>
      {redFlag !== null && <EmergencyScreen rules={redFlag.rules} onClose={() => setRedFlag(null)} />}
    </section>
  )

  function sendLabel(): string {
    const doctors = team?.filter((member) => member.active) ?? []
    if (team !== undefined && doctors.length === 0) {
      return t('entry.saveOnly')
    }
    const only = doctors.length === 1 ? doctors[0] : undefined
    return only === undefined ? t('entry.send') : t('entry.sendTo', { doctor: only.name })
  }
}
