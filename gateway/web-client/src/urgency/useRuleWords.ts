import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import type common from '../locales/en/common.json'

type RuleId = keyof typeof common.rule

function isKnown(id: string): id is RuleId {
  return i18next.exists(`rule.${id}.title`)
}

/** What the urgency rules say, in the reader's language; a rule that is newer than this page in the service's words. */
export function useRuleWords() {
  const { t } = useTranslation()
  return {
    titleOf: (id: string, title: string): string => (isKnown(id) ? t(`rule.${id}.title`) : title),
    adviceOf: (id: string, advice = ''): string => (isKnown(id) ? t(`rule.${id}.advice`) : advice),
  }
}
