import { useTranslation } from 'react-i18next'
import type { Entry, UrgencyLevel } from '../api/types'
import { Ago, useNow } from '../app/time'
import { UrgencyMark } from '../design/UrgencyMark'
import { EmergencySentence } from './EmergencyHelp'
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

const DAY = 86_400_000

/** How soon the texts say that a doctor aims to look; the other classes promise no time. */
const AIM: Partial<Record<UrgencyLevel, number>> = { 'same-day': DAY, soon: 2 * DAY, routine: 7 * DAY }

function isOverdue({ assessment }: Entry, now: number): boolean {
  const aim = assessment === null ? undefined : AIM[assessment.level]
  return assessment !== null && aim !== undefined && now > new Date(assessment.assessedAt).getTime() + aim
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
  const now = useNow()
  const step = stepOf(entry)
  const unseen = step === 'sent' || step === 'assessed'
  // Where no doctor can see it nothing may be promised of a doctor.
  const alone = unseen && entry.visibleToDoctors === 0
  const assessed = step === 'assessed' && !alone ? entry.assessment : null
  const overdue = assessed !== null && isOverdue(entry, now)
  const seen = entry.seenBy[0]
  return (
    <div data-testid="entry-state" data-state={step} className="grid gap-2">
      {step !== 'withdrawn' && entry.assessment !== null && (
        <div>
          <UrgencyMark level={entry.assessment.level} />
        </div>
      )}
      {step !== 'withdrawn' && <StepLine step={step} />}
      <p className="text-body">
        {step === 'withdrawn' && t('state.withdrawn')}
        {step === 'sent' && !alone && t('state.sent')}
        {alone && t(entry.assessment?.level === 'emergency' ? 'state.nobodyInEmergency' : 'state.inDiary')}
        {overdue && <EmergencySentence text={(number) => t('state.overdue', { number })} />}
        {assessed !== null && !overdue && t(`state.assessed.${assessed.level}`)}
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

/** Why the service did not take it, in words that a person can act on where they are known here. */
export function useRefusal(kept: KeptEntry): string {
  const { t } = useTranslation('patient')
  return t('state.refused', { detail: kept.wrongTime === true ? t('entry.inFuture') : (kept.detail ?? '') })
}

export function KeptState({ kept }: { kept: KeptEntry }) {
  const { t } = useTranslation('patient')
  const step: EntryStep = kept.state
  const refusal = useRefusal(kept)
  return (
    <div data-testid="entry-state" data-state={step} className="grid gap-2">
      {step !== 'refused' && <StepLine step={step} />}
      <p>
        {step === 'saved' && t(navigator.onLine ? 'state.savedHere' : 'state.savedOffline')}
        {step === 'sent' && t('state.sent')}
        {step === 'refused' && refusal}
      </p>
    </div>
  )
}
