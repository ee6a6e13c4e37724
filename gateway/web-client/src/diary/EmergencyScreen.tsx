import { useTranslation } from 'react-i18next'
import { Dialog, Heading } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import type { Rule } from '../api/types'
import { callAddress } from '../app/phone'
import { useEmergencyNumber } from '../app/session'
import { Button } from '../design/Button'
import { PhoneIcon } from '../design/icons'
import { useRuleWords } from '../urgency/useRuleWords'

/** What to do now: one sentence, the number to call, what to do while waiting. */
export function EmergencyScreen({
  rules,
  kept,
  onClose,
}: {
  rules: (Rule & { advice?: string })[]
  /** What became of the words, where they are no entry of the diary. */
  kept?: string | undefined
  onClose: () => void
}) {
  const { t } = useTranslation('patient')
  const number = useEmergencyNumber()
  const { titleOf, adviceOf } = useRuleWords()
  const advice = [...new Set(rules.map((rule) => adviceOf(rule.id, rule.advice)).filter((text) => text !== ''))]
  return (
    <ModalOverlay isOpen isKeyboardDismissDisabled className="fixed inset-0 z-50 overflow-y-auto overscroll-contain bg-emergency-soft">
      <Modal className="mx-auto flex min-h-dvh max-w-xl flex-col">
        <Dialog
          role="alertdialog"
          data-testid="red-flag"
          className="flex flex-1 flex-col gap-6 px-5 pt-8 pb-[max(1.5rem,env(safe-area-inset-bottom))] outline-none md:justify-center md:py-12"
        >
          <div>
            <Heading slot="title" className="text-title font-strong text-emergency md:text-display">
              {t('emergency.title')}
            </Heading>
            {rules.length > 0 && (
              <p className="mt-3">
                {t('emergency.because')} <strong className="font-strong">{rules.map((rule) => titleOf(rule.id, rule.title)).join(' · ')}</strong>
              </p>
            )}
          </div>
          <a
            href={callAddress(number)}
            className="flex flex-col items-center rounded-large bg-emergency-fill px-6 py-6 text-on-emergency shadow-raised"
          >
            <span className="flex items-center gap-2 text-lead font-strong">
              <PhoneIcon /> {t('emergency.call')}
            </span>
            <span className="text-[clamp(4.5rem,22vw,7.5rem)] leading-none font-strong tabular" dir="ltr">
              {number}
            </span>
          </a>
          <div>
            <h3 className="mb-2 text-lead font-strong">{t('emergency.meanwhile')}</h3>
            <ul className="grid list-disc gap-1.5 ps-5 marker:text-emergency">
              {advice.map((text) => (
                <li key={text} dir="auto">{text}</li>
              ))}
              <li>{t('emergency.notAlone')}</li>
              {advice.length === 0 && <li>{t('emergency.noDriving')}</li>}
              <li>{t('emergency.unlock')}</li>
            </ul>
          </div>
          <p>{kept ?? t('emergency.nobodyWatches')}</p>
          <div className="mt-auto md:mt-2">
            <Button look="secondary" wide onPress={onClose}>
              {t('emergency.close')}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
