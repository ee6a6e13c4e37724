import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Problem, request } from '../api/client'
import type { PatientProfile, PatientProfileDraft, Sex } from '../api/types'
import { LANGUAGES } from '../app/i18n'
import { useReader } from '../app/session'
import { browserZone } from '../app/time'
import { useDraft } from '../app/useDraft'
import { usePageTitle } from '../app/usePageTitle'
import { Button } from '../design/Button'
import { Choice, TextArea, TextInput } from '../design/Field'
import { Notice } from '../design/Notice'
import { PageTitle, Panel } from '../design/Panel'
import { QueryView, Rows, useFailure } from '../design/QueryView'
import { PROFILE, readProfile } from './readProfile'

const SEXES: Sex[] = ['female', 'male', 'other', 'unknown']

type Fields = Record<
  'name' | 'birthDate' | 'email' | 'phone' | 'zone' | 'language' | 'allergies' | 'heightCm' | 'weightKg' | 'healthCardId' | 'address',
  string
> & { sex: Sex }

function toFields(profile: PatientProfile | null, name: string, language: string): Fields {
  return {
    name: profile?.name ?? name,
    birthDate: profile?.birthDate ?? '',
    sex: profile?.sex ?? 'unknown',
    email: profile?.email ?? '',
    phone: profile?.phone ?? '',
    zone: profile?.zone ?? browserZone(),
    language: profile?.language ?? language,
    allergies: (profile?.allergies ?? []).join(', '),
    heightCm: profile?.heightCm?.toString() ?? '',
    weightKg: profile?.weightKg?.toString() ?? '',
    healthCardId: profile?.healthCardId ?? '',
    address: profile?.address ?? '',
  }
}

function toProfile(fields: Fields): PatientProfileDraft {
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
  const figure = (text: string) => (text.trim() === '' ? null : Number(text.replace(',', '.')))
  return {
    name: fields.name.trim(),
    birthDate: orNull(fields.birthDate),
    sex: fields.sex,
    email: orNull(fields.email),
    phone: orNull(fields.phone),
    zone: fields.zone,
    language: fields.language,
    allergies: fields.allergies
      .split(/[,،;\n]/)
      .map((text) => text.trim())
      .filter((text) => text !== ''),
    heightCm: figure(fields.heightCm),
    weightKg: figure(fields.weightKg),
    healthCardId: orNull(fields.healthCardId),
    address: orNull(fields.address),
  }
}

function ProfileForm({ profile }: { profile: PatientProfile | null }) {
  const { t, i18n } = useTranslation('patient')
  const reader = useReader()
  const client = useQueryClient()
  const failure = useFailure()
  const [form, setForm, clear] = useDraft(reader.username, 'profile', {
    fields: toFields(profile, reader.name, i18n.language),
    key: crypto.randomUUID() as string,
  })
  const save = useMutation({
    mutationFn: () =>
      request<PatientProfile>('PUT', '/api/patient/profile', {
        idempotencyKey: form.key,
        ifMatch: profile?.version,
        body: toProfile(form.fields),
      }),
    onSuccess: () => {
      clear()
      void client.invalidateQueries({ queryKey: PROFILE })
    },
  })
  const errors = save.error instanceof Problem ? save.error.errors : []
  const field = (name: keyof Fields) => ({
    label: t(`profile.${name}`),
    value: form.fields[name],
    error: errors.find((error) => error.field.startsWith(name))?.message,
    onChange: (event: { target: { value: string } }) => {
      setForm({ fields: { ...form.fields, [name]: event.target.value }, key: crypto.randomUUID() })
      save.reset()
    },
  })
  const stale = save.error instanceof Problem && save.error.status === 412
  return (
    <form
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Panel title={t('profile.you')}>
        <div className="grid gap-5 md:grid-cols-2">
          <TextInput {...field('name')} required autoComplete="name" />
          <TextInput {...field('birthDate')} type="date" autoComplete="bday" />
          <Choice {...field('sex')}>
            {SEXES.map((sex) => (
              <option key={sex} value={sex}>
                {t(`sex.${sex}`)}
              </option>
            ))}
          </Choice>
          <TextInput {...field('healthCardId')} />
        </div>
      </Panel>
      <Panel title={t('profile.reach')}>
        <div className="grid gap-5 md:grid-cols-2">
          <TextInput {...field('phone')} type="tel" autoComplete="tel" />
          <TextInput {...field('email')} type="email" autoComplete="email" />
          <Choice {...field('language')}>
            {LANGUAGES.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Choice>
          <Choice {...field('zone')}>
            {[...new Set([form.fields.zone, ...Intl.supportedValuesOf('timeZone')])].map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </Choice>
          <div className="md:col-span-2">
            <TextArea {...field('address')} rows={2} autoComplete="street-address" />
          </div>
        </div>
      </Panel>
      <Panel title={t('profile.body')}>
        <div className="grid gap-5 md:grid-cols-2">
          <div className="md:col-span-2">
            <TextInput {...field('allergies')} hint={t('profile.allergiesHint')} />
          </div>
          <TextInput {...field('heightCm')} inputMode="decimal" />
          <TextInput {...field('weightKg')} inputMode="decimal" />
        </div>
      </Panel>
      {save.error !== null && (
        <Notice
          kind={failure(save.error).kind}
          action={
            stale && (
              <Button
                look="secondary"
                dense
                onPress={() => {
                  save.reset()
                  void client.invalidateQueries({ queryKey: PROFILE })
                }}
              >
                {t('amend.useNewest')}
              </Button>
            )
          }
        >
          {stale ? t('amend.stale') : failure(save.error).text}
        </Notice>
      )}
      {save.isSuccess && <Notice kind="success">{t('profile.saved')}</Notice>}
      <div>
        <Button type="submit" isDisabled={save.isPending}>
          {t('profile.save')}
        </Button>
      </div>
    </form>
  )
}

/** What doctors need to know about a patient beside the diary. */
export default function ProfilePage() {
  const { t } = useTranslation('patient')
  usePageTitle(t('nav.profile'))
  const profile = useQuery({
    queryKey: PROFILE,
    queryFn: ({ signal }) => readProfile(signal),
    refetchOnWindowFocus: false,
  })
  return (
    <div className="mx-auto max-w-3xl">
      <PageTitle title={t('profile.title')} intro={t('profile.intro')} />
      <QueryView query={profile} skeleton={<Rows count={3} height="h-56" />}>
        {(found) => <ProfileForm profile={found} />}
      </QueryView>
      <p className="mt-6">
        <Link to="/patient/access-log" className="inline-flex min-h-11 items-center text-accent">
          {t('careTeam.whoLooked')}
        </Link>
      </p>
    </div>
  )
}
