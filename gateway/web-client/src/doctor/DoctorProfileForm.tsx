import { useTranslation } from 'react-i18next'
import { recordOrNone } from '../api/client'
import type { DoctorProfile } from '../api/types'
import { LANGUAGES } from '../app/i18n'
import { RecordForm, useRecordForm } from '../app/RecordForm'
import { useReader } from '../app/session'
import { browserZone } from '../app/time'
import { ZoneChoice } from '../app/ZoneChoice'
import { Choice, TextInput } from '../design/Field'
import { Panel } from '../design/Panel'

export const DOCTOR_PROFILE = ['doctor', 'profile'] as const

/** The profile, or null before there is one. */
export const readDoctorProfile = (signal?: AbortSignal) => recordOrNone<DoctorProfile>('/api/doctor/profile', signal)

type Fields = Record<'name' | 'specialty' | 'practice' | 'phone' | 'zone' | 'email' | 'language', string>

/** How patients and operators know a doctor. */
export function DoctorProfileForm({ profile }: { profile: DoctorProfile | null }) {
  const { t, i18n } = useTranslation('doctor')
  const reader = useReader()
  const form = useRecordForm<Fields, DoctorProfile>({
    name: 'doctor-profile',
    path: '/api/doctor/profile',
    record: profile,
    toFields: (stored) => ({
      name: stored?.name ?? reader.name,
      specialty: stored?.specialty ?? '',
      practice: stored?.practice ?? '',
      phone: stored?.phone ?? '',
      zone: stored?.zone ?? browserZone(),
      email: stored?.email ?? '',
      language: stored?.language ?? i18n.language,
    }),
    toBody: (fields) => ({
      name: fields.name.trim(),
      specialty: fields.specialty.trim(),
      practice: fields.practice.trim() || null,
      phone: fields.phone.trim() || null,
      zone: fields.zone,
      email: fields.email.trim() || null,
      language: fields.language,
    }),
    read: readDoctorProfile,
    queries: [DOCTOR_PROFILE],
  })
  const field = (name: keyof Fields) => ({
    label: t(`profile.${name}`),
    value: form.fields[name],
    error: form.errorOf(name),
    onChange: (event: { target: { value: string } }) => form.change({ [name]: event.target.value }),
  })
  return (
    <RecordForm form={form} saveLabel={t('profile.save')} savedText={t('profile.saved')}>
      <Panel title={t('profile.panel')}>
        <div className="grid gap-5 md:grid-cols-2">
          <TextInput {...field('name')} required autoComplete="name" />
          <TextInput {...field('specialty')} required />
          <TextInput {...field('practice')} />
          <TextInput {...field('phone')} type="tel" autoComplete="tel" />
          <TextInput {...field('email')} hint={t('profile.emailHint')} type="email" autoComplete="email" />
          <Choice {...field('language')}>
            {LANGUAGES.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Choice>
          <ZoneChoice
            label={t('profile.zone')}
            hint={t('profile.zoneHint')}
            error={form.errorOf('zone')}
            zone={form.fields.zone}
            onChange={(zone) => form.change({ zone })}
          />
        </div>
      </Panel>
    </RecordForm>
  )
}
