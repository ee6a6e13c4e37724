import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rule } from '../api/types'
import { callAddress } from '../app/phone'
import { useEmergencyNumber } from '../app/session'
import { PhoneIcon } from '../design/icons'
import { EmergencyScreen } from './EmergencyScreen'

const WAY =
  'inline-flex min-h-11 items-center gap-2 rounded border border-emergency px-4 font-strong text-emergency no-underline hover:bg-emergency-soft'

/** The way to help that stays with an emergency: what to do now, and the number to call. */
export function EmergencyHelp({ rules }: { rules: (Rule & { advice?: string })[] }) {
  const { t } = useTranslation('patient')
  const number = useEmergencyNumber()
  const [showing, setShowing] = useState(false)
  return (
    <div data-testid="emergency-help" className="flex flex-wrap gap-2">
      <button type="button" onClick={() => setShowing(true)} className={WAY}>
        {t('emergency.whatNow')}
      </button>
      <a href={callAddress(number)} className={WAY}>
        <PhoneIcon /> {t('emergency.callNumber', { number })}
      </a>
      {showing && <EmergencyScreen rules={rules} onClose={() => setShowing(false)} />}
    </div>
  )
}

/** A sentence that names the emergency number; a tap on the number calls it. */
export function EmergencySentence({ text }: { text: (number: string) => string }) {
  const number = useEmergencyNumber()
  const [before, after] = text(number).split(number)
  return (
    <>
      {before}
      <a
        href={callAddress(number)}
        dir="ltr"
        className="-mx-2 -my-2.5 inline-flex min-h-11 items-center px-2 font-strong text-accent underline tabular"
      >
        {number}
      </a>
      {after}
    </>
  )
}
