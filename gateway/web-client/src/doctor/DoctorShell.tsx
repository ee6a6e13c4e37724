import { useQueryClient } from '@tanstack/react-query'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Outlet, useLocation, useSearchParams } from 'react-router'
import type { DoctorProfile } from '../api/types'
import { BottomBar, Header, PageState, type NavBadge, type NavItem } from '../app/Header'
import { Preferences } from '../app/Preferences'
import { useReader } from '../app/session'
import { useFocusRescue } from '../app/useFocusRescue'
import { usePageChange } from '../app/usePageChange'
import { useTitleCount } from '../app/usePageTitle'
import { APPOINTMENTS } from '../appointments/useAppointments'
import { applyToDashboard, useDashboard } from '../dashboard/dashboardRows'
import { emergenciesOf, NewEmergencies } from '../dashboard/NewEmergencies'
import { UntoldFailures } from '../dashboard/Untold'
import { CalendarIcon, ClockIcon, ListIcon, SearchIcon } from '../design/icons'
import { PageTitle } from '../design/Panel'
import { Busy, QueryView, Rows } from '../design/QueryView'
import type { LiveStatus } from '../live/LiveStream'
import { useLive } from '../live/useLive'
import { DoctorProfileForm } from './DoctorProfileForm'
import { useDoctorProfile } from './useDoctorProfile'

const NEW_PATIENT = /^\/doctor\/patients\/new$/
const OPEN_PATIENT = /^\/doctor\/patients\/(?!new$)[^/]+\/?$/

function Live({ status }: { status: LiveStatus }) {
  const { t } = useTranslation('doctor')
  return (
    <span data-testid="live-state" data-state={status.state} className="hidden items-center gap-2 text-small text-quiet md:inline-flex">
      <span
        aria-hidden="true"
        className={`size-2 rounded-full ${status.state === 'live' ? 'bg-self-care' : 'border border-line-strong'}`}
      />
      {t(`live.${status.state}`)}
    </span>
  )
}

/** A doctor who may not see patients yet: says so, and takes the profile meanwhile. */
function NotApproved({ profile }: { profile: DoctorProfile | null }) {
  const { t } = useTranslation('doctor')
  return (
    <div className="mx-auto w-full max-w-3xl px-4 py-8 md:px-6">
      <PageTitle
        title={t(profile === null ? 'approval.beginTitle' : 'approval.title')}
        intro={t(profile === null ? 'approval.beginText' : 'approval.text')}
      />
      <DoctorProfileForm profile={profile} />
    </div>
  )
}

/** The frame of a doctor's pages; it follows the doctor's live stream. */
export default function DoctorShell() {
  const { t } = useTranslation('doctor')
  const { username } = useReader()
  const client = useQueryClient()
  const profile = useDoctorProfile()
  const { pathname } = useLocation()
  const [search] = useSearchParams()
  const page = usePageChange(`${pathname} ${search.get('step') ?? ''}`)
  useFocusRescue(page)
  const approved = profile.data?.approved === true
  const status = useLive('/api/doctor/live', approved ? username : undefined, (change) => {
    applyToDashboard(client, change)
    void client.invalidateQueries({ queryKey: APPOINTMENTS })
  })
  const rows = useDashboard(approved).data
  const emergencies = emergenciesOf(rows ?? []).length
  const unread = (rows ?? []).reduce((sum, row) => sum + row.unreadEntries, 0)
  useTitleCount(emergencies)
  const badge: NavBadge | undefined =
    emergencies > 0
      ? { count: emergencies, emergency: true, text: t('list.emergencies', { count: emergencies }) }
      : unread > 0
        ? { count: unread, emergency: false, text: t('list.unread', { count: unread }) }
        : undefined
  const items: NavItem[] = approved
    ? [
        { to: '/doctor', end: true, also: OPEN_PATIENT, label: t('nav.list'), Icon: ListIcon, badge },
        { to: '/doctor/patients', end: true, also: NEW_PATIENT, label: t('nav.patients'), Icon: SearchIcon },
        { to: '/doctor/appointments', label: t('nav.appointments'), Icon: CalendarIcon },
        { to: '/doctor/availability', label: t('nav.availability'), Icon: ClockIcon },
      ]
    : []
  const workspace = pathname === '/doctor' || OPEN_PATIENT.test(pathname)
  return (
    <div className="flex min-h-dvh flex-col pb-16 text-[1rem] md:pb-0">
      <Header home="/doctor" items={items} aside={approved && <Live status={status} />} profile="/doctor/profile" wide />
      <main id="main" ref={page} tabIndex={-1} className="flex-1 outline-none">
        <NewEmergencies rows={approved ? rows : undefined} />
        <UntoldFailures />
        <div className="px-4 py-3 empty:hidden md:px-6 [&:not(:has(*))]:hidden">
          <PageState live={approved ? status : undefined} />
        </div>
        {profile.data === undefined || !approved ? (
          <div className={profile.data === undefined ? 'mx-auto grid w-full max-w-4xl gap-5 px-4 py-6 md:px-6' : 'contents'}>
            {profile.data === undefined && <h1 className="text-title font-strong">{t('workspace.title')}</h1>}
            <QueryView query={profile} skeleton={<Rows count={5} height="h-20" />}>
              {(found) => <NotApproved profile={found} />}
            </QueryView>
          </div>
        ) : (
          <Suspense fallback={<div className="p-6"><Busy><Rows count={5} height="h-20" /></Busy></div>}>
            {workspace ? (
              <Outlet />
            ) : (
              <div className="mx-auto w-full max-w-4xl px-4 py-6 md:px-6 md:py-8">
                <Outlet />
                <footer className="mt-10">
                  <Preferences />
                </footer>
              </div>
            )}
          </Suspense>
        )}
      </main>
      {items.length > 0 && <BottomBar items={items} />}
    </div>
  )
}
