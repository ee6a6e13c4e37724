import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { BackIcon } from './icons'

const LOOK = '-ms-1 inline-flex min-h-11 w-fit items-center gap-1 rounded px-1 text-accent no-underline hover:underline'

/** The way back to the page above. */
export function BackLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} className={LOOK}>
      <BackIcon className="rtl:-scale-x-100" /> {children}
    </Link>
  )
}

/** The way back to the step before, on the same page. */
export function BackButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" onClick={onClick} className={LOOK}>
      <BackIcon className="rtl:-scale-x-100" /> {children}
    </button>
  )
}
