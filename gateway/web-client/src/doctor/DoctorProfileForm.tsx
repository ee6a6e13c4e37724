import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Problem, request } from '../api/client'
import type { DoctorProfile } from '../api/types'
import { useReader } from '../app/session'
import { browserZone } from '../app/time'
import { useDraft } from '../app/useDraft'
import { Button } from '../design/Button'
import { Choice, TextInput } from '../design/Field'
import { Notice } from '../design/Notice'
import { Panel } from '../design/Panel'
import { useFailure } from '../design/QueryView'

export const DOCTOR_PROFILE = ['doctor', 'profile'] as const

type Fields = Record<'name' | 'specialty' | 'practice' | 'phone' | 'zone', string>

/** How patients and operators know a doctor. */
export function DoctorProfileForm({ profile }: { profile: DoctorProfile | null }) {
  const { t } = useTranslation('doctor')
  const reader = useReader()
  const client = useQueryClient()
  const failure = useFailure()
  const [form, setForm, clear] = useDraft(reader.username, 'doctor-profile', {
    fields: {
      name: profile?.name ?? reader.name,
      specialty: profile?.specialty ?? '',
      practice: profile?.practice ?? '',
      phone: profile?.phone ?? '',
      zone: profile?.zone ?? browserZone(),
    } as Fields,
    key: crypto.randomUUID() as string,
  })
  const save = useMutation({
    mutationFn: () =>
      request('PUT', '/api/doctor/profile', {
        idempotencyKey: form.key,
        ifMatch: profile?.version,
        body: {
          name: form.fields.name.trim(),
          specialty: form.fields.specialty.trim() || null,
          practice: form.fields.practice.trim() || null,
          phone: form.fields.phone.trim() || null,
          zone: form.fields.zone,
        },
      }),
    onSuccess: () => {
      clear()
      setForm({ fields: form.fields, key: crypto.randomUUID() })
      void client.invalidateQueries({ queryKey: DOCTOR_PROFILE })
    },
  })
  const errors = save.error instanceof Problem ? save.error.errors : []
  const field = (name: keyof Fields) => ({
    label: t(`profile.${name}`),
    value: form.fields[name],
    error: errors.find((error) => error.field === name)?.message,
    onChange: (event: { target: { value: string } }) => {
      setForm({ fields: { ...form.fields, [name]: event.target.value }, key: crypto.randomUUID() })
      save.reset()
    },
  })
  return (
    <form
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Panel title={t('profile.panel')}>
        <div className="grid gap-5 md:grid-cols-2">
          <TextInput {...field('name')} required autoComplete="name" />
          <TextInput {...field('specialty')} />
          <TextInput {...field('practice')} />
          <TextInput {...field('phone')} type="tel" autoComplete="tel" />
          <Choice {...field('zone')} hint={t('profile.zoneHint')}>
            {[...new Set([form.fields.zone, ...Intl.supportedValuesOf('timeZone')])].map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </Choice>
        </div>
      </Panel>
      {save.error !== null && <Notice kind={failure(save.error).kind}>{failure(save.error).text}</Notice>}
      {save.isSuccess && <Notice kind="success">{t('profile.saved')}</Notice>}
      <div>
        <Button type="submit" isDisabled={save.isPending}>
          {t('profile.save')}
        </Button>
      </div>
    </form>
  )
}
