import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { Problem, Unreachable } from '../api/client'
import type { RefusedBooking } from '../api/types'
import type common from '../locales/en/common.json'

export interface Failure {
  kind: 'offline' | 'error'
  text: string
}

type Words = typeof common.problem
type Reasons = typeof common.refusal

function hasWords(slug: string): slug is keyof Words & string {
  return i18next.exists(`problem.${slug}`)
}

function hasReason(code: string): code is keyof Reasons & string {
  return i18next.exists(`refusal.${code}`)
}

function isAway(error: Error): boolean {
  return error instanceof Unreachable || (error instanceof Problem && error.status >= 500)
}

/** What a refusal means, in the reader's language: the services speak English, and to programs. */
function useRefusalWords() {
  const { t } = useTranslation()
  return (error: Error): string => {
    if (!(error instanceof Problem)) {
      return t('state.failed')
    }
    if (error.status === 401) {
      return t(error.slug === 'other-reader' ? 'state.otherReader' : 'state.signedOut')
    }
    return error.detail === '' ? t('state.failed') : t(`problem.${hasWords(error.slug) ? error.slug : 'other'}`, { detail: error.detail })
  }
}

/** What it means that something cannot be read. */
export function useReadFailure(): (error: Error) => Failure {
  const { t } = useTranslation()
  const refusal = useRefusalWords()
  return (error) => {
    if (error instanceof Unreachable) {
      return navigator.onLine ? { kind: 'error', text: t('state.unreachable') } : { kind: 'offline', text: t('state.offline') }
    }
    return { kind: 'error', text: refusal(error) }
  }
}

/**
 * What it means that something was not done. Where no answer came nobody knows whether it
 * was; all that is sent carries the key of its intention, so it can be sent again.
 */
export function useFailure(): (error: Error) => Failure {
  const { t } = useTranslation()
  const refusal = useRefusalWords()
  return (error) => {
    if (error instanceof Unreachable && !navigator.onLine) {
      return { kind: 'offline', text: t('state.notSent') }
    }
    return { kind: 'error', text: isAway(error) ? t('state.noAnswer') : refusal(error) }
  }
}

/** Why a time cannot be had, a sentence for each reason. */
export function useRefusedTime(): (refused: RefusedBooking) => string[] {
  const { t } = useTranslation()
  return ({ reasons = [] }) =>
    reasons.map(({ code, message }) => t(`refusal.${hasReason(code) ? code : 'other'}`, { message }))
}
