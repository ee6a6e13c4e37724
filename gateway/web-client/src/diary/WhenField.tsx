import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { browserZone } from '../app/time'

/** Now, or an earlier local time ("2026-11-23T08:15") of this device's zone. */
export function WhenField({
  at,
  onChange,
  error,
}: {
  at: string | null
  onChange: (at: string | null) => void
  error?: string | undefined
}) {
  const { t } = useTranslation('patient')
  const id = useId()
  const local = (date: Date) =>
    new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
  const option = (earlier: boolean, label: string) => (
    <label
      className={`flex min-h-11 flex-1 cursor-pointer items-center justify-center rounded border px-4 has-focus-visible:outline-2 has-focus-visible:outline-focus ${
        (at !== null) === earlier ? 'border-accent bg-accent-soft font-strong text-accent' : 'border-transparent text-quiet'
      }`}
    >
      <input
        type="radio"
        name={id}
        className="sr-only"
        checked={(at !== null) === earlier}
        onChange={() => onChange(earlier ? local(new Date()) : null)}
      />
      {label}
    </label>
  )
  return (
    <fieldset>
      <legend className="mb-2 font-strong">{t('entry.when')}</legend>
      <div className="flex rounded bg-sunken p-1 md:max-w-sm">
        {option(false, t('entry.now'))}
        {option(true, t('entry.earlier'))}
      </div>
      {at !== null && (
        <div className="quiet-in mt-3 md:max-w-sm">
          <input
            type="datetime-local"
            aria-label={t('entry.earlierAt')}
            aria-describedby={error === undefined ? `${id}-zone` : `${id}-zone ${id}-error`}
            aria-invalid={error !== undefined || undefined}
            value={at}
            max={local(new Date())}
            min="1900-01-01T00:00"
            onChange={(event) => onChange(event.target.value)}
            className="field"
          />
          <p id={`${id}-zone`} className="mt-1.5 text-small text-quiet">
            {t('entry.zone', { zone: browserZone() })}
          </p>
          {error !== undefined && (
            <p id={`${id}-error`} role="alert" className="mt-1.5 font-strong">
              {error}
            </p>
          )}
        </div>
      )}
    </fieldset>
  )
}
