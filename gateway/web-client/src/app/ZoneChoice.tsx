import { Choice } from '../design/Field'

/** One of the IANA time zones that this browser knows, or the one that is stored. */
export function ZoneChoice({
  label,
  hint,
  error,
  zone,
  onChange,
}: {
  label: string
  hint?: string
  error?: string | undefined
  zone: string
  onChange: (zone: string) => void
}) {
  return (
    <Choice label={label} hint={hint} error={error} value={zone} onChange={(event) => onChange(event.target.value)}>
      {[...new Set([zone, ...Intl.supportedValuesOf('timeZone')])].map((name) => (
        <option key={name}>{name}</option>
      ))}
    </Choice>
  )
}
