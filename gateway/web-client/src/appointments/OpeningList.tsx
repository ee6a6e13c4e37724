import type { Opening } from '../api/types'
import { useFormats } from '../app/time'
import { VisitTypeLabel } from './AppointmentItem'

/** Free times, day by day. */
export function OpeningList({
  openings,
  chosen,
  onChoose,
}: {
  openings: Opening[]
  chosen?: Pick<Opening, 'start' | 'visitType'> | null
  onChoose: (opening: Opening) => void
}) {
  const formats = useFormats()
  const days = new Map<string, Opening[]>()
  openings.forEach((opening) => {
    const day = formats.day(opening.start, opening.zone)
    days.set(day, [...(days.get(day) ?? []), opening])
  })
  return (
    <>
      {[...days].map(([day, times]) => (
        <section key={day}>
          <h2 className="mb-2 font-strong">{day}</h2>
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
        </section>
      ))}
    </>
  )
}
