import { useTranslation } from 'react-i18next'
import { NextAppointments } from '../appointments/NextAppointments'
import { EntryBox } from '../diary/EntryBox'
import { LatestEntries } from '../diary/LatestEntries'
import { InvitationCards } from '../invitations/InvitationCards'
import { ResumeInterview } from '../interview/ResumeInterview'
import { PatientSummary } from '../summary/PatientSummary'
import { usePageTitle } from './usePageTitle'

/** Home answers four questions in this order: how are you, what happens, when am I seen, what is noted. */
export default function PatientHome() {
  const { t } = useTranslation('patient')
  usePageTitle(t('nav.home'))
  return (
    <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_24rem] xl:gap-6">
      <div className="grid gap-5 xl:gap-6">
        <InvitationCards />
        <ResumeInterview />
        <EntryBox />
        <LatestEntries />
      </div>
      <div className="grid gap-5 xl:gap-6">
        <NextAppointments />
        <PatientSummary />
      </div>
    </div>
  )
}
