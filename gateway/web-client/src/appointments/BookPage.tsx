import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { get, Problem, query, request } from '../api/client'
import type { Booked, Booking, CareTeamMember, Items, Opening, RefusedBooking, VisitType } from '../api/types'
import { useFailure, useRefusedTime } from '../app/failure'
import { browserZone, useFormats, useNow } from '../app/time'
import { usePageTitle } from '../app/usePageTitle'
import { useCareTeam } from '../careteam/useCareTeam'
import { BackButton, BackLink } from '../design/BackLink'
import { Button, ButtonLink } from '../design/Button'
import { TextArea } from '../design/Field'
import { ChevronIcon } from '../design/icons'
import { Notice } from '../design/Notice'
import { Empty } from '../design/Panel'
import { QueryView, Rows } from '../design/QueryView'
import { AppointmentItem, VisitTypeLabel } from './AppointmentItem'
import { OpeningList } from './OpeningList'
import { APPOINTMENTS } from './useAppointments'

const VISIT_TYPES: VisitType[] = ['in-person', 'online', 'phone']
const OPTION =
  'flex min-h-14 w-full items-center justify-between gap-4 rounded border border-line-strong bg-raised px-4 py-3 text-start hover:border-accent hover:bg-accent-soft'

const DAY = 86_400_000
const DAYS_AT_FIRST = 3

/** What a doctor asked for, from the address. */
interface Wanted {
  doctorId: string | null
  visitType: VisitType | null
  until: string | null
}

function useWanted(): Wanted {
  const [search] = useSearchParams()
  return {
    doctorId: search.get('doctor'),
    visitType: VISIT_TYPES.find((type) => type === search.get('visitType')) ?? null,
    until: search.get('until'),
  }
}

type Chosen = Pick<Opening, 'start' | 'end' | 'visitType'> & { zone: string }

function DoctorStep({ onChoose }: { onChoose: (doctor: CareTeamMember) => void }) {
  const { t } = useTranslation('patient')
  const team = useCareTeam()
  return (
    <QueryView query={team} skeleton={<Rows count={2} />}>
      {(members) => {
        const active = members.filter((member) => member.active)
        return active.length === 0 ? (
          <Empty title={t('careTeam.emptyTitle')}>
            <p className="mb-4">{t('book.needsDoctor')}</p>
            <ButtonLink to="/patient/care-team">{t('state.addDoctor')}</ButtonLink>
          </Empty>
        ) : (
          <ul className="grid gap-3">
            {active.map((member) => (
              <li key={member.doctorId}>
                <button type="button" className={OPTION} onClick={() => onChoose(member)}>
                  <span>
                    <span className="block font-strong">{member.name}</span>
                    <span className="text-small text-quiet">{member.specialty}</span>
                  </span>
                  <ChevronIcon className="text-accent rtl:rotate-180" />
                </button>
              </li>
            ))}
          </ul>
        )
      }}
    </QueryView>
  )
}

/**
 * The days to look at when a visit was asked for until some moment: 62 at the most, as the service allows.
 * The service counts days on the practice's clock: one more on both sides holds all.
 */
function daysUntil(until: string | null, now: number): { from: string | null; to: string | null } {
  const end = until === null ? Number.NaN : new Date(until).getTime()
  if (Number.isNaN(end) || end <= now) {
    return { from: null, to: null }
  }
  const day = (at: number) => new Date(at).toISOString().slice(0, 10)
  return { from: day(now - DAY), to: day(Math.min(end + DAY, now + 60 * DAY)) }
}

function TimeStep({
  doctor,
  wanted,
  onChoose,
}: {
  doctor: CareTeamMember
  wanted: Wanted
  onChoose: (opening: Chosen) => void
}) {
  const { t } = useTranslation('patient')
  const formats = useFormats()
  const [now] = useState(useNow())
  const [visitType, setVisitType] = useState<VisitType | null>(wanted.visitType)
  const [until, setUntil] = useState(wanted.until)
  const days = daysUntil(until, now)
  const openings = useQuery({
    queryKey: ['openings', doctor.doctorId, visitType, days.to],
    queryFn: ({ signal }) =>
      get<Items<Opening>>(
        `/api/patient/doctors/${doctor.doctorId}/openings${query({ ...days, visitType })}`,
        signal,
      ).then((page) => page.items),
    select: (items) => (until === null || days.to === null ? items : items.filter((item) => Date.parse(item.start) <= Date.parse(until))),
  })
  const choice = (type: VisitType | null, label: ReactNode) => (
    <button
      key={type ?? 'any'}
      type="button"
      aria-pressed={visitType === type}
      onClick={() => setVisitType(type)}
      className={`inline-flex min-h-11 items-center rounded-full border px-4 ${
        visitType === type ? 'border-accent bg-accent-soft font-strong' : 'border-line-strong bg-raised'
      }`}
    >
      {label}
    </button>
  )
  const zone = openings.data?.[0]?.zone ?? browserZone()
  return (
    <>
      <div role="group" aria-label={t('book.how')} className="mb-6 flex flex-wrap gap-2">
        {choice(null, t('book.anyVisit'))}
        {VISIT_TYPES.map((type) => choice(type, <VisitTypeLabel type={type} />))}
      </div>
      <QueryView query={openings} skeleton={<Rows count={4} height="h-20" />}>
        {(items) =>
          items.length === 0 && until !== null && days.to !== null ? (
            <Empty title={t('book.noneUntil', { day: formats.anyDay(until) })}>
              <p className="mb-4">{t('book.noneText', { doctor: doctor.name })}</p>
              <Button look="secondary" onPress={() => setUntil(null)}>
                {t('book.later')}
              </Button>
            </Empty>
          ) : items.length === 0 ? (
            <Empty title={t('book.noneTitle')}>{t('book.noneText', { doctor: doctor.name })}</Empty>
          ) : (
            <div className="grid gap-6">
              {zone !== browserZone() && <p>{t('book.zone', { zone })}</p>}
              <OpeningList openings={items} atFirst={DAYS_AT_FIRST} onChoose={onChoose} />
            </div>
          )
        }
      </QueryView>
    </>
  )
}

