import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { request } from '../api/client'
import { useFailure } from '../app/failure'
import { Button } from '../design/Button'
import { Dialog } from '../design/Dialog'
import { Notice } from '../design/Notice'

function Asking({ patientId, name, onClose }: { patientId: string; name: string; onClose: () => void }) {
  const { t } = useTranslation('doctor')
  const client = useQueryClient()
  const navigate = useNavigate()
  const failure = useFailure()
  const [key] = useState(() => crypto.randomUUID())
  const end = useMutation({
    mutationFn: () => request('DELETE', `/api/doctor/patients/${patientId}`, { idempotencyKey: key }),
    onSuccess: async () => {
      await navigate('/doctor')
      await client.invalidateQueries({ queryKey: ['doctor', 'patients'] })
    },
  })
  return (
    <Dialog alert title={t('endCare.title', { patient: name })} onClose={onClose}>
      <p className="mb-5">{t('endCare.text', { patient: name })}</p>
      {end.error !== null && (
        <div className="mb-5">
          <Notice kind={failure(end.error).kind}>{failure(end.error).text}</Notice>
        </div>
      )}
      <div className="flex flex-wrap-reverse gap-3">
        <Button look="secondary" onPress={onClose}>
          {t('endCare.keep')}
        </Button>
        <Button onPress={() => end.mutate()} isPending={end.isPending} data-testid="end-care">
          {t('endCare.action')}
        </Button>
      </div>
    </Dialog>
  )
}

/** The way out of a patient's care, asked about once more; nothing is deleted by it. */
export function EndCare({ patientId, name }: { patientId: string; name: string }) {
  const { t } = useTranslation('doctor')
  const [asking, setAsking] = useState(false)
  return (
    <div>
      <Button look="quiet" inset dense onPress={() => setAsking(true)}>
        {t('endCare.open', { patient: name })}
      </Button>
      {asking && <Asking patientId={patientId} name={name} onClose={() => setAsking(false)} />}
    </div>
  )
}
