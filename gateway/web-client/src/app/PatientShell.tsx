import { useQueryClient } from '@tanstack/react-query'
import { Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Outlet, useLocation } from 'react-router'
import type { Entry } from '../api/types'
import { APPOINTMENTS, VISIT_REQUESTS } from '../appointments/useAppointments'
import { CARE_TEAM } from '../careteam/useCareTeam'
import { ChatIcon, DiaryIcon, HomeIcon, LogIcon, TeamIcon } from '../design/icons'
import { Busy, Rows } from '../design/QueryView'
import { ALL, placeEntry } from '../diary/diaryCache'
import { OutboxProvider, useOutbox } from '../diary/useOutbox'
import type { LiveItem } from '../live/LiveStream'
import { useLive } from '../live/useLive'
import { MED_LOG } from '../medlog/medLogKey'
import { SUMMARY } from '../summary/PatientSummary'
import { BottomBar, Header, PageState, type NavItem } from './Header'
import { fetchPatientPages } from './load'
import { Preferences } from './Preferences'
import { useReader } from './session'
import { useFocusRescue } from './useFocusRescue'
import { usePageChange } from './usePageChange'

const AT_HOME = /^\/patient\/(interviews|appointments)/
const IN_DIARY = /^\/patient\/(entries|kept)\//
const OF_MY_DOCTORS = /^\/patient\/access-log/
const IN_MED_LOG = new Set(['entry', 'consultation', 'appointment'])

function PatientHeader({ items }: { items: NavItem[] }) {
  const { kept } = useOutbox()
  const unsent = kept.filter(({ state }) => state !== 'sent').length
  return <Header home="/patient" items={items} profile="/patient/profile" unsent={unsent} />
}

/** The frame of a patient's pages; it follows the patient's live stream. */
export default function PatientShell() {
  const { t } = useTranslation('patient')
  const { username } = useReader()
  const client = useQueryClient()
  const { pathname } = useLocation()
  const page = usePageChange(pathname)
  useFocusRescue(page)
  useEffect(fetchPatientPages, [])

  const place = (item: LiveItem) => {
    if (IN_MED_LOG.has(item.type)) {
      void client.invalidateQueries({ queryKey: MED_LOG })
    }
    if (item.type === 'entry') {
      if (item.row === null) {
        void client.invalidateQueries({ queryKey: ['diary'] })
      } else {
        placeEntry(client, item.row as Entry)
      }
    } else if (item.type === 'consultation') {
      void client.invalidateQueries({ queryKey: VISIT_REQUESTS })
    } else if (item.type === 'appointment') {
      void client.invalidateQueries({ queryKey: APPOINTMENTS })
    } else if (item.type === 'summary') {
      void client.invalidateQueries({ queryKey: SUMMARY })
    } else if (item.type === 'care-team') {
      void client.invalidateQueries({ queryKey: CARE_TEAM })
    }
  }

  const live = useLive('/api/patient/live', username, (change) => {
    if (change.kind === 'row') {
      place(change.item)
      return
    }
    change.items.filter((item) => item.type === 'entry').forEach(place)
    for (const queryKey of [APPOINTMENTS, SUMMARY, CARE_TEAM, ALL, MED_LOG]) {
      void client.invalidateQueries({ queryKey })
    }
  })

  const items: NavItem[] = [
    { to: '/patient', end: true, also: AT_HOME, label: t('nav.home'), Icon: HomeIcon },
    { to: '/patient/diary', also: IN_DIARY, label: t('nav.diary'), Icon: DiaryIcon },
    { to: '/patient/med-log', label: t('nav.medLog'), Icon: LogIcon },
    { to: '/patient/chat', label: t('nav.chat'), Icon: ChatIcon },
    { to: '/patient/care-team', also: OF_MY_DOCTORS, label: t('nav.careTeam'), Icon: TeamIcon },
  ]
  return (
    <OutboxProvider>
      <div className="flex min-h-dvh flex-col pb-20 md:pb-0">
        <PatientHeader items={items} />
        <main id="main" ref={page} tabIndex={-1} className="mx-auto w-full max-w-6xl flex-1 px-4 py-5 outline-none md:px-6 md:py-8">
          <div className="mb-4 empty:hidden">
            <PageState live={live} writes={pathname === '/patient'} />
          </div>
          <Suspense fallback={<Busy><Rows count={4} height="h-24" /></Busy>}>
            <Outlet />
          </Suspense>
        </main>
        <footer className="mx-auto flex w-full max-w-6xl flex-wrap items-center justify-between gap-4 px-4 py-6 text-small text-quiet md:px-6">
          <p className="max-w-xl">{t('home.intendedUse')}</p>
          <Preferences />
        </footer>
      </div>
      <BottomBar items={items} />
    </OutboxProvider>
  )
}
