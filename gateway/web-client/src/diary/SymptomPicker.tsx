import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ToggleButton } from 'react-aria-components/ToggleButton'
import type { ReportedSymptom } from '../api/types'
import { CheckIcon, PlusIcon } from '../design/icons'
import { SeveritySlider } from './SeveritySlider'
import { COMMON_SYMPTOMS, isSymptomCode, mentioned, MOST_SYMPTOMS, SYMPTOM_CODES, type SymptomCode } from './symptoms'

const CHIP =
  'inline-flex min-h-11 items-center gap-1.5 rounded-full border px-4 transition-colors duration-150 disabled:opacity-50'

/** Symptoms as chips, each with how strong it is; the words that were typed are never changed. */
export function SymptomPicker({
  text,
  symptoms,
  onChange,
}: {
  text: string
  symptoms: ReportedSymptom[]
  onChange: (symptoms: ReportedSymptom[]) => void
}) {
  const { t, i18n } = useTranslation('patient')
  const [open, setOpen] = useState(false)
  const [filter, setFilter] = useState('')
  const typed = useDeferredValue(text)
  const word = (code: SymptomCode) => t(`symptoms.${code}`)
  const chosen = symptoms.map((symptom) => symptom.code).filter(isSymptomCode)
  const suggested = mentioned(typed, word, i18n.language)
  const short = [...new Set([...chosen, ...suggested, ...COMMON_SYMPTOMS])]
  const wanted = filter.trim().toLocaleLowerCase(i18n.language)
  const offered = open
    ? SYMPTOM_CODES.filter((code) => word(code).toLocaleLowerCase(i18n.language).includes(wanted)).sort((one, other) =>
        word(one).localeCompare(word(other), i18n.language),
      )
    : short

  const toggle = (code: SymptomCode, selected: boolean) =>
    onChange(
      selected ? [...symptoms, { code, severity: null }] : symptoms.filter((symptom) => symptom.code !== code),
    )

  return (
    <div>
      <div role="group" aria-label={t('entry.symptoms')} className="flex flex-wrap gap-2">
        {open && (
          <input
            type="search"
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
            aria-label={t('entry.findSymptom')}
            placeholder={t('entry.findSymptom')}
            className="field mb-1"
          />
        )}
        {offered.map((code) => {
          const selected = chosen.includes(code)
          const named = !selected && suggested.includes(code)
          return (
            <ToggleButton
              key={code}
              isSelected={selected}
              isDisabled={!selected && symptoms.length >= MOST_SYMPTOMS}
              onChange={(on) => toggle(code, on)}
              className={`${CHIP} ${
                selected
                  ? 'border-accent bg-accent text-on-accent'
                  : named
                    ? 'border-accent bg-accent-soft'
                    : 'border-line-strong bg-raised hover:border-accent'
              }`}
            >
              {selected && <CheckIcon className="size-4" />}
              {word(code)}
            </ToggleButton>
          )
        })}
        {open && offered.length === 0 && <p className="py-2 text-quiet">{t('entry.noSymptom')}</p>}
        <button
          type="button"
          className={`${CHIP} border-transparent text-accent hover:bg-accent-soft`}
          aria-expanded={open}
          onClick={() => {
            setOpen(!open)
            setFilter('')
          }}
        >
          {!open && <PlusIcon className="size-4" />}
          {open ? t('entry.fewer') : t('entry.more')}
        </button>
      </div>
      {symptoms.length > 0 && (
        <ul className="mt-5 grid gap-5">
          {symptoms.map((symptom) => {
            const label = isSymptomCode(symptom.code) ? word(symptom.code) : symptom.code
            return (
              <li key={symptom.code} className="quiet-in">
                <p className="font-strong">{label}</p>
                <SeveritySlider
                  label={label}
                  severity={symptom.severity}
                  onChange={(severity) =>
                    onChange(symptoms.map((other) => (other.code === symptom.code ? { ...other, severity } : other)))
                  }
                />
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}
