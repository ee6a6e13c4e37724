import { useTranslation } from 'react-i18next'
import { Label } from 'react-aria-components/Label'
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components/Slider'

export type SeverityWord = 'none' | 'mild' | 'moderate' | 'strong' | 'worst'

/** The anchor that a number stands for. */
export function severityWord(severity: number): SeverityWord {
  if (severity === 0) {
    return 'none'
  }
  if (severity <= 3) {
    return 'mild'
  }
  if (severity <= 6) {
    return 'moderate'
  }
  return severity <= 9 ? 'strong' : 'worst'
}

/** How strong, 0 to 10, with words; unset until it is moved. */
export function SeveritySlider({
  label,
  severity,
  onChange,
}: {
  label: string
  severity: number | null
  onChange: (severity: number) => void
}) {
  const { t } = useTranslation('patient')
  const words = severity === null ? t('severity.unset') : t(`severity.${severityWord(severity)}`)
  return (
    <Slider
      minValue={0}
      maxValue={10}
      step={1}
      value={severity ?? 5}
      onChange={(value) => onChange(value as number)}
      onChangeEnd={(value) => onChange(value as number)}
      className="block"
    >
      <div className="flex items-baseline justify-between gap-4">
        <Label className="text-body">
          <span className="sr-only">{label}: </span>
          {t('severity.label')}
          {severity === null && <span className="sr-only"> {t('severity.unset')}</span>}
        </Label>
        <span className="text-small text-quiet" aria-live="polite">
          {severity !== null && <strong className="me-1.5 text-body font-strong text-text tabular">{severity}</strong>}
          {words}
        </span>
      </div>
      <SliderTrack className="relative mx-3.5 h-11 w-[calc(100%-1.75rem)]">
        {({ state }) => (
          <>
            <div className="absolute inset-x-0 top-1/2 h-1.5 -translate-y-1/2 rounded-full bg-line" />
            {severity !== null && (
              <div
                className="absolute start-0 top-1/2 h-1.5 -translate-y-1/2 rounded-full bg-accent"
                style={{ width: `${state.getThumbPercent(0) * 100}%` }}
              />
            )}
            <SliderThumb
              className={`top-1/2 size-7 rounded-full border-2 border-accent data-focus-visible:outline-2 data-focus-visible:outline-offset-2 data-focus-visible:outline-focus ${
                severity === null ? 'border-dashed bg-raised' : 'bg-accent'
              }`}
            />
          </>
        )}
      </SliderTrack>
      <div className="flex justify-between text-small text-quiet" aria-hidden="true">
        <span>{t('severity.low')}</span>
        <span>{t('severity.high')}</span>
      </div>
    </Slider>
  )
}
