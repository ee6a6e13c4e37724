import { useTranslation } from 'react-i18next'
import { usePageTitle } from '../app/usePageTitle'
import { PageTitle } from '../design/Panel'
import { QueryView, Rows } from '../design/QueryView'
import { DoctorProfileForm } from './DoctorProfileForm'
import { useDoctorProfile } from './useDoctorProfile'

export default function DoctorProfilePage() {
  const { t } = useTranslation('doctor')
  usePageTitle(t('profile.title'))
  const profile = useDoctorProfile()
  return (
    <>
      <PageTitle title={t('profile.title')} intro={t('profile.intro')} />
      <QueryView query={profile} skeleton={<Rows count={2} height="h-40" />}>
        {(found) => <DoctorProfileForm profile={found} />}
      </QueryView>
    </>
  )
}