function ConfirmStep({
  doctor,
  opening,
  onChoose,
  onBooked,
}: {
  doctor: CareTeamMember
  opening: Chosen
  onChoose: (opening: Chosen) => void
  onBooked: () => void
}) {
  const { t } = useTranslation('patient')
  const formats = useFormats()
  const client = useQueryClient()
  const failure = useFailure()
  const refusedTime = useRefusedTime()
  const [reason, setReason] = useState('')
  const [key, setKey] = useState(() => crypto.randomUUID())
  const book = useMutation({
    mutationFn: () =>
      request<Booked>('POST', '/api/patient/appointments', {
        idempotencyKey: key,
        body: {
          doctorId: doctor.doctorId,
          start: opening.start,
          visitType: opening.visitType,
          reason: reason.trim() || null,
        } satisfies Booking,
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: APPOINTMENTS })
      onBooked()
    },
  })
  const refused =
    book.error instanceof Problem && book.error.status === 409 ? (book.error.body as RefusedBooking) : null
  return (
    <form
      className="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault()
        book.mutate()
      }}
    >
      <div className="rounded border border-line bg-raised p-5">
        <AppointmentItem appointment={{ ...opening, status: 'booked' }} who={doctor.name} />
      </div>
      <TextArea
        label={t('book.reason')}
        hint={t('book.reasonHint')}
        maxLength={500}
        value={reason}
        onChange={(event) => {
          setReason(event.target.value)
          setKey(crypto.randomUUID())
        }}
      />
      {refused !== null && (
        <div role="alert" className="grid gap-3 rounded border border-line-strong bg-sunken p-5">
          <p className="font-strong">{t('book.taken')}</p>
          {[...new Set(refusedTime(refused))].map((reason) => (
            <p key={reason} className="text-quiet">
              {reason}
            </p>
          ))}
          {(refused.alternatives ?? []).length > 0 && (
            <>
              <p>{t('book.instead')}</p>
              <ul className="flex flex-wrap gap-2">
                {(refused.alternatives ?? []).map((other) => (
                  <li key={other.start}>
                    <Button
                      look="secondary"
                      onPress={() => {
                        onChoose({ ...other, zone: opening.zone })
                        setKey(crypto.randomUUID())
                        book.reset()
                      }}
                    >
                      {formats.shortDay(other.start, opening.zone)} {formats.time(other.start, opening.zone)}
                    </Button>
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
      {book.error !== null && refused === null && (
        <Notice kind={failure(book.error).kind}>{failure(book.error).text}</Notice>
      )}
      <Button type="submit" isPending={book.isPending} isDisabled={refused !== null}>
        {t('book.confirm')}
      </Button>
    </form>
  )
}

/** Booking, one question at a time: whom, when, why. Who has one doctor is not asked whom. */
export default function BookPage() {
  const { t } = useTranslation('patient')
  usePageTitle(t('appointments.book'))
  const wanted = useWanted()
  const team = useCareTeam().data
  const [chosen, setChosen] = useState<CareTeamMember | null | undefined>(undefined)
  const active = team?.filter((member) => member.active) ?? []
  const only = active.length === 1 && wanted.doctorId === null ? active[0] : undefined
  const asked = active.find((member) => member.doctorId === wanted.doctorId) ?? only ?? null
  const doctor = chosen === undefined ? asked : chosen
  const [opening, setOpening] = useState<Chosen | null>(null)
  const [done, setDone] = useState(false)
  const step = done ? 'done' : doctor === null ? 'who' : opening === null ? 'time' : 'confirm'
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [step])
  // Back goes to the question whom only where it was asked.
  const first = step === 'who' || step === 'done' || (step === 'time' && chosen === undefined)
  return (
    <div className="mx-auto max-w-2xl">
      <div className="mb-4">
        {first ? (
          <BackLink to="/patient">{t('nav.home')}</BackLink>
        ) : (
          <BackButton onClick={() => (step === 'confirm' ? setOpening(null) : setChosen(null))}>{t('book.back')}</BackButton>
        )}
      </div>
      <h1 ref={heading} tabIndex={-1} className="mb-6 text-title font-strong outline-none">
        {t(`book.${step}`, { doctor: doctor?.name ?? '' })}
      </h1>
      {step === 'who' && <DoctorStep onChoose={setChosen} />}
      {step === 'time' && doctor !== null && <TimeStep key={doctor.doctorId} doctor={doctor} wanted={wanted} onChoose={setOpening} />}
      {step === 'confirm' && doctor !== null && opening !== null && (
        <ConfirmStep doctor={doctor} opening={opening} onChoose={setOpening} onBooked={() => setDone(true)} />
      )}
      {step === 'done' && doctor !== null && opening !== null && (
        <div className="grid gap-6">
          <div className="rounded border border-line bg-self-care-soft p-5">
            <AppointmentItem appointment={{ ...opening, status: 'booked' }} who={doctor.name} />
          </div>
          <p>{t('book.doneText')}</p>
          <div>
            <ButtonLink to="/patient">{t('book.home')}</ButtonLink>
          </div>
        </div>
      )}
    </div>
  )
}
