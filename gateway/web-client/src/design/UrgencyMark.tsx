import { useTranslation } from 'react-i18next'
import type { UrgencyLevel } from '../api/types'

export const URGENCY_ORDER: UrgencyLevel[] = ['emergency', 'same-day', 'soon', 'routine', 'self-care']

const COLOURS: Record<UrgencyLevel, string> = {
  emergency: 'text-emergency bg-emergency-soft',
  'same-day': 'text-same-day bg-same-day-soft',
  soon: 'text-soon bg-soon-soft',
  routine: 'text-routine bg-routine-soft',
  'self-care': 'text-self-care bg-self-care-soft',
}

/** Each class has a shape of its own: octagon, triangle, diamond, circle, ring. */
export function UrgencyShape({ level, className }: { level: UrgencyLevel; className?: string }) {
  return (
    <svg viewBox="0 0 16 16" width="0.875em" height="0.875em" aria-hidden="true" className={`shrink-0 ${className ?? ''}`}>
      {level === 'emergency' && <path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z" fill="currentColor" />}
      {level === 'same-day' && <path d="M8 1.2 15.5 14.5H.5z" fill="currentColor" />}
      {level === 'soon' && <path d="M8 .8 15.2 8 8 15.2.8 8z" fill="currentColor" />}
      {level === 'routine' && <circle cx="8" cy="8" r="6.5" fill="currentColor" />}
      {level === 'self-care' && <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="2.5" />}
    </svg>
  )
}

export function urgencyColour(level: UrgencyLevel): string {
  return COLOURS[level]
}

/** Urgency as shape, word and colour. */
export function UrgencyMark({ level }: { level: UrgencyLevel }) {
  const { t } = useTranslation()
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-full px-2.5 py-0.5 text-small font-strong whitespace-nowrap ring-1 ring-current/25 ring-inset ${COLOURS[level]}`}
    >
      <UrgencyShape level={level} />
      {t(`urgency.${level}`)}
    </span>
  )
}
