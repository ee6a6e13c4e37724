import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useId, useImperativeHandle, useRef, useState, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { get, Problem, query, request } from '../api/client'
import type { Booked, Booking, DashboardRow, Opening, RefusedBooking, SuitableOpenings } from '../api/types'
import { useFailure, useRefusedTime } from '../app/failure'
import { callAddress } from '../app/phone'
import { useReader } from '../app/session'
import { useDuration, useFormats } from '../app/time'
import { useDraft } from '../app/useDraft'
import { AppointmentItem, VisitTypeLabel } from '../appointments/AppointmentItem'
import { APPOINTMENTS } from '../appointments/useAppointments'
import { AnswerPanel, type AnswerActions } from '../consultations/AnswerPanel'
import { Button, buttonClass, ButtonLink } from '../design/Button'
import { TextInput } from '../design/Field'
import { CheckIcon, PhoneIcon } from '../design/icons'
import { Notice } from '../design/Notice'
import { QueryView, Rows } from '../design/QueryView'
import { useFocusKept } from '../design/useFocusKept'
import { DASHBOARD, showSeen } from './dashboardRows'
import { byStart, minutesOf } from './openings'
import { OtherTimes } from './OtherTimes'
import { usePatient } from './PatientPane'
import { useTellLater } from './Untold'
import { areKeysOn } from './useKeys'
import { useShownEntries } from './useShownEntries'

const STARTS = 5

export interface Actions {
  acknowledge(): void
  answer(): void
}

interface Intention<T> {
  key: string
  what: T
}

/** A number as it stands in a sentence of either direction: in one piece, from left to right. */
const written = (phone: string) => `\u2066${phone.replaceAll(' ', '\u00a0')}\u2069`

const intention = <T,>(what: T): Intention<T> => ({ key: crypto.randomUUID(), what })

function Kbd({ children }: { children: string }) {
  return !areKeysOn() ? null : (
    <kbd aria-hidden="true" className="hidden rounded-small border border-current px-1.5 text-small leading-snug opacity-70 md:inline">
      {children}
    </kbd>
  )
}

