import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem, request } from '../api/client'
import type { Invitation, Sex } from '../api/types'
import { useFailure } from '../app/failure'
import { LANGUAGES } from '../app/i18n'
import { useReader } from '../app/session'
import { browserZone } from '../app/time'
import { useDraft } from '../app/useDraft'
import { usePageTitle } from '../app/usePageTitle'
import { ZoneChoice } from '../app/ZoneChoice'
import { BackLink } from '../design/BackLink'
import { Button } from '../design/Button'
import { Choice, TextArea, TextInput } from '../design/Field'
import { FormFields } from '../design/FormFields'
import { Notice } from '../design/Notice'
import { PageTitle, Panel } from '../design/Panel'
import { figureOf, figureToSend } from '../profile/figure'
import { INVITED, InvitedList } from './InvitedList'

const SEXES: Sex[] = ['female', 'male', 'other', 'unknown']

type Fields = Record<
  'name' | 'birthDate' | 'email' | 'phone' | 'zone' | 'language' | 'allergies' | 'heightCm' | 'weightKg' | 'healthCardId' | 'address',
  string
> & { sex: Sex }

interface Draft {
  fields: Fields
  /** One per content: a second click, or a retry after a lost answer, invites once. */
  key: string
}

const emptyFields = (language: string): Fields => ({
  name: '',
  birthDate: '',
  sex: 'unknown',
  email: '',
  phone: '',
  zone: browserZone(),
  language,
  allergies: '',
  heightCm: '',
  weightKg: '',
  healthCardId: '',
  address: '',
})

function toBody(fields: Fields) {
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
  return {
    name: fields.name.trim(),
    birthDate: orNull(fields.birthDate),
    sex: fields.sex,
    email: fields.email.trim(),
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

const emptyDraft = (language: string): Draft => ({ fields: emptyFields(language), key: crypto.randomUUID() })

/** The record that a patient begins with; the patient is mailed a link, never a password. */
function InviteForm() {
  const { t, i18n } = useTranslation('doctor')
  const client = useQueryClient()
  const failure = useFailure()
  const { username } = useReader()
  const [{ fields, key }, setDraft, clearDraft] = useDraft<Draft>(username, 'invite-patient', emptyDraft(i18n.language))
  const [invited, setInvited] = useState<string | null>(null)
  const send = useMutation({
    mutationFn: () => request<Invitation>('POST', '/api/doctor/patients', { idempotencyKey: key, body: toBody(fields) }),
    onSuccess: ({ body }) => {
      setInvited(body.name)
      clearDraft(emptyDraft(i18n.language))
      void client.invalidateQueries({ queryKey: INVITED })
    },
  })
  const errors = send.error instanceof Problem ? send.error.errors : []
  const change = (next: Partial<Fields>) => {
    setDraft({ fields: { ...fields, ...next }, key: crypto.randomUUID() })
    setInvited(null)
    send.reset()
  }
  const field = (name: keyof Fields) => ({
    label: t(`invite.${name}`),
    value: fields[name],
    error: errors.find((error) => error.field.startsWith(name))?.message,
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
  })
  const isWrong = (name: 'heightCm' | 'weightKg') => figureOf(fields[name]) === undefined
  const figure = (name: 'heightCm' | 'weightKg') => ({
    ...field(name),
    ...(isWrong(name) && { error: t('form.number') }),
  })
  const blocked = isWrong('heightCm') || isWrong('weightKg')
  return (
    <form
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        if (!send.isPending && !blocked) {
          send.mutate()
        }
      }}
    >
      <FormFields busy={send.isPending}>
        <Panel title={t('invite.who')}>
          <div className="grid gap-5 md:grid-cols-2">
            <TextInput {...field('name')} required maxLength={200} autoComplete="off" />
            <TextInput {...field('birthDate')} type="date" />
            <Choice {...field('sex')}>
              {SEXES.map((sex) => (
                <option key={sex} value={sex}>
                  {t(`sex.${sex}`)}
                </option>
              ))}
            </Choice>
            <TextInput {...field('healthCardId')} maxLength={100} autoComplete="off" />
          </div>
        </Panel>
        <Panel title={t('invite.reach')}>
          <div className="grid gap-5 md:grid-cols-2">
            <TextInput {...field('email')} required type="email" maxLength={254} autoComplete="off" hint={t('invite.emailHint')} />
            <TextInput {...field('phone')} type="tel" autoComplete="off" />
            <Choice {...field('language')}>
              {LANGUAGES.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </Choice>
            <ZoneChoice
              label={t('invite.zone')}
              error={field('zone').error}
              zone={fields.zone}
              onChange={(zone) => change({ zone })}
            />
            <div className="md:col-span-2">
              <TextArea {...field('address')} rows={2} maxLength={500} autoComplete="off" />
            </div>
          </div>
        </Panel>
        <Panel title={t('invite.body')}>
          <div className="grid gap-5 md:grid-cols-2">
            <div className="md:col-span-2">
              <TextInput {...field('allergies')} hint={t('invite.allergiesHint')} autoComplete="off" />
            </div>
            <TextInput {...figure('heightCm')} inputMode="decimal" />
            <TextInput {...figure('weightKg')} inputMode="decimal" />
          </div>
        </Panel>
      </FormFields>
      {send.error !== null && <Notice kind={failure(send.error).kind}>{failure(send.error).text}</Notice>}
      <div aria-live="polite" className="empty:sr-only">
        {invited !== null && (
          <Notice kind="success" quiet>
            {t('invite.sent', { name: invited })}
          </Notice>
        )}
      </div>
      <div>
        <Button type="submit" isPending={send.isPending} isDisabled={blocked}>
          {t('invite.send')}
        </Button>
      </div>
    </form>
  )
}

export default function InvitePatientPage() {
  const { t } = useTranslation('doctor')
  usePageTitle(t('invite.title'))
  return (
    <div className="mx-auto grid max-w-3xl gap-8">
      <div>
        <div className="mb-3">
          <BackLink to="/doctor/patients">{t('nav.patients')}</BackLink>
        </div>
        <PageTitle title={t('invite.title')} intro={t('invite.intro')} />
        <InviteForm />
      </div>
      <InvitedList />
    </div>
  )
}
