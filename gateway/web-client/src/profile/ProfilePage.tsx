import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { PatientProfile, PatientProfileDraft, Sex } from '../api/types'
import { LANGUAGES } from '../app/i18n'
import { RecordForm, useRecordForm } from '../app/RecordForm'
import { useReader } from '../app/session'
import { browserZone } from '../app/time'
import { usePageTitle } from '../app/usePageTitle'
import { ZoneChoice } from '../app/ZoneChoice'
import { Choice, TextArea, TextInput } from '../design/Field'
import { PageTitle, Panel } from '../design/Panel'
import { QueryView, Rows } from '../design/QueryView'
import { figureOf, figureToSend } from './figure'
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
    heightCm: figureToSend(fields.heightCm),
    weightKg: figureToSend(fields.weightKg),
    healthCardId: orNull(fields.healthCardId),
    address: orNull(fields.address),
  }
}

function ProfileForm({ profile }: { profile: PatientProfile | null }) {
  const { t, i18n } = useTranslation('patient')
  const reader = useReader()
  const form = useRecordForm<Fields, PatientProfile>({
    name: 'profile',
    path: '/api/patient/profile',
    record: profile,
    toFields: (stored) => toFields(stored, reader.name, i18n.language),
    toBody: toProfile,
    read: readProfile,
    queries: [PROFILE],
  })
  const field = (name: keyof Fields) => ({
    label: t(`profile.${name}`),
    value: form.fields[name],
    error: form.errorOf(name),
    onChange: (event: { target: { value: string } }) => form.change({ [name]: event.target.value }),
  })
  const isWrong = (name: 'heightCm' | 'weightKg') => figureOf(form.fields[name]) === undefined
  const figure = (name: 'heightCm' | 'weightKg') => ({
    ...field(name),
    ...(isWrong(name) && { error: t('form.number') }),
  })
  return (
    <RecordForm
      form={form}
      saveLabel={t('profile.save')}
      savedText={t('profile.saved')}
      blocked={isWrong('heightCm') || isWrong('weightKg')}
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
          <ZoneChoice
            label={t('profile.zone')}
            error={form.errorOf('zone')}
            zone={form.fields.zone}
            onChange={(zone) => form.change({ zone })}
          />
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
          <TextInput {...figure('heightCm')} inputMode="decimal" />
          <TextInput {...figure('weightKg')} inputMode="decimal" />
        </div>
      </Panel>
    </RecordForm>
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
