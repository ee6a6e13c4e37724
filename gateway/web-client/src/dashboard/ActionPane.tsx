import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useImperativeHandle, useRef, useState, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { get, Problem, query, request } from '../api/client'
import type { Booked, Booking, DashboardRow, Items, Opening, RefusedBooking } from '../api/types'
import { useFormats } from '../app/time'
import { AppointmentItem, VisitTypeLabel } from '../appointments/AppointmentItem'
import { APPOINTMENTS } from '../appointments/useAppointments'
import { AnswerPanel, type AnswerActions } from '../consultations/AnswerPanel'
import { Button, ButtonLink } from '../design/Button'
import { TextInput } from '../design/Field'
import { CheckIcon } from '../design/icons'
import { Notice } from '../design/Notice'
import { QueryView, Rows, useFailure } from '../design/QueryView'
import { applyToDashboard } from './dashboardRows'

export interface Actions {
  acknowledge(): void
  answer(): void
}

interface Intention<T> {
  key: string
  what: T
}

const intention = <T,>(what: T): Intention<T> => ({ key: crypto.randomUUID(), what })

function Kbd({ children }: { children: string }) {
  return (
    <kbd aria-hidden="true" className="hidden rounded-small border border-current px-1.5 text-small leading-snug opacity-70 md:inline">
      {children}
    </kbd>
  )
}

