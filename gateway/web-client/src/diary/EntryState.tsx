import { useTranslation } from 'react-i18next'
import type { Entry } from '../api/types'
import { Ago } from '../app/time'
import { UrgencyMark } from '../design/UrgencyMark'
import type { KeptEntry } from './outbox'

export type EntryStep = 'saved' | 'refused' | 'sent' | 'assessed' | 'seen' | 'withdrawn'

export function stepOf(entry: Entry): EntryStep {
  if (entry.status === 'withdrawn') {
    return 'withdrawn'
  }
  if (entry.seenBy.length > 0) {
    return 'seen'
  }
  return entry.assessment === null ? 'sent' : 'assessed'
}

const STEPS: EntryStep[] = ['saved', 'sent', 'assessed', 'seen']

/** Four steps as a line that fills: saved here, sent, assessed, seen. */
function StepLine({ step }: { step: EntryStep }) {
  const reached = STEPS.indexOf(step)
  return (
    <span aria-hidden="true" className="flex gap-1">
      {STEPS.map((name, index) => (
        <span key={name} className={`h-1 w-6 rounded-full ${index <= reached ? 'bg-accent' : 'bg-line'}`} />
      ))}
    </span>
  )
}

/** Where an entry stands and what comes next, in a sentence. */
export function EntryState({ entry }: { entry: Entry }) {
  const { t } = useTranslation('patient')
  const step = stepOf(entry)
  const seen = entry.seenBy[0]
  return (
    <div data-testid="entry-state" data-state={step} className="grid gap-2">
      {step !== 'withdrawn' && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <StepLine step={step} />
          {entry.assessment !== null && <UrgencyMark level={entry.assessment.level} />}
        </div>
      )}
      <p className="text-body">
        {step === 'withdrawn' && t('state.withdrawn')}
        {step === 'sent' && t('state.sent')}
        {step === 'assessed' && entry.assessment !== null && t(`state.assessed.${entry.assessment.level}`)}
        {step === 'seen' && seen !== undefined && (
          <>
            <strong className="font-strong">{t('state.seen', { doctor: seen.name })}</strong>{' '}
            <Ago at={seen.at} className="text-quiet" />
          </>
        )}
      </p>
    </div>
  )
}

export function KeptState({ kept }: { kept: KeptEntry }) {
  const { t } = useTranslation('patient')
  const step: EntryStep = kept.state
  return (
    <div data-testid="entry-state" data-state={step} className="grid gap-2">
      {step !== 'refused' && <StepLine step={step} />}
      <p>
        {step === 'saved' && t(navigator.onLine ? 'state.savedHere' : 'state.savedOffline')}
        {step === 'sent' && t('state.sent')}
        {step === 'refused' && t('state.refused', { detail: kept.detail ?? '' })}
      </p>
    </div>
  )
}
