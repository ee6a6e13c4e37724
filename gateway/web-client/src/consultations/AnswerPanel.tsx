import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useImperativeHandle, useRef, useState, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem, request } from '../api/client'
import type { ConsultationReceipt, DashboardRow, NewConsultation } from '../api/types'
import { useFailure } from '../app/failure'
import { useReader } from '../app/session'
import { useDraft } from '../app/useDraft'
import { Button } from '../design/Button'
import { Dialog } from '../design/Dialog'
import { FormFields } from '../design/FormFields'
import { Notice } from '../design/Notice'
import { useFocusKept } from '../design/useFocusKept'
import { ConsultationForm } from './ConsultationForm'
import { emptyFields, isUntouched, localNow, toContent, withoutEmptyRows, type ConsultationFields } from './consultationDraft'
import { consultationsKey } from './useConsultations'

type Kind = 'answer' | 'own'
type Covers = DashboardRow['uncovered']

interface Draft {
  kind: Kind | null
  /** What the doctor had seen when the first word was typed; what comes later is not answered by this. */
  covers: Covers
  fields: ConsultationFields
  /** Made once the doctor sends, kept until something is changed: a second try is the same consultation. */
  key: string | null
}

const NOTHING: Draft = { kind: null, covers: [], fields: emptyFields('text', null), key: null }

export interface AnswerActions {
  answer(): void
}

/** Answers what is new, or adds an entry of the doctor's own. What is typed stays on this device until it is sent. */
export function AnswerPanel({
  patientId,
  name,
  shown,
  onAnswered,
  onFailed,
  ref,
}: {
  patientId: string
  name: string
  /** What waits and has stood before the doctor. */
  shown: Covers
  onAnswered: (covers: Covers) => void
  onFailed?: (error: Error) => void
  ref?: Ref<AnswerActions>
}) {
  const { t } = useTranslation('doctor')
  const { username } = useReader()
  const client = useQueryClient()
  const failure = useFailure()
  const [draft, setDraft, clearDraft] = useDraft<Draft>(username, `consultation:${patientId}`, NOTHING)
  const [asking, setAsking] = useState(false)
  const [opened, setOpened] = useState(false)
  const form = useRef<HTMLFormElement>(null)

  const send = useMutation({
    mutationFn: ({ key, body }: { key: string; body: NewConsultation }) =>
      request<ConsultationReceipt>('POST', `/api/doctor/patients/${patientId}/consultations`, { idempotencyKey: key, body }),
    onSuccess: (_answer, { body }) => {
      clearDraft()
      setOpened(false)
      void client.invalidateQueries({ queryKey: consultationsKey(patientId) })
      onAnswered(body.covers ?? [])
    },
    onError: (error) => onFailed?.(error),
  })

  const open = (kind: Kind) => {
    setOpened(true)
    send.reset()
    setDraft({
      kind,
      covers: [],
      fields: kind === 'answer' ? emptyFields('text', null) : emptyFields('in-person', localNow()),
      key: null,
    })
  }
  const discard = () => {
    setAsking(false)
    setOpened(false)
    send.reset()
    clearDraft()
  }
  const focusForm = () => form.current?.querySelector<HTMLElement>('select, input, textarea')?.focus()
  useImperativeHandle(ref, () => ({
    answer: () => (draft.kind === null ? open('answer') : focusForm()),
  }))

  const onOpened = useEffectEvent(focusForm)
  useEffect(() => {
    if (opened) {
      onOpened()
    }
  }, [opened])

  // Until something is typed the answer is to all that has been seen so far.
  const covers = draft.kind === 'answer' && isUntouched(draft.fields) ? shown : draft.covers
  const heading = useFocusKept<HTMLHeadingElement>(draft.kind)
  const submit = () => {
    if (send.isPending || draft.kind === null) {
      return
    }
    const fields = withoutEmptyRows(draft.fields)
    const key = draft.key ?? crypto.randomUUID()
    setDraft({ ...draft, covers, fields, key })
    send.mutate({ key, body: { ...toContent(fields), covers } })
  }

  const problem = send.error instanceof Problem ? send.error : null
  const errorOf = (field: string) => problem?.errors.find((error) => error.field === field)?.message
  return (
    <section aria-labelledby="act-answer" className="border-t border-line pt-5">
      <h2 id="act-answer" ref={heading} tabIndex={-1} className="mb-3 text-lead font-strong outline-none">
        {t('consult.title')}
      </h2>
      {draft.kind === null ? (
        <div className="flex flex-wrap gap-3">
          <Button look="secondary" data-testid="answer" onPress={() => open('answer')}>
            {t('consult.answer')}
          </Button>
          <Button look="quiet" onPress={() => open('own')}>
            {t('consult.own')}
          </Button>
        </div>
      ) : (
        <form
          ref={form}
          aria-label={t(draft.kind === 'answer' ? 'consult.answer' : 'consult.own')}
          className="grid gap-5"
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          <p className="text-small text-quiet">
            {draft.kind === 'own' && t('consult.ownHint', { patient: name })}
            {draft.kind === 'answer' &&
              (covers.length === 0
                ? t('consult.coversNothing', { patient: name })
                : t('consult.covers', { count: covers.length }))}
          </p>
          <FormFields busy={send.isPending}>
            <ConsultationForm
              fields={draft.fields}
              withTime={draft.kind === 'own'}
              errorOf={errorOf}
              onChange={(fields) => {
                setDraft({ ...draft, covers, fields, key: null })
                send.reset()
              }}
            />
          </FormFields>
          {send.error !== null && (
            <Notice
              kind={failure(send.error).kind}
              action={
                problem?.slug === 'unknown-entry-version' && (
                  <Button look="secondary" dense onPress={() => setDraft({ ...draft, covers: [], key: null })}>
                    {t('consult.withoutCovers')}
                  </Button>
                )
              }
            >
              {failure(send.error).text}
            </Notice>
          )}
          <div className="flex flex-wrap gap-3">
            <Button type="submit" data-testid="consultation-send" isPending={send.isPending}>
              {t('consult.save', { patient: name })}
            </Button>
            <Button look="quiet" isDisabled={send.isPending} onPress={() => (isUntouched(draft.fields) ? discard() : setAsking(true))}>
              {t('consult.discard')}
            </Button>
          </div>
        </form>
      )}
      <div aria-live="polite" className="mt-3 empty:sr-only">
        {send.isSuccess && draft.kind === null && (
          <Notice kind="success" quiet>
            {t('consult.saved', { patient: name })}
          </Notice>
        )}
      </div>
      {asking && (
        <Dialog alert title={t('consult.discardTitle')} onClose={() => setAsking(false)}>
          <p className="mb-5">{t('consult.discardText')}</p>
          <div className="flex flex-wrap-reverse gap-3">
            <Button look="secondary" onPress={() => setAsking(false)}>
              {t('consult.keep')}
            </Button>
            <Button onPress={discard}>{t('consult.discard')}</Button>
          </div>
        </Dialog>
      )}
    </section>
  )
}