/** The action: acknowledge what was read, book from the row. */
export function ActionPane({
  patientId,
  name,
  row,
  booking,
  onReady,
  ref,
}: {
  patientId: string
  name: string
  row: DashboardRow | undefined
  /** True when the first opening is to be focused as soon as it is known. */
  booking: boolean
  onReady: () => void
  ref?: Ref<Actions>
}) {
  const { t } = useTranslation('doctor')
  const formats = useFormats()
  const client = useQueryClient()
  const failure = useFailure()
  const firstOpening = useRef<HTMLDivElement>(null)
  const answering = useRef<AnswerActions>(null)
  const [reason, setReason] = useState('')

  const openings = useQuery<Opening[]>({
    queryKey: ['doctor', 'openings', patientId, row?.urgency ?? null],
    queryFn: ({ signal }) =>
      get<Items<Opening>>(
        `/api/doctor/patients/${patientId}/openings${query({ within: row?.urgency ?? null })}`,
        signal,
      ).then((page) => page.items.slice(0, 5)),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  })

  /** Shows at once what the service has written before it answered. */
  const seen = (what: DashboardRow['uncovered']) => {
    void client.invalidateQueries({ queryKey: ['doctor', 'diary', patientId] })
    void client.invalidateQueries({ queryKey: ['dashboard'] })
    if (row !== undefined && what.length > 0 && what.length === row.uncovered.length) {
      applyToDashboard(client, {
        kind: 'row',
        item: {
          type: 'dashboard',
          key: patientId,
          row: { ...row, urgency: null, waitingSince: null, targetMinutes: null, waitingEntries: 0, unreadEntries: 0, reasons: [], uncovered: [] },
        },
      })
    }
  }

  const acknowledge = useMutation({
    mutationFn: ({ key, what }: Intention<DashboardRow['uncovered']>) =>
      request('POST', '/api/doctor/reviews', {
        idempotencyKey: key,
        body: { patientId, kind: 'acknowledge', covers: what, reason: null },
      }),
    onSuccess: (_answer, { what }) => seen(what),
  })

  const book = useMutation({
    mutationFn: ({ key, what }: Intention<Pick<Opening, 'start' | 'visitType'>>) =>
      request<Booked>('POST', '/api/doctor/appointments', {
        idempotencyKey: key,
        body: {
          patientId,
          start: what.start,
          visitType: what.visitType,
          reason: reason.trim() || null,
        } satisfies Booking,
      }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['doctor', 'openings'] })
      void client.invalidateQueries({ queryKey: APPOINTMENTS })
    },
    onSuccess: () => setReason(''),
  })

  const covers = row?.uncovered ?? []
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
    const first = firstOpening.current?.querySelector('button')
    if (booking && known && first) {
      first.focus()
      ready()
    }
  }, [booking, known])

  const refused = book.error instanceof Problem && book.error.status === 409 ? (book.error.body as RefusedBooking) : null
  const zone = openings.data?.[0]?.zone
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
    <div className="grid gap-6">
      <section aria-labelledby="act-acknowledge">
        <h2 id="act-acknowledge" className="mb-2 text-lead font-strong">
          {t('action.title')}
        </h2>
        {covers.length > 0 ? (
          <>
            <Button wide data-testid="acknowledge" onPress={read} isDisabled={acknowledge.isPending}>
              <CheckIcon /> {t('action.acknowledge', { count: covers.length })} <Kbd>a</Kbd>
            </Button>
            <p className="mt-2 text-small text-quiet">{t('action.acknowledgeHint', { patient: name })}</p>
          </>
        ) : (
          <p className="text-quiet">{t('action.nothingToRead')}</p>
        )}
        <div aria-live="polite" className="mt-3 empty:hidden">
          {acknowledge.isSuccess && covers.length === 0 && (
            <Notice kind="success" quiet>
              {t('action.acknowledged', { patient: name })}
            </Notice>
          )}
          {acknowledge.error !== null && (
            <Notice
              kind={failure(acknowledge.error).kind}
              action={again(acknowledge, () => acknowledge.variables && acknowledge.mutate(acknowledge.variables))}
            >
              {failure(acknowledge.error).text}
            </Notice>
          )}
        </div>
      </section>

      <AnswerPanel ref={answering} patientId={patientId} name={name} row={row} onAnswered={seen} />

      <section aria-labelledby="act-book" className="border-t border-line pt-5">
        <h2 id="act-book" className="mb-3 text-lead font-strong">
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
        <div aria-live="polite" className="mb-4 empty:hidden">
          {book.data !== undefined && (
            <Notice kind="success" quiet>
              {t('action.booked', { when: label({ start: book.data.body.start, zone }), patient: name })}
            </Notice>
          )}
          {book.error !== null && (
            <Notice
              kind={failure(book.error).kind}
              action={again(book, () => book.variables && book.mutate(book.variables))}
            >
              {refused === null
                ? failure(book.error).text
                : (refused.reasons?.map((item) => item.message).join(' ') ?? t('action.taken'))}
            </Notice>
          )}
        </div>
        {refused?.alternatives !== undefined && refused.alternatives.length > 0 && (
          <ul className="mb-4 flex flex-wrap gap-2">
            {refused.alternatives.map((other) => (
              <li key={other.start}>
                <Button look="secondary" dense onPress={() => book.mutate(intention(other))}>
                  {label({ start: other.start, zone })}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <QueryView query={openings} skeleton={<Rows count={3} height="h-12" />}>
          {(items) =>
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
                <TextInput
                  label={t('action.reason')}
                  value={reason}
                  maxLength={500}
                  onChange={(event) => setReason(event.target.value)}
                />
                <ul className="grid gap-2">
                  {items.map((opening, index) => (
                    <li key={`${opening.start}-${opening.visitType}`}>
                      <div ref={index === 0 ? firstOpening : undefined}>
                        <Button
                          look="secondary"
                          wide
                          {...(index === 0 ? { 'data-testid': 'book-first' } : {})}
                          aria-label={t('action.bookOne', {
                            when: label(opening),
                            how: t(`visit.${opening.visitType}`),
                            patient: name,
                          })}
                          isDisabled={book.isPending}
                          onPress={() => book.mutate(intention(opening))}
                        >
                          <span className="flex-1 text-start tabular">{label(opening)}</span>
                          <span className="flex items-center text-small font-normal text-quiet">
                            <VisitTypeLabel type={opening.visitType} />
                          </span>
                          {index === 0 && <Kbd>b</Kbd>}
                        </Button>
                      </div>
                    </li>
                  ))}
                </ul>
                <p className="text-small text-quiet">{t('action.zone', { zone: items[0]?.zone ?? '' })}</p>
              </div>
            )
          }
        </QueryView>
      </section>
    </div>
  )
}
