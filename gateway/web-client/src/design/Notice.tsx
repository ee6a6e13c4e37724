import type { ReactNode } from 'react'
import { CheckIcon, ClockIcon, CloudOffIcon, InfoIcon } from './icons'

export type NoticeKind = 'info' | 'stale' | 'offline' | 'error' | 'success'

const ICONS = { info: InfoIcon, stale: ClockIcon, offline: CloudOffIcon, error: InfoIcon, success: CheckIcon }
const LOOKS: Record<NoticeKind, string> = {
  info: 'border-line bg-accent-soft',
  stale: 'border-line bg-sunken',
  offline: 'border-line bg-sunken',
  error: 'border-line-strong bg-sunken',
  success: 'border-line bg-self-care-soft',
}

/** One sentence about the state of things, and what can be done. */
export function Notice({
  kind,
  children,
  action,
  quiet = false,
}: {
  kind: NoticeKind
  children: ReactNode
  action?: ReactNode
  quiet?: boolean
}) {
  const Icon = ICONS[kind]
  return (
    <div
      role={quiet ? undefined : kind === 'error' ? 'alert' : 'status'}
      className={`quiet-in flex flex-wrap items-center gap-x-3 gap-y-2 rounded border px-4 py-3 ${LOOKS[kind]}`}
    >
      <Icon className="size-5 shrink-0 text-quiet" />
      <div className="min-w-0 flex-1 basis-48">{children}</div>
      {action}
    </div>
  )
}
