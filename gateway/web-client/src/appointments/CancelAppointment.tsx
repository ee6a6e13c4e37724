import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { request } from '../api/client'
import type { Appointment } from '../api/types'
import { useFailure } from '../app/failure'
import { useFormats } from '../app/time'
import { Button } from '../design/Button'
import { Dialog } from '../design/Dialog'
import { Notice } from '../design/Notice'
import { APPOINTMENTS } from './useAppointments'

/** Nobody is stopped from cancelling; it is only asked once. */
export function CancelAppointment({
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
  const [key] = useState(() => crypto.randomUUID())
  const cancel = useMutation({
    mutationFn: () =>
      request('DELETE', `/api/${side}/appointments/${appointment.id}`, {
        idempotencyKey: key,
        ifMatch: appointment.version,
      }),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: APPOINTMENTS }),
  })
  return (
    <Dialog alert title={t('cancel.title')} onClose={onClose}>
      <p className="mb-5">
        {t('cancel.text', {
          day: formats.anyDay(appointment.start, appointment.zone),
          time: formats.time(appointment.start, appointment.zone),
          who: (side === 'patient' ? appointment.doctorName : appointment.patientName) ?? t('visit.someone'),
        })}
      </p>
      {cancel.error !== null && (
        <div className="mb-5">
          <Notice kind={failure(cancel.error).kind}>{failure(cancel.error).text}</Notice>
        </div>
      )}
      <div className="flex flex-wrap-reverse gap-3">
        <Button look="secondary" onPress={onClose}>
          {t('cancel.keep')}
        </Button>
        <Button onPress={() => cancel.mutate()} isPending={cancel.isPending}>
          {t('cancel.confirm')}
        </Button>
      </div>
    </Dialog>
  )
}
