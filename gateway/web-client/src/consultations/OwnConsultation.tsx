import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem, request } from '../api/client'
import type { Consultation } from '../api/types'
import { useFailure } from '../app/failure'
import { useReader } from '../app/session'
import { useDraft } from '../app/useDraft'
import { Button } from '../design/Button'
import { Dialog } from '../design/Dialog'
import { TextInput } from '../design/Field'
import { LockIcon } from '../design/icons'
import { FormFields } from '../design/FormFields'
import { Notice } from '../design/Notice'
import { ConsultationForm } from './ConsultationForm'
import { fieldsOf, LIMITS, toContent, withoutEmptyRows, type ConsultationFields } from './consultationDraft'
import { consultationsKey } from './useConsultations'

function useChanged(patientId: string) {
  const client = useQueryClient()
  return () => {
    void client.invalidateQueries({ queryKey: consultationsKey(patientId) })
    void client.invalidateQueries({ queryKey: ['doctor', 'diary', patientId] })
  }
}

function Change({ consultation: shown, onClose }: { consultation: Consultation; onClose: () => void }) {
  const { t } = useTranslation('doctor')
  // What was on the screen when the doctor began: a newer one is not overwritten unseen.
  const [consultation] = useState(shown)
  const { username } = useReader()
  const failure = useFailure()
  const changed = useChanged(consultation.patientId)
  const [draft, setDraft, clearDraft] = useDraft<{ fields: ConsultationFields; reason: string; key: string | null }>(
    username,
    `consultation-change:${consultation.id}:${consultation.version}`,
    { fields: fieldsOf(consultation), reason: '', key: null },
  )
  const change = useMutation({
    mutationFn: ({ key, fields, reason }: { key: string; fields: ConsultationFields; reason: string }) =>
      request('PUT', `/api/doctor/patients/${consultation.patientId}/consultations/${consultation.id}`, {
        idempotencyKey: key,
        ifMatch: consultation.version,
        body: { ...toContent(fields), reason },
      }),
    onSuccess: () => {
      clearDraft()
      onClose()
    },
    onSettled: changed,
  })
  const errors = change.error instanceof Problem ? change.error.errors : []
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message
  const next = (part: { fields?: ConsultationFields; reason?: string }) => {
    setDraft({ ...draft, ...part, key: null })
    change.reset()
  }
  return (
    <Dialog title={t('consult.changeTitle')} onClose={onClose}>
      <form
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault()
          if (!change.isPending) {
            const sent = { fields: withoutEmptyRows(draft.fields), reason: draft.reason, key: draft.key ?? crypto.randomUUID() }
            setDraft(sent)
            change.mutate(sent)
          }
        }}
      >
        <FormFields busy={change.isPending}>
          <ConsultationForm fields={draft.fields} withTime={false} errorOf={errorOf} onChange={(fields) => next({ fields })} />
          <TextInput
            label={t('consult.reason')}
            hint={t('consult.reasonHint')}
            required
            dir="auto"
            maxLength={LIMITS.reason}
            value={draft.reason}
            error={errorOf('reason')}
            onChange={(event) => next({ reason: event.target.value })}
          />
        </FormFields>
        {change.error !== null && <Notice kind={failure(change.error).kind}>{failure(change.error).text}</Notice>}
        <div className="flex flex-wrap-reverse gap-3">
          <Button look="secondary" onPress={onClose}>
            {t('consult.keepAsIs')}
          </Button>
          <Button type="submit" isPending={change.isPending}>
            {t('consult.saveChange')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function TakeBack({ consultation: shown, onClose }: { consultation: Consultation; onClose: () => void }) {
  const { t } = useTranslation('doctor')
  const [consultation] = useState(shown)
  const { username } = useReader()
  const failure = useFailure()
  const changed = useChanged(consultation.patientId)
  const [draft, setDraft, clearDraft] = useDraft<{ reason: string; key: string }>(
    username,
    `consultation-take-back:${consultation.id}:${consultation.version}`,
    { reason: '', key: crypto.randomUUID() },
  )
  const takeBack = useMutation({
    mutationFn: ({ reason, key }: { reason: string; key: string }) =>
      request('DELETE', `/api/doctor/patients/${consultation.patientId}/consultations/${consultation.id}`, {
        idempotencyKey: key,
        ifMatch: consultation.version,
        body: { reason: reason.trim() },
      }),
    onSuccess: () => {
      clearDraft()
      onClose()
    },
    onSettled: changed,
  })
  return (
    <Dialog alert title={t('consult.takeBackTitle')} onClose={onClose}>
      <form
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault()
          if (!takeBack.isPending) {
            takeBack.mutate(draft)
          }
        }}
      >
        <p>{t('consult.takeBackText')}</p>
        <TextInput
          label={t('consult.reason')}
          required
          pattern=".*\S.*"
          dir="auto"
          maxLength={LIMITS.reason}
          value={draft.reason}
          onChange={(event) => {
            setDraft({ reason: event.target.value, key: crypto.randomUUID() })
            takeBack.reset()
          }}
        />
        {takeBack.error !== null && <Notice kind={failure(takeBack.error).kind}>{failure(takeBack.error).text}</Notice>}
        <div className="flex flex-wrap-reverse gap-3">
          <Button look="secondary" onPress={onClose}>
            {t('consult.keepAsIs')}
          </Button>
          <Button type="submit" isPending={takeBack.isPending}>
            {t('consult.takeBack')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** What only the author of a consultation sees of it: the private notes, and how to correct it. */
export function OwnConsultation({ consultation }: { consultation: Consultation }) {
  const { t } = useTranslation('doctor')
  const [doing, setDoing] = useState<'change' | 'take-back' | null>(null)
  const close = () => setDoing(null)
  const quiet = '-ms-2 inline-flex min-h-11 items-center rounded px-2 text-small text-accent hover:bg-accent-soft md:min-h-9'
  return (
    <>
      {consultation.privateNotes !== null && (
        <div data-testid="private-notes" className="rounded border border-dashed border-line-strong bg-sunken p-3">
          <p className="mb-1 flex items-center gap-2 text-small font-strong">
            <LockIcon className="size-4 text-quiet" /> {t('consult.onlyYou')}
          </p>
          <p dir="auto" className="whitespace-pre-line break-words">{consultation.privateNotes}</p>
        </div>
      )}
      {consultation.status === 'finished' && (
        <div className="flex flex-wrap gap-x-4">
          <button type="button" className={quiet} onClick={() => setDoing('change')}>
            {t('consult.change')}
          </button>
          <button type="button" className={quiet} onClick={() => setDoing('take-back')}>
            {t('consult.takeBack')}
          </button>
        </div>
      )}
      {doing === 'change' && <Change consultation={consultation} onClose={close} />}
      {doing === 'take-back' && <TakeBack consultation={consultation} onClose={close} />}
    </>
  )
}
