import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, Problem, request } from '../api/client'
import type { Appointment, Booked, Items, Moving, Opening, RefusedBooking } from '../api/types'
import { useFailure, useRefusedTime } from '../app/failure'
import { useFormats } from '../app/time'
import { Button } from '../design/Button'
import { Dialog } from '../design/Dialog'
import { Notice } from '../design/Notice'
import { QueryView, Rows } from '../design/QueryView'
import { OpeningList } from './OpeningList'
import { APPOINTMENTS } from './useAppointments'

type Time = Pick<Opening, 'start' | 'visitType'>

/** Another time with the same doctor; the old one is kept until the new one is certain. */
export function MoveAppointment({
  appointment,
  side,
  onClose,
}: {
  appointment: Appointment
  side: 'patient' | 'doctor'
  onClose: () => void
}) {
  const { t } = useTranslation()
  const formats = useFormats()
  const client = useQueryClient()
  const failure = useFailure()
  const refusedTime = useRefusedTime()
  const [intention, setIntention] = useState<{ key: string; time: Time } | null>(null)
  const zone = appointment.zone
  const openings = useQuery({
    queryKey: ['openings', 'move', side, appointment.id],
    queryFn: ({ signal }) =>
      get<Items<Opening>>(
        side === 'patient'
          ? `/api/patient/doctors/${appointment.doctorId}/openings`
          : `/api/doctor/patients/${appointment.patientId}/openings?within=P365D&limit=100`,
        signal,
      ).then((page) => page.items),
  })
  const move = useMutation({
    mutationFn: ({ key, time }: { key: string; time: Time }) =>
      request<Booked>('PATCH', `/api/${side}/appointments/${appointment.id}`, {
        idempotencyKey: key,
        ifMatch: appointment.version,
        body: { start: time.start, visitType: time.visitType } satisfies Moving,
      }),
    onSuccess: onClose,
    onSettled: () => {
      void client.invalidateQueries({ queryKey: APPOINTMENTS })
      void client.invalidateQueries({ queryKey: ['openings'] })
      void client.invalidateQueries({ queryKey: ['doctor', 'openings'] })
    },
  })
  const choose = (time: Time) => {
    setIntention({ key: crypto.randomUUID(), time })
    move.reset()
  }
  const refused = move.error instanceof Problem && move.error.status === 409 ? (move.error.body as RefusedBooking) : null
  const label = (time: Pick<Opening, 'start'>) => ({
    day: formats.shortDay(time.start, zone),
    time: formats.time(time.start, zone),
  })
  return (
    <Dialog title={t('move.title')} onClose={onClose}>
      <p className="mb-5">
        {t('move.text', {
          ...label(appointment),
          who: (side === 'patient' ? appointment.doctorName : appointment.patientName) ?? t('visit.someone'),
        })}
      </p>
      <div className="mb-5">
        <QueryView query={openings} skeleton={<Rows count={3} height="h-14" />}>
          {(items) =>
            items.length === 0 ? (
              <p className="text-quiet">{t('move.none')}</p>
            ) : (
              <div className="grid max-h-[50dvh] gap-5 overflow-y-auto">
                <OpeningList openings={items} atFirst={3} chosen={intention?.time ?? null} onChoose={choose} />
              </div>
            )
          }
        </QueryView>
      </div>
      <div className="mb-5 grid gap-3 empty:hidden">
        {move.error !== null && (
          <Notice kind={failure(move.error).kind}>
            {refused?.reasons === undefined ? failure(move.error).text : refusedTime(refused).join(' ')}
          </Notice>
        )}
        {(refused?.alternatives ?? []).length > 0 && (
          <ul className="flex flex-wrap gap-2">
            {(refused?.alternatives ?? []).map((other) => (
              <li key={other.start}>
                <Button look="secondary" dense onPress={() => choose(other)}>
                  {formats.shortDay(other.start, zone)}, {formats.time(other.start, zone)}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="flex flex-wrap-reverse gap-3">
        <Button look="secondary" onPress={onClose}>
          {t('move.keep')}
        </Button>
        <Button
          onPress={() => intention !== null && move.mutate(intention)}
          isPending={move.isPending}
          isDisabled={intention === null || refused !== null}
        >
          {intention === null ? t('move.choose') : t('move.confirm', label(intention.time))}
        </Button>
      </div>
    </Dialog>
  )
}