/** The action: call in an emergency, acknowledge what was read, book from the row. */
export function ActionPane({
  patientId,
  name,
  row,
  acting,
  booking,
  onReady,
  ref,
}: {
  patientId: string
  name: string
  row: DashboardRow | undefined
  /** Whether a phone shows this in place of the time line. */
  acting: boolean
  /** True when the first opening is to be focused as soon as it is known. */
  booking: boolean
  onReady: () => void
  ref?: Ref<Actions>
}) {
  const { t } = useTranslation('doctor')
  const formats = useFormats()
  const client = useQueryClient()
  const failure = useFailure()
  const refusedTime = useRefusedTime()
  const pane = useRef<HTMLDivElement>(null)
  const tellLater = useTellLater(patientId, name, pane)
  const { username } = useReader()
  const words = useDuration('long')
  const times = useRef<HTMLUListElement>(null)
  const anotherTime = useRef<HTMLHeadingElement>(null)
  const answering = useRef<AnswerActions>(null)
  const beyondId = useId()
  const [reason, setReason, clearReason] = useDraft(username, `booking-reason:${patientId}`, '')
  const [booked, setBooked] = useState(false)
  const [choosing, setChoosing] = useState(false)
  const phone = usePatient(patientId).data?.phone ?? null
  const calling = row?.urgency === 'emergency' && phone !== null && phone !== ''

  const openings = useQuery({
    queryKey: ['doctor', 'openings', patientId, row?.urgency ?? null],
    queryFn: ({ signal }) =>
      get<SuitableOpenings>(
        `/api/doctor/patients/${patientId}/openings${query({ within: row?.urgency ?? null })}`,
        signal,
      ),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  })

  /** Shows at once what the service has written before it answered. */
  const seen = (what: DashboardRow['uncovered']) => {
    showSeen(client, patientId, what)
    void client.invalidateQueries({ queryKey: ['doctor', 'diary', patientId] })
    void client.invalidateQueries({ queryKey: DASHBOARD })
  }

  const acknowledge = useMutation({
    mutationFn: ({ key, what }: Intention<DashboardRow['uncovered']>) =>
      request('POST', '/api/doctor/reviews', {
        idempotencyKey: key,
        body: { patientId, kind: 'acknowledge', covers: what, reason: null },
      }),
    onSuccess: (_answer, { what }) => seen(what),
    onError: (error) => tellLater('acknowledge', error),
  })

  const book = useMutation({
    mutationFn: ({ key, what }: Intention<Pick<Opening, 'start' | 'visitType'> & { reason: string | null }>) =>
      request<Booked>('POST', '/api/doctor/appointments', {
        idempotencyKey: key,
        body: {
          patientId,
          start: what.start,
          visitType: what.visitType,
          reason: what.reason,
        } satisfies Booking,
      }),
    onError: (error) => tellLater('book', error),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['doctor', 'openings'] })
      void client.invalidateQueries({ queryKey: APPOINTMENTS })
    },
    onSuccess: () => {
      setBooked(true)
      clearReason()
    },
  })

  const bookAt = (opening: Pick<Opening, 'start' | 'visitType'>) =>
    book.mutate(intention({ start: opening.start, visitType: opening.visitType, reason: reason.trim() || null }))

  const waiting = row?.uncovered ?? []
  const covers = useShownEntries(patientId, waiting, acting)
  const told = acknowledge.isSuccess && waiting.length === 0
  const toAcknowledge = useFocusKept<HTMLHeadingElement>(told ? 'told' : acknowledge.status)
  const toBook = useFocusKept<HTMLHeadingElement>(book.status)
  const read = () => {
    if (covers.length > 0 && !acknowledge.isPending) {
      acknowledge.mutate(intention(covers))
    }
  }
  useImperativeHandle(ref, () => ({
    acknowledge: read,
    answer: () => answering.current?.answer(),
  }))

  const known = openings.data !== undefined
  const ready = useEffectEvent(onReady)
  useEffect(() => {
    // After a booking the key leads to the times, not onto one: a second Enter must not book again.
    const target = booked ? anotherTime.current : times.current?.querySelector('button')
    if (booking && known && target) {
      target.focus()
      ready()
    }
  }, [booking, known, booked])

  const refused = book.error instanceof Problem && book.error.status === 409 ? (book.error.body as RefusedBooking) : null
  const zone = openings.data?.items[0]?.zone
  const label = (opening: Pick<Opening, 'start'> & { zone?: string | undefined }) =>
    `${formats.shortDay(opening.start, opening.zone)}, ${formats.time(opening.start, opening.zone)}`
  const again = (mutation: { error: Error | null }, retry: () => void) =>
    mutation.error !== null &&
    !(mutation.error instanceof Problem && mutation.error.status < 500) && (
      <Button look="secondary" dense onPress={retry}>
        {t('state.tryAgain')}
      </Button>
    )

  return (
    <div ref={pane} className="grid gap-6">
      {calling && (
        <a href={callAddress(phone)} data-testid="call" className={`${buttonClass()} w-full py-2 text-center`}>
          <PhoneIcon className="size-5 shrink-0" />
          <span>{t('action.call', { patient: name, phone: written(phone) })}</span>
        </a>
      )}
      <section aria-labelledby="act-acknowledge">
        <h2 id="act-acknowledge" ref={toAcknowledge} tabIndex={-1} className="mb-2 text-lead font-strong outline-none">
          {t('action.title')}
        </h2>
        {waiting.length > 0 ? (
          <>
            <Button wide look={calling ? 'secondary' : 'primary'} data-testid="acknowledge" onPress={read} isPending={acknowledge.isPending} isDisabled={covers.length === 0}>
              <CheckIcon /> {t('action.acknowledge', { count: covers.length > 0 ? covers.length : waiting.length })} <Kbd>a</Kbd>
            </Button>
            <p className="mt-2 text-small text-quiet">{t('action.acknowledgeHint', { patient: name })}</p>
            {acting && covers.length > 0 && covers.length < waiting.length && (
              <p role="status" className="mt-2 text-small font-strong md:hidden">
                {t('action.somethingNew')}
              </p>
            )}
          </>
        ) : (
          !told && <p className="text-quiet">{t('action.nothingToRead')}</p>
        )}
        <div aria-live="polite" className="mt-3 empty:sr-only">
          {told && (
            <Notice kind="success" quiet>
              {t('action.acknowledged', { patient: name })}
            </Notice>
          )}
        </div>
        {acknowledge.error !== null && (
          <div className="mt-3">
            <Notice
              kind={failure(acknowledge.error).kind}
              action={again(acknowledge, () => acknowledge.variables && acknowledge.mutate(acknowledge.variables))}
            >
              {failure(acknowledge.error).text}
            </Notice>
          </div>
        )}
      </section>

      <AnswerPanel ref={answering} patientId={patientId} name={name} shown={covers} onAnswered={seen} onFailed={(error) => tellLater('answer', error)} />

      <section aria-labelledby="act-book" className="border-t border-line pt-5">
        <h2 id="act-book" ref={toBook} tabIndex={-1} className="mb-3 text-lead font-strong outline-none">
          {t('action.book')}
        </h2>
        {row?.nextAppointment != null && (
          <div className="mb-4">
            <AppointmentItem
              appointment={{ ...row.nextAppointment, status: 'booked' }}
              who={t('action.next')}
            />
          </div>
        )}
        <div aria-live="polite" className="mb-4 empty:sr-only">
          {book.data !== undefined && (
            <Notice kind="success" quiet>
              {t('action.booked', { when: label({ start: book.data.body.start, zone }), patient: name })}
            </Notice>
          )}
        </div>
        {book.error !== null && (
          <div className="mb-4">
            <Notice
              kind={failure(book.error).kind}
              action={again(book, () => book.variables && book.mutate(book.variables))}
            >
              {refused === null ? failure(book.error).text : refusedTime(refused).join(' ') || t('action.taken')}
            </Notice>
          </div>
        )}
        {refused?.alternatives !== undefined && refused.alternatives.length > 0 && (
          <ul className="mb-4 flex flex-wrap gap-2">
            {refused.alternatives.map((other) => (
              <li key={other.start}>
                <Button look="secondary" dense onPress={() => bookAt(other)}>
                  {label({ start: other.start, zone })}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <QueryView query={openings} skeleton={<Rows count={3} height="h-12" />}>
          {({ items, beyond, within }) =>
            items.length === 0 ? (
              <div className="grid gap-3">
                <p className="text-quiet">{t('action.noOpenings')}</p>
                <div>
                  <ButtonLink to="/doctor/availability" look="secondary" dense>
                    {t('nav.availability')}
                  </ButtonLink>
                </div>
              </div>
            ) : (
              <div className="grid gap-4">
                {beyond && items[0] !== undefined && (
                  <div id={beyondId} data-testid="beyond">
                    <Notice kind="info" quiet>
                      {t('action.beyond', { target: words(minutesOf(within)), when: label(items[0]) })}
                    </Notice>
                  </div>
                )}
                {(booked || row?.nextAppointment != null) && (
                  <h3 ref={anotherTime} tabIndex={-1} className="font-strong outline-none">
                    {t('action.another')}
                  </h3>
                )}
                <TextInput
                  label={t('action.reason')}
                  value={reason}
                  maxLength={500}
                  onChange={(event) => setReason(event.target.value)}
                />
                <ul ref={times} className="grid gap-3">
                  {byStart(items, STARTS).map((ways, index) => (
                    <li
                      key={ways[0]?.start}
                      data-testid="start"
                      className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2 border-t border-line pt-3 first:border-t-0 first:pt-0"
                    >
                      <span className="font-strong tabular">{ways[0] !== undefined && label(ways[0])}</span>
                      <span className="flex flex-wrap gap-2">
                        {ways.map((opening, way) => {
                          const first = index === 0 && way === 0
                          return (
                            <Button
                              key={opening.visitType}
                              look="secondary"
                              dense
                              {...(first ? { 'data-testid': 'book-first' } : {})}
                              aria-label={t('action.bookOne', {
                                when: label(opening),
                                how: t(`visit.${opening.visitType}`),
                                patient: name,
                              })}
                              {...(beyond ? { 'aria-describedby': beyondId } : {})}
                              isDisabled={book.isPending}
                              onPress={() => bookAt(opening)}
                            >
                              <VisitTypeLabel type={opening.visitType} />
                              {first && !booked && <Kbd>b</Kbd>}
                            </Button>
                          )
                        })}
                      </span>
                    </li>
                  ))}
                </ul>
                <div>
                  <Button look="quiet" inset dense onPress={() => setChoosing(true)}>
                    {t('action.otherTimes')}
                  </Button>
                </div>
                <p className="text-small text-quiet">{t('action.zone', { zone: items[0]?.zone ?? '' })}</p>
              </div>
            )
          }
        </QueryView>
        {choosing && (
          <OtherTimes
            patientId={patientId}
            name={name}
            onBook={(opening) => {
              setChoosing(false)
              if (!book.isPending) {
                bookAt(opening)
              }
            }}
            onClose={() => setChoosing(false)}
          />
        )}
      </section>
    </div>
  )
}
