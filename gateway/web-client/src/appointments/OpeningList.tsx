import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Toolbar } from 'react-aria-components/Toolbar'
import type { Opening } from '../api/types'
import { useFormats } from '../app/time'
import { Button } from '../design/Button'
import { VisitTypeLabel } from './AppointmentItem'

/**
 * Free times, day by day; the first days alone, where a number of them is given, until more are asked for.
 * For the keyboard a day is one stop of Tab, and arrows go from time to time.
 */
export function OpeningList({
  openings,
  chosen,
  atFirst,
  onChoose,
}: {
  openings: Opening[]
  chosen?: Pick<Opening, 'start' | 'visitType'> | null
  atFirst?: number
  onChoose: (opening: Opening) => void
}) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [all, setAll] = useState(false)
  const id = useId()
  // The button goes when it was pressed; the first day that it brought takes the focus.
  const next = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (all) {
      next.current?.focus()
    }
  }, [all])
  const days = new Map<string, Opening[]>()
  openings.forEach((opening) => {
    const day = formats.day(opening.start, opening.zone)
    days.set(day, [...(days.get(day) ?? []), opening])
  })
  const shown = [...days].slice(0, all ? undefined : atFirst)
  return (
    <>
      {shown.map(([day, times], index) => (
        <section key={day}>
          <h2
            id={`${id}-${index}`}
            {...(index === atFirst && { ref: next, tabIndex: -1 })}
            className="mb-2 font-strong outline-none"
          >
            {day}
          </h2>
          <Toolbar aria-labelledby={`${id}-${index}`}>
            <ul className="grid grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-2">
              {times.map((opening) => {
                const pressed = chosen?.start === opening.start && chosen.visitType === opening.visitType
                return (
                  <li key={`${opening.start}-${opening.visitType}`}>
                    <button
                      type="button"
                      {...(chosen === undefined ? {} : { 'aria-pressed': pressed })}
                      onClick={() => onChoose(opening)}
                      className={`grid min-h-14 w-full place-items-center rounded border px-2 py-2 hover:border-accent hover:bg-accent-soft ${
                        pressed ? 'border-accent bg-accent-soft' : 'border-line-strong bg-raised'
                      }`}
                    >
                      <span className="font-strong tabular">{formats.time(opening.start, opening.zone)}</span>
                      <span className="text-small text-quiet">
                        <VisitTypeLabel type={opening.visitType} />
                      </span>
                    </button>
                  </li>
                )
              })}
            </ul>
          </Toolbar>
        </section>
      ))}
      {shown.length < days.size && (
        <div>
          <Button look="secondary" onPress={() => setAll(true)}>
            {t('visit.moreDays')}
          </Button>
        </div>
      )}
    </>
  )
}
