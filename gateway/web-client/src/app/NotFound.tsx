import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../design/Button'
import { homeOf, useSession } from './session'
import { usePageTitle } from './usePageTitle'

/** Says that an address leads nowhere, inside the frame of the pages around it. */
export function NotFound() {
  const { t } = useTranslation()
  const home = homeOf(useSession().data?.roles) ?? '/'
  usePageTitle(t('notFound.title'))
  return (
    <div className="mx-auto grid w-full max-w-xl gap-5">
      <h1 className="text-title font-strong">{t('notFound.title')}</h1>
      <p>{t('notFound.text')}</p>
      <div>
        <ButtonLink to={home}>{t('signIn.home')}</ButtonLink>
      </div>
    </div>
  )
}
