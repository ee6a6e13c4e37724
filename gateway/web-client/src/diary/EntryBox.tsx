import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useNavigate } from 'react-router'
import { bringIntoView } from '../app/bringIntoView'
import { useEmergencyNumber, useReader } from '../app/session'
import { telling, toldTo } from '../app/telling'
import { useDraft } from '../app/useDraft'
import { useCareTeam } from '../careteam/useCareTeam'
import { Button, ButtonLink } from '../design/Button'
import { Notice, type NoticeKind } from '../design/Notice'
import { assess, type LocalAssessment } from '../urgency'
import { EmergencyHelp, EmergencySentence } from './EmergencyHelp'
import { EmergencyScreen } from './EmergencyScreen'
import { EntryForm, NO_FIELDS, problemWith, toDraft, type FieldProblem } from './EntryForm'
import { useRefusal } from './EntryState'
import { correctionOf, type KeptEntry } from './outbox'
import { useKnownFacts } from './useKnownFacts'
import { useOutbox } from './useOutbox'

type Sending = 'sent' | 'kept' | 'failed'

const OUTCOMES: Record<Sending, NoticeKind> = { sent: 'success', kept: 'offline', failed: 'error' }

/** What became of the words; after a red flag it is no success, and the way to help stays. */
function Outcome({ outcome, redFlag }: { outcome: Sending; redFlag: LocalAssessment | null }) {
  const { t } = useTranslation('patient')
  const number = useEmergencyNumber()
  const flagged = redFlag !== null && outcome !== 'failed'
  return (
    <Notice
      kind={flagged ? 'info' : OUTCOMES[outcome]}
      action={redFlag !== null && <EmergencyHelp rules={redFlag.rules} />}
    >
      {flagged ? t('entry.outcome.redFlag', { number }) : t(`entry.outcome.${outcome}`)}
    </Notice>
  )
}

/** What was sent and not taken: why, and the way to put it right, right where it was sent. */
function Refused({ refused, redFlag }: { refused: KeptEntry; redFlag: LocalAssessment | null }) {
  const { t } = useTranslation('patient')
  const refusal = useRefusal(refused)
  return (
    <Notice
      kind="error"
      action={
        <>
          <ButtonLink to={correctionOf(refused)} look="secondary" dense>
            {t('diary.correctKept')}
          </ButtonLink>
          {redFlag !== null && <EmergencyHelp rules={redFlag.rules} />}
        </>
      }
    >
      {refusal}
    </Notice>
  )
}

/** "How are you?": ready to type, checked on this device, saved here before it is sent. */
export function EntryBox() {
  const { t } = useTranslation('patient')
  const { username } = useReader()
  const { outbox, kept } = useOutbox()
  const team = useCareTeam().data
  const knownBefore = useKnownFacts()
  const [fields, setFields, clearFields] = useDraft(username, 'entry', NO_FIELDS)
  const saving = useRef(false)
  const [problem, setProblem] = useState<FieldProblem | null>(null)
  const [redFlag, setRedFlag] = useState<LocalAssessment | null>(null)
  const [alarm, setAlarm] = useState(false)
  const [outcome, setOutcome] = useState<Sending | null>(null)
  const [sentKey, setSentKey] = useState<string | null>(null)
  const refused = kept.find((entry) => entry.key === sentKey && entry.state === 'refused')
  const isRefused = refused !== undefined
  // What was refused is never called saved again, even once it is removed or corrected.
  const [refusedKey, setRefusedKey] = useState<string | null>(null)
  if (refused !== undefined && refused.key !== refusedKey) {
    setRefusedKey(refused.key)
  }
  const news = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (outcome !== null) {
      bringIntoView(news.current, 'nearest')
    }
  }, [outcome, isRefused])
  const { pathname, state } = useLocation()
  const navigate = useNavigate()

  // What was asked in the chat can go on here; it is taken once, and never in place of what was typed.
  const told = toldTo(username, state)
  const take = useEffectEvent(() => {
    if (fields.text === '' && fields.symptoms.length === 0) {
      setFields({ ...fields, text: told })
    }
    void navigate(pathname, { replace: true, state: null })
  })
  useEffect(() => {
    if (told !== '') {
      take()
    }
  }, [told])

  const save = async () => {
    const found = problemWith(fields)
    setProblem(found)
    if (outbox === null || saving.current || found === 'needsText') {
      return
    }
    // Whether it can be saved or not: what may be an emergency is answered here, at once.
    const draft = toDraft(found === 'noTime' ? { ...fields, at: null } : fields)
    const assessment = assess(draft, ...knownBefore())
    const emergency = assessment.level === 'emergency'
    setRedFlag(emergency ? assessment : null)
    setAlarm(emergency)
    if (found !== null) {
      return
    }
    // A second click before the first one is through would be a second entry.
    saving.current = true
    try {
      setSentKey((await outbox.add(draft)).key)
      clearFields()
      setOutcome(navigator.onLine ? 'sent' : 'kept')
    } catch {
      setOutcome('failed')
    } finally {
      saving.current = false
    }
  }

  return (
    <section aria-labelledby="how-are-you" className="rounded-large border border-line bg-raised p-5 shadow-raised md:p-6">
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
            <div ref={news} className="not-empty:mb-4">
              <div aria-live="polite">
                {outcome !== null && (outcome === 'failed' || sentKey !== refusedKey) && <Outcome outcome={outcome} redFlag={redFlag} />}
              </div>
              {outcome !== null && refused !== undefined && <Refused refused={refused} redFlag={redFlag} />}
            </div>
            <Button type="submit" wide data-testid="entry-send">
              {sendLabel()}
            </Button>
            <p className="mt-3">
              <EmergencySentence text={(number) => t('entry.nobodyWatches', { number })} />
            </p>
            <p className="mt-3 flex flex-wrap items-center gap-x-3 border-t border-line pt-2">
              <span className="text-quiet">{t('interview.offer')}</span>
              <Link
                to="/patient/interviews/new"
                state={telling(username, fields.text)}
                data-testid="interview-offer"
                className="inline-flex min-h-11 items-center font-strong text-accent"
              >
                {t('interview.offerAction')}
              </Link>
            </p>
          </div>
        </EntryForm>
      </form>
      {alarm && redFlag !== null && (
        <EmergencyScreen
          rules={redFlag.rules}
          kept={outcome === 'failed' || problem !== null ? t('emergency.notSaved') : undefined}
          onClose={() => setAlarm(false)}
        />
      )}
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
