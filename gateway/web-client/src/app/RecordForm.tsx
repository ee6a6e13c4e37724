import { useMutation, useQueryClient, type QueryKey, type UseMutationResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem, request, type Answer } from '../api/client'
import type { ApiPath } from '../api/types'
import { Button } from '../design/Button'
import { FormFields } from '../design/FormFields'
import { Notice } from '../design/Notice'
import { useFailure, useReadFailure } from './failure'
import { useReader } from './session'
import { useDraft } from './useDraft'

interface Versioned {
  version: number
}

interface Draft<F> {
  fields: F
  /** The version that was there when the person began to change it. */
  version: number | undefined
  /** One per content, so that a repeated save is the same save. */
  key: string
}

interface Options<F, R extends Versioned> {
  /** Under which name the draft is kept. */
  name: string
  path: ApiPath
  /** What is stored now; null before the first time. */
  record: R | null
  toFields: (record: R | null) => F
  toBody: (fields: F) => unknown
  read: () => Promise<R | null>
  /** What shows the record or what follows from it. */
  queries: QueryKey[]
}

export interface RecordFormState<F> {
  fields: F
  change: (next: Partial<F>) => void
  /** What the service says about a field, by the beginning of its path. */
  errorOf: (field: string) => string | undefined
  save: UseMutationResult<Answer<Versioned>, Error, void>
  useNewest: () => void
  /** Why the newest could not be read. */
  newestError: Error | null
  readsNewest: boolean
}

/**
 * The form of one stored record: what was typed is kept until it is saved, a save against
 * an outdated version is refused, and the person decides whether to go on.
 */
export function useRecordForm<F extends object, R extends Versioned>(options: Options<F, R>): RecordFormState<F> {
  const { name, path, record, toFields, toBody, read, queries } = options
  const { username } = useReader()
  const client = useQueryClient()
  const [form, setForm, clear] = useDraft<Draft<F>>(username, name, {
    fields: toFields(record),
    version: record?.version,
    key: crypto.randomUUID(),
  })
  const newest = useMutation({
    mutationFn: read,
    onSuccess: (found) => setForm({ fields: form.fields, version: found?.version, key: crypto.randomUUID() }),
  })
  const save = useMutation({
    mutationFn: () =>
      request<Versioned>('PUT', path, {
        idempotencyKey: form.key,
        ifMatch: form.version,
        body: toBody(form.fields),
      }),
    onMutate: () => newest.reset(),
    onSuccess: ({ body, version }) => {
      clear({ fields: form.fields, version: version ?? body.version, key: crypto.randomUUID() })
      for (const queryKey of queries) {
        void client.invalidateQueries({ queryKey })
      }
    },
  })
  const errors = save.error instanceof Problem ? save.error.errors : []
  return {
    fields: form.fields,
    save,
    change: (next) => {
      setForm({ fields: { ...form.fields, ...next }, version: form.version, key: crypto.randomUUID() })
      save.reset()
      newest.reset()
    },
    errorOf: (field) => errors.find((error) => error.field.startsWith(field))?.message,
    useNewest: () => newest.mutate(undefined, { onSuccess: () => save.reset() }),
    newestError: newest.error,
    readsNewest: newest.isPending,
  }
}

/** The frame around the fields: saving, and what came of it. */
export function RecordForm<F>({
  form,
  saveLabel,
  savedText,
  blocked = false,
  children,
}: {
  form: RecordFormState<F>
  saveLabel: string
  savedText: string
  /** Whether what is typed can never be saved. */
  blocked?: boolean
  children: ReactNode
}) {
  const { t } = useTranslation()
  const failure = useFailure()
  const readFailure = useReadFailure()
  const { save } = form
  const stale = save.error instanceof Problem && save.error.status === 412
  return (
    <form
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        if (!save.isPending) {
          save.mutate()
        }
      }}
    >
      <FormFields busy={save.isPending || form.readsNewest}>{children}</FormFields>
      {save.error !== null && (
        <Notice
          kind={failure(save.error).kind}
          action={
            stale && (
              <Button look="secondary" dense isPending={form.readsNewest} onPress={form.useNewest}>
                {t('form.useNewest')}
              </Button>
            )
          }
        >
          {stale ? t('form.stale') : failure(save.error).text}
          {form.newestError !== null && <span className="block font-strong">{readFailure(form.newestError).text}</span>}
        </Notice>
      )}
      <div aria-live="polite" className="empty:sr-only">
        {save.isSuccess && (
          <Notice kind="success" quiet>
            {savedText}
          </Notice>
        )}
      </div>
      <div>
        <Button type="submit" isPending={save.isPending} isDisabled={blocked}>
          {saveLabel}
        </Button>
      </div>
    </form>
  )
}
