import { useTranslation } from 'react-i18next'
import { Navigate, useSearchParams } from 'react-router'
import { Preferences } from '../app/Preferences'
import { homeOf, registerAddress, signInAddress, useEmergencyNumber, useSession } from '../app/session'
import { usePageTitle } from '../app/usePageTitle'
import { buttonClass } from '../design/Button'
import { Mark } from '../design/icons'
import { UrgencyMark } from '../design/UrgencyMark'

/** The frame of the pages outside the areas of patients, doctors and operators. */
export function Frame({ children }: { children: React.ReactNode }) {
  const { t } = useTranslation()
  const number = useEmergencyNumber()
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="mx-auto flex w-full max-w-6xl flex-wrap items-center justify-between gap-3 px-5 py-4 md:px-8">
        <span className="inline-flex items-center gap-2.5 text-lead font-strong tracking-tight">
          <Mark /> MedLinks
        </span>
        <Preferences />
      </header>
      <main className="mx-auto flex w-full max-w-6xl flex-1 flex-col justify-center px-5 py-10 md:px-8">{children}</main>
      <footer className="border-t border-line">
        <p className="mx-auto max-w-6xl px-5 py-5 text-small text-quiet md:px-8">{t('landing.footer', { number })}</p>
      </footer>
    </div>
  )
}

/** A picture of the promise: what was written on the left, where it arrives on the right. */
function Story() {
  const { t } = useTranslation()
  return (
    <div className="grid gap-4" aria-hidden="true">
      <div className="me-8 rounded-large border border-line bg-raised p-5 shadow-raised md:me-16">
        <p className="text-small text-quiet">{t('landing.story.patient')}</p>
        <p className="mt-1 text-lead">“{t('landing.story.words')}”</p>
      </div>
      <div className="ms-8 rounded-large border border-line bg-raised p-5 shadow-raised md:ms-16">
        <div className="flex items-center justify-between gap-3">
          <p className="text-small text-quiet">{t('landing.story.doctor')}</p>
          <UrgencyMark level="same-day" />
        </div>
        <p className="mt-1 font-strong">{t('landing.story.row')}</p>
        <p className="text-quiet">{t('landing.story.why')}</p>
      </div>
      <div className="me-8 rounded-large border border-line bg-self-care-soft p-5 md:me-16">
        <p className="font-strong">{t('landing.story.answer')}</p>
        <p className="text-quiet">{t('landing.story.visit')}</p>
      </div>
    </div>
  )
}

export function Landing() {
  const { t } = useTranslation()
  const session = useSession()
  usePageTitle('')
  const home = homeOf(session.data?.roles)
  if (session.data?.authenticated && home !== null) {
    return <Navigate to={home} replace />
  }
  if (session.data?.authenticated) {
    return <Navigate to="/registration" replace />
  }
  return (
    <Frame>
      <div className="grid items-center gap-12 lg:grid-cols-2 lg:gap-16">
        <div>
          <h1 className="text-display font-strong tracking-tight text-balance">{t('landing.title')}</h1>
          <p className="mt-5 max-w-lg text-lead text-quiet">{t('landing.text')}</p>
          <div className="mt-8 flex flex-wrap items-center gap-4">
            <a href={signInAddress('/')} className={buttonClass()}>
              {t('signIn.action')}
            </a>
            <span className="text-small text-quiet">{t('landing.both')}</span>
          </div>
          <p className="mt-4">
            <a href={registerAddress()} className="inline-flex min-h-11 items-center text-accent">
              {t('landing.register')}
            </a>
          </p>
        </div>
        <Story />
      </div>
    </Frame>
  )
}

/** After signing out, and where signing in came to nothing. */
export function SignedOut() {
  const { t } = useTranslation()
  const failed = useSearchParams()[0].has('problem')
  const title = t(failed ? 'signedOut.failedTitle' : 'signedOut.title')
  usePageTitle(title)
  return (
    <Frame>
      <div className="max-w-xl">
        <h1 className="text-title font-strong">{title}</h1>
        <p className="mt-3 text-quiet">{t(failed ? 'signedOut.failedText' : 'signedOut.text')}</p>
        <a href={signInAddress('/')} className={`${buttonClass()} mt-6`}>
          {t('signIn.again')}
        </a>
      </div>
    </Frame>
  )
}
