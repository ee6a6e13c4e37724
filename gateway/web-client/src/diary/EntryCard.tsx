import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Entry, ReportedSymptom } from '../api/types'
import { Ago } from '../app/time'
import { Button, ButtonLink } from '../design/Button'
import { Dialog } from '../design/Dialog'
import { Notice } from '../design/Notice'
import { EmergencyHelp } from './EmergencyHelp'
import { EntryState, KeptState } from './EntryState'
import { correctionOf, type KeptEntry } from './outbox'
import { isSymptomCode } from './symptoms'

export function SymptomList({ symptoms }: { symptoms: ReportedSymptom[] }) {
  const { t } = useTranslation('patient')
  if (symptoms.length === 0) {
    return null
  }
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-small text-quiet">
      {symptoms.map(({ code, severity }) => (
        <li key={code} className="tabular">
          {isSymptomCode(code) ? t(`symptoms.${code}`) : code}
          {severity !== null && (
            <span className="ms-1.5 font-strong text-text">
              {severity === 0 ? t('severity.none') : t('severity.of', { severity })}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

/** An entry as its writer sees it: the words, where it stands, what can be done with it. */
export function EntryCard({ entry }: { entry: Entry }) {
  const { t } = useTranslation('patient')
  const active = entry.status === 'active'
  return (
    <article className="grid gap-3 py-5">
      <div className="flex items-baseline justify-between gap-4 text-small text-quiet">
        <Ago at={entry.happenedAt} />
        <span className="flex gap-3">
          {entry.origin === 'interview' && <span>{t('diary.fromInterview')}</span>}
          {entry.version > 1 && active && <span>{t('diary.amended')}</span>}
        </span>
      </div>
      <p dir="auto" className={`line-clamp-4 break-words whitespace-pre-line ${active ? '' : 'text-quiet line-through'}`}>{entry.text}</p>
      <SymptomList symptoms={entry.symptoms} />
      <EntryState entry={entry} />
      {active && entry.assessment?.level === 'emergency' && <EmergencyHelp rules={entry.assessment.rules} />}
      {active && entry.visibleToDoctors === 0 && (
        <Notice
          kind="info"
          quiet
          action={
            <Link to="/patient/care-team" className="inline-flex min-h-11 items-center font-strong text-accent">
              {t('state.addDoctor')}
            </Link>
          }
        >
          {t('state.nobodyCanSee')}
        </Notice>
      )}
      <div className="-mb-2">
        <Link
          to={`/patient/entries/${entry.id}`}
          className="-ms-2 inline-flex min-h-11 items-center rounded px-2 text-accent hover:bg-accent-soft"
        >
          {t(active ? 'diary.open' : 'diary.openWithdrawn')}
        </Link>
      </div>
    </article>
  )
}

/** An entry that only this device has so far. */
export function KeptCard({
  kept,
  onRemove,
  onRetry,
}: {
  kept: KeptEntry
  onRemove: () => void
  onRetry: () => void
}) {
  const { t } = useTranslation('patient')
  const [asking, setAsking] = useState(false)
  return (
    <article className="grid gap-3 py-5">
      <Ago at={kept.body.happenedAt} className="text-small text-quiet" />
      <p dir="auto" className="line-clamp-4 whitespace-pre-line break-words">{kept.body.text}</p>
      <SymptomList symptoms={kept.body.symptoms} />
      <KeptState kept={kept} />
      <div className="flex flex-wrap gap-2">
        {kept.state === 'saved' && (
          <Button look="secondary" dense onPress={onRetry}>
            {t('diary.sendNow')}
          </Button>
        )}
        {kept.state === 'refused' && (
          <>
            <ButtonLink to={correctionOf(kept)} look="secondary" dense>
              {t('diary.correctKept')}
            </ButtonLink>
            <Button look="quiet" dense onPress={() => setAsking(true)}>
              {t('diary.removeKept')}
            </Button>
          </>
        )}
      </div>
      {asking && (
        <Dialog title={t('kept.removeTitle')} onClose={() => setAsking(false)}>
          <p className="mb-5">{t('kept.removeText')}</p>
          <div className="flex flex-wrap-reverse gap-3">
            <Button look="secondary" onPress={onRemove}>
              {t('kept.remove')}
            </Button>
            <Button onPress={() => setAsking(false)}>{t('kept.keep')}</Button>
          </div>
        </Dialog>
      )}
    </article>
  )
}
