import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { useReader } from '../app/session'
import { useDraft } from '../app/useDraft'
import { usePageTitle } from '../app/usePageTitle'
import { BackLink } from '../design/BackLink'
import { Button } from '../design/Button'
import { Notice } from '../design/Notice'
import { Lines } from '../design/QueryView'
import { assess, type LocalAssessment } from '../urgency'
import { EmergencyScreen } from './EmergencyScreen'
import { EntryForm, problemWith, toChanged, toFields, type FieldProblem } from './EntryForm'
import { useRefusal } from './EntryState'
import { correctionDraft, type KeptEntry, type Outbox } from './outbox'
import { useKnownFacts } from './useKnownFacts'
import { useOutbox } from './useOutbox'

const DIARY = '/patient/diary'

function Correct({ refused, outbox }: { refused: KeptEntry; outbox: Outbox }) {
  const { t } = useTranslation('patient')
  const { username } = useReader()
  const navigate = useNavigate()
  const knownBefore = useKnownFacts()
  const refusal = useRefusal(refused)
  const [fields, setFields, clear] = useDraft(username, correctionDraft(refused), toFields(refused.body))
  const [problem, setProblem] = useState<FieldProblem | null>(null)
  const [redFlag, setRedFlag] = useState<LocalAssessment | null>(null)
  const [failed, setFailed] = useState(false)
  const [gone, setGone] = useState(false)
  const saving = useRef(false)

  const save = async () => {
    const found = problemWith(fields)
    setProblem(found)
    if (saving.current) {
      return
    }
    const changed = toChanged(found === 'noTime' ? { ...fields, at: null } : fields, refused.body)
    const assessment = assess(changed, ...knownBefore())
    const emergency = assessment.level === 'emergency'
    setRedFlag(emergency ? assessment : null)
    if (found !== null) {
      return
    }
    saving.current = true
    try {
      const corrected = await outbox.correct(refused, changed)
      setGone(!corrected)
      if (corrected) {
        clear()
      }
      if (corrected && !emergency) {
        void navigate(DIARY)
      }
    } catch {
      setFailed(true)
      saving.current = false
    }
  }

  return (
    <form
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Notice kind="info">{refusal}</Notice>
      <EntryForm
        fields={fields}
        problem={problem}
        onChange={(next) => {
          setFields(next)
          setProblem(null)
          setFailed(false)
        }}
        label={
          <label htmlFor="entry-text" className="mb-1.5 block font-strong">
            {t('amend.text')}
          </label>
        }
      >
        {gone && <Notice kind="info">{t('kept.gone')}</Notice>}
        {failed && <Notice kind="error">{t('entry.outcome.failed')}</Notice>}
        <Button type="submit">{t('kept.send')}</Button>
      </EntryForm>
      {redFlag !== null && (
        <EmergencyScreen
          rules={redFlag.rules}
          kept={failed || gone || problem !== null ? t('emergency.notSaved') : undefined}
          onClose={() => {
            setRedFlag(null)
            if (!failed && !gone && problem === null) {
              void navigate(DIARY)
            }
          }}
        />
      )}
    </form>
  )
}

/** What the service did not take, to be put right and sent once more. */
export default function KeptEntryPage() {
  const { key = '' } = useParams()
  return <KeptEntryOf key={key} entryKey={key} />
}

function KeptEntryOf({ entryKey }: { entryKey: string }) {
  const { t } = useTranslation('patient')
  const { outbox, kept, known } = useOutbox()
  usePageTitle(t('kept.title'))
  // What is corrected is another entry from that moment on; the page shows the old one to the end.
  const [first, setFirst] = useState<KeptEntry | null>(null)
  const found = first ?? kept.find((entry) => entry.key === entryKey && entry.state === 'refused')
  if (first === null && found !== undefined) {
    setFirst(found)
  }
  return (
    <div className="mx-auto grid max-w-3xl gap-5">
      <BackLink to={DIARY}>{t('nav.diary')}</BackLink>
      <section className="grid gap-4 rounded-large border border-line bg-raised p-5 md:p-6">
        <h1 className="text-lead font-strong">{t('kept.title')}</h1>
        {outbox !== null && found !== undefined && <Correct refused={found} outbox={outbox} />}
        {found === undefined && known && <Notice kind="info">{t('kept.gone')}</Notice>}
        {found === undefined && !known && <Lines count={3} />}
      </section>
    </div>
  )
}
