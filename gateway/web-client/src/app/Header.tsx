import { useState, type ComponentType, type ReactNode, type SVGProps } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, NavLink, useLocation } from 'react-router'
import { Button } from '../design/Button'
import { Dialog } from '../design/Dialog'
import { Notice } from '../design/Notice'
import { Mark, PersonIcon } from '../design/icons'
import { UrgencyShape } from '../design/UrgencyMark'
import { useFailure } from './failure'
import { goToSignIn, signOut, useReader, useSessionLost } from './session'
import { useFormats } from './time'
import { useOnline } from './useOnline'
import type { LiveStatus } from '../live/LiveStream'

export interface NavItem {
  to: string
  end?: boolean
  /** Other addresses that belong to this item. */
  also?: RegExp
  label: string
  Icon: ComponentType<SVGProps<SVGSVGElement>>
  badge?: NavBadge | undefined
}

/** What waits behind a way through the pages. */
export interface NavBadge {
  count: number
  /** Whether these are emergencies; all else is told quietly. */
  emergency: boolean
  /** What the number counts. */
  text: string
}

function Badge({ badge, className = '' }: { badge: NavBadge; className?: string }) {
  return (
    <>
      <span
        aria-hidden="true"
        data-testid="nav-badge"
        data-emergency={badge.emergency}
        className={`inline-flex min-w-5 items-center justify-center gap-1 rounded-full border px-1.5 text-small leading-snug font-strong tabular ${
          badge.emergency ? 'border-emergency bg-emergency-soft text-emergency' : 'border-line bg-sunken text-quiet'
        } ${className}`}
      >
        {badge.emergency && <UrgencyShape level="emergency" />}
        {badge.count}
      </span>
      <span className="sr-only">, {badge.text}</span>
    </>
  )
}

/** The top of every page behind sign-in: where one is, who one is, the way out. */
export function Header({
  home,
  items,
  aside,
  profile,
  wide = false,
  unsent = 0,
}: {
  home: string
  items: NavItem[]
  aside?: ReactNode
  profile?: string
  /** As wide as a workspace, or as wide as a page to read. */
  wide?: boolean
  /** How much of what was written only this device has. */
  unsent?: number
}) {
  const { t } = useTranslation()
  const reader = useReader()
  const { pathname } = useLocation()
  const failure = useFailure()
  const [error, setError] = useState<Error | null>(null)
  const [asking, setAsking] = useState(false)
  const leave = () => {
    setAsking(false)
    void signOut().catch(setError)
  }
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-surface">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:start-4 focus:top-3 focus:z-40 focus:rounded focus:bg-accent focus:px-4 focus:py-2 focus:text-on-accent"
      >
        {t('nav.skip')}
      </a>
      <div className={`mx-auto flex min-h-15 items-center gap-3 px-4 md:gap-6 md:px-6 ${wide ? '' : 'max-w-6xl'}`}>
        <Link to={home} className="inline-flex min-h-11 items-center gap-2.5 font-strong no-underline">
          <Mark />
          <span className="text-lead tracking-tight">MedLinks</span>
        </Link>
        <nav aria-label={t('nav.label')} className="hidden gap-1 md:flex">
          {items.map(({ to, end, label, also, badge }) => (
            <NavLink
              key={to}
              to={to}
              end={end ?? false}
              className={({ isActive }) =>
                `inline-flex min-h-11 items-center gap-2 rounded px-3 text-small no-underline ${
                  isActive || also?.test(pathname) ? 'bg-accent-soft font-strong text-accent' : 'text-quiet hover:text-text'
                }`
              }
            >
              <span>{label}</span>
              {badge !== undefined && <Badge badge={badge} />}
            </NavLink>
          ))}
        </nav>
        <div className="ms-auto flex items-center gap-2 md:gap-4">
          {aside}
          {profile === undefined ? (
            <span className="hidden max-w-48 truncate text-small text-quiet lg:inline">{reader.name}</span>
          ) : (
            <Link
              to={profile}
              aria-label={t('nav.myDetails', { name: reader.name })}
              className="inline-flex min-h-11 min-w-11 items-center justify-center gap-2 rounded text-small text-quiet no-underline hover:text-text"
            >
              <PersonIcon className="size-5 lg:hidden" />
              <span className="hidden max-w-48 truncate lg:inline">{reader.name}</span>
            </Link>
          )}
          <button
            type="button"
            onClick={() => (unsent > 0 ? setAsking(true) : leave())}
            className="inline-flex min-h-11 items-center rounded px-2 text-small text-accent hover:bg-accent-soft"
          >
            {t('nav.signOut')}
          </button>
        </div>
      </div>
      {error !== null && (
        <div className="mx-auto max-w-[90rem] px-4 pb-3 md:px-6">
          <Notice kind={failure(error).kind}>{failure(error).text}</Notice>
        </div>
      )}
      {asking && (
        <Dialog title={t('signOut.title')} onClose={() => setAsking(false)}>
          <p className="mb-5">
            <strong className="font-strong">{t('signOut.unsent', { count: unsent })}</strong> {t('signOut.text')}
          </p>
          <div className="flex flex-wrap-reverse gap-3">
            <Button look="secondary" onPress={leave}>
              {t('signOut.leave')}
            </Button>
            <Button onPress={() => setAsking(false)}>{t('signOut.stay')}</Button>
          </div>
        </Dialog>
      )}
    </header>
  )
}

/** On a phone the ways through the pages are at the thumb. */
export function BottomBar({ items }: { items: NavItem[] }) {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  return (
    <nav
      aria-label={t('nav.label')}
      className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-raised pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {items.map(({ to, end, label, Icon, also, badge }) => (
        <NavLink
          key={to}
          to={to}
          end={end ?? false}
          className={({ isActive }) =>
            `relative flex min-h-15 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 px-0.5 text-small no-underline ${
              isActive || also?.test(pathname) ? 'font-strong text-accent' : 'text-quiet'
            }`
          }
        >
          <Icon className="size-6" />
          <span className="max-w-full truncate tracking-tight">{label}</span>
          {badge !== undefined && <Badge badge={badge} className="absolute start-1/2 top-0.5 ms-2" />}
        </NavLink>
      ))}
    </nav>
  )
}

/** What the reader should know about the whole page: signed out, offline, or not live. */
export function PageState({ live, writes = false }: { live?: LiveStatus | undefined; writes?: boolean }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const online = useOnline()
  const lost = useSessionLost()
  if (lost !== null) {
    return (
      <Notice
        kind="error"
        action={
          <button type="button" onClick={goToSignIn} className="min-h-11 rounded bg-accent px-4 font-strong text-on-accent">
            {t('state.signInAgain')}
          </button>
        }
      >
        {t(lost === 'ended' ? 'state.signedOut' : 'state.otherReader')}
      </Notice>
    )
  }
  if (!online) {
    return <Notice kind="offline">{t(writes ? 'state.offlineKept' : 'state.offline')}</Notice>
  }
  if (live?.state === 'paused') {
    return <Notice kind="stale">{t('state.livePaused', { time: formats.time(live.since) })}</Notice>
  }
  return null
}
