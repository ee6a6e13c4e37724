import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { BrowserRouter, Navigate, Outlet, Route, Routes, useLocation } from 'react-router'
import type { Role } from '../api/types'
import { Button, ButtonLink } from '../design/Button'
import { Notice } from '../design/Notice'
import { Rows } from '../design/QueryView'
import { Frame, Landing, SignedOut } from '../landing/Landing'
import { ErrorBoundary } from './ErrorBoundary'
import { useReadFailure } from './failure'
import { page, patientPage } from './load'
import { NotFound } from './NotFound'
import { goToSignIn, homeOf, useSession } from './session'

const PatientShell = patientPage(() => import('./PatientShell'))
const PatientHome = patientPage(() => import('./PatientHome'))
const DiaryPage = patientPage(() => import('../diary/DiaryPage'))
const EntryPage = patientPage(() => import('../diary/EntryPage'))
const KeptEntryPage = patientPage(() => import('../diary/KeptEntryPage'))
const MedLogPage = patientPage(() => import('../medlog/MedLogPage'))
const CareTeamPage = patientPage(() => import('../careteam/CareTeamPage'))
const AccessLogPage = patientPage(() => import('../accesslog/AccessLogPage'))
const ProfilePage = patientPage(() => import('../profile/ProfilePage'))
const StartInterviewPage = patientPage(() => import('../interview/StartInterviewPage'))
const InterviewPage = patientPage(() => import('../interview/InterviewPage'))
const ChatPage = patientPage(() => import('../chat/ChatPage'))
const BookPage = patientPage(() => import('../appointments/BookPage'))
const CalendarPage = patientPage(() => import('../calendar/CalendarPage'))
const DoctorShell = page(() => import('../doctor/DoctorShell'))
const Workspace = page(() => import('../dashboard/Workspace'))
const PatientsPage = page(() => import('../doctor/PatientsPage'))
const DoctorAppointmentsPage = page(() => import('../doctor/AppointmentsPage'))
const AvailabilityPage = page(() => import('../doctor/AvailabilityPage'))
const DoctorProfilePage = page(() => import('../doctor/DoctorProfilePage'))
const InvitePatientPage = page(() => import('../invitations/InvitePatientPage'))
const RegistrationPage = page(() => import('../registration/RegistrationPage'))
const OperatorPage = page(() => import('../operator/OperatorPage'))

// The pages that an address leads to are fetched while the session is still being asked for.
if (location.pathname.startsWith('/patient')) {
  void import('./PatientShell')
  void import('./PatientHome')
} else if (location.pathname.startsWith('/doctor')) {
  void import('../doctor/DoctorShell')
  void import('../dashboard/Workspace')
}

function Waiting() {
  return (
    <div className="mx-auto max-w-6xl px-4 py-8 md:px-6">
      <Rows count={4} height="h-24" />
    </div>
  )
}

/** Lets in who is signed in with the role; the services refuse again. */
function Only({ role }: { role: Role }) {
  const { t } = useTranslation()
  const session = useSession()
  const failure = useReadFailure()
  const { pathname } = useLocation()
  if (session.isPending) {
    return <Waiting />
  }
  if (session.data === undefined) {
    const { kind, text } = failure(session.error ?? new Error())
    return (
      <main className="mx-auto max-w-xl px-4 py-16">
        <Notice kind={kind} action={<Button dense onPress={() => void session.refetch()}>{t('state.tryAgain')}</Button>}>
          {text}
        </Notice>
      </main>
    )
  }
  if (!session.data.authenticated) {
    return (
      <main className="mx-auto grid max-w-xl gap-5 px-4 py-16">
        <h1 className="text-title font-strong">{t('signIn.needed')}</h1>
        <p>{t('signIn.neededText')}</p>
        <div>
          <Button onPress={goToSignIn}>{t('signIn.action')}</Button>
        </div>
      </main>
    )
  }
  if (!session.data.roles?.includes(role)) {
    const home = homeOf(session.data.roles) ?? '/'
    return (
      <main className="mx-auto grid max-w-xl gap-5 px-4 py-16">
        <h1 className="text-title font-strong">{t(`signIn.only.${role}`)}</h1>
        <p>{t('signIn.onlyText', { path: pathname })}</p>
        <div>
          <ButtonLink to={home}>{t('signIn.home')}</ButtonLink>
        </div>
      </main>
    )
  }
  return <Outlet />
}

export function App() {
  return (
    <ErrorBoundary>
      <BrowserRouter>
        <Suspense fallback={<Waiting />}>
          <Routes>
            <Route index element={<Landing />} />
            <Route path="signed-out" element={<SignedOut />} />
            <Route path="registration" element={<RegistrationPage />} />
            <Route path="patient" element={<Only role="patient" />}>
              <Route element={<PatientShell />}>
                <Route index element={<PatientHome />} />
                <Route path="diary" element={<DiaryPage />} />
                <Route path="entries/:id" element={<EntryPage />} />
                <Route path="kept/:key" element={<KeptEntryPage />} />
                <Route path="med-log" element={<MedLogPage />} />
                <Route path="interviews/new" element={<StartInterviewPage />} />
                <Route path="interviews/:id" element={<InterviewPage />} />
                <Route path="chat" element={<ChatPage />} />
                <Route path="chat/:threadId" element={<ChatPage />} />
                <Route path="care-team" element={<CareTeamPage />} />
                <Route path="access-log" element={<AccessLogPage />} />
                <Route path="profile" element={<ProfilePage />} />
                <Route path="appointments" element={<Navigate to="/patient" replace />} />
                <Route path="appointments/new" element={<BookPage />} />
                <Route path="appointments/calendar" element={<CalendarPage side="patient" />} />
                <Route path="*" element={<NotFound />} />
              </Route>
            </Route>
            <Route path="doctor" element={<Only role="doctor" />}>
              <Route element={<DoctorShell />}>
                <Route index element={<Workspace />} />
                <Route path="patients" element={<PatientsPage />} />
                <Route path="patients/new" element={<InvitePatientPage />} />
                <Route path="patients/:patientId" element={<Workspace />} />
                <Route path="appointments" element={<DoctorAppointmentsPage />} />
                <Route path="appointments/calendar" element={<CalendarPage side="doctor" />} />
                <Route path="availability" element={<AvailabilityPage />} />
                <Route path="profile" element={<DoctorProfilePage />} />
                <Route path="*" element={<NotFound />} />
              </Route>
            </Route>
            <Route path="operator" element={<Only role="operator" />}>
              <Route index element={<OperatorPage />} />
            </Route>
            <Route
              path="*"
              element={
                <Frame>
                  <NotFound />
                </Frame>
              }
            />
          </Routes>
        </Suspense>
      </BrowserRouter>
    </ErrorBoundary>
  )
}
