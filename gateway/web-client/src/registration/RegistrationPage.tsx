import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate } from 'react-router'
import { get, Problem, request } from '../api/client'
import type { Registration, Session } from '../api/types'
import { useFailure } from '../app/failure'
import { Header, PageState } from '../app/Header'
import { LANGUAGES } from '../app/i18n'
import { Preferences } from '../app/Preferences'
import { goToSignIn, homeOf, useReader, useSession } from '../app/session'
import { browserZone, useFormats } from '../app/time'
import { useDraft } from '../app/useDraft'
import { usePageTitle } from '../app/usePageTitle'
import { ZoneChoice } from '../app/ZoneChoice'
import { Button } from '../design/Button'
import { Choice, TextInput } from '../design/Field'
import { FormFields } from '../design/FormFields'
import { Notice } from '../design/Notice'
import { PageTitle, Panel } from '../design/Panel'
import { QueryView, Rows } from '../design/QueryView'

const REGISTRATION = ['registration'] as const
const LOOK_AGAIN_MS = 10_000

type Fields = Record<
  'name' | 'specialty' | 'practice' | 'phone' | 'zone' | 'email' | 'language' | 'registrationNumber' | 'registrationBody' | 'languages',
  string
>

interface Draft {
  fields: Fields
  /** One per content, so that a repeated registration is the same registration. */
  key: string
}

function toFields(sent: Registration, name: string, language: string): Fields {
  return {
    name: sent.name ?? name,
    specialty: sent.specialty ?? '',
    practice: sent.practice ?? '',
    phone: sent.phone ?? '',
    zone: sent.zone ?? browserZone(),
    email: sent.email ?? '',
    language: sent.language ?? language,
    registrationNumber: sent.registrationNumber ?? '',
    registrationBody: sent.registrationBody ?? '',
    languages: sent.languages.length > 0 ? sent.languages.join(', ') : language,
  }
}

function toBody(fields: Fields) {
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
  return {
    name: fields.name.trim(),
    specialty: fields.specialty.trim(),
    practice: orNull(fields.practice),
    phone: orNull(fields.phone),
    zone: fields.zone,
    email: orNull(fields.email),
    language: fields.language,
    registrationNumber: fields.registrationNumber.trim(),
    registrationBody: fields.registrationBody.trim(),
    languages: fields.languages
      .split(/[,،;\s]+/)
      .map((text) => text.trim())
      .filter((text) => text !== ''),
  }
}

function RegistrationForm({ sent, name, onDone }: { sent: Registration; name: string; onDone: () => void }) {
  const { t, i18n } = useTranslation()
  const client = useQueryClient()
  const failure = useFailure()
  const { username } = useReader()
  const [{ fields, key }, setDraft, clearDraft] = useDraft<Draft>(username, 'registration', {
    fields: toFields(sent, name, i18n.language),
    key: crypto.randomUUID(),
  })
  const send = useMutation({
    mutationFn: () =>
      request<Registration>('POST', '/api/registration/doctor', { idempotencyKey: key, body: toBody(fields) }),
    onSuccess: ({ body }) => {
      clearDraft({ fields, key: crypto.randomUUID() })
      client.setQueryData(REGISTRATION, body)
      onDone()
    },
  })
  const errors = send.error instanceof Problem ? send.error.errors : []
  const change = (next: Partial<Fields>) => {
    setDraft({ fields: { ...fields, ...next }, key: crypto.randomUUID() })
    send.reset()
  }
  const field = (of: keyof Fields) => ({
    label: t(`registration.${of}`),
    value: fields[of],
    error: errors.find((error) => error.field.startsWith(of) && !(of === 'language' && error.field.startsWith('languages')))
      ?.message,
    onChange: (event: { target: { value: string } }) => change({ [of]: event.target.value }),
  })
  return (
    <form
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        if (!send.isPending) {
          send.mutate()
        }
      }}
    >
      <FormFields busy={send.isPending}>
        <Panel title={t('registration.you')}>
          <div className="grid gap-5 md:grid-cols-2">
            <TextInput {...field('name')} required maxLength={200} autoComplete="name" />
            <TextInput {...field('specialty')} required maxLength={100} />
            <TextInput {...field('registrationNumber')} required maxLength={100} />
            <TextInput {...field('registrationBody')} required maxLength={200} hint={t('registration.bodyHint')} />
            <TextInput {...field('languages')} required hint={t('registration.languagesHint')} />
          </div>
        </Panel>
        <Panel title={t('registration.practicePanel')}>
          <div className="grid gap-5 md:grid-cols-2">
            <TextInput {...field('practice')} maxLength={200} />
            <TextInput {...field('phone')} type="tel" autoComplete="tel" />
            <TextInput {...field('email')} type="email" maxLength={254} autoComplete="email" />
            <Choice {...field('language')}>
              {LANGUAGES.map(({ code, name: spoken }) => (
                <option key={code} value={code}>
                  {spoken}
                </option>
              ))}
            </Choice>
            <ZoneChoice
              label={t('registration.zone')}
              error={field('zone').error}
              zone={fields.zone}
              onChange={(zone) => change({ zone })}
            />
          </div>
        </Panel>
      </FormFields>
      {send.error !== null && <Notice kind={failure(send.error).kind}>{failure(send.error).text}</Notice>}
      <div>
        <Button type="submit" isPending={send.isPending}>
          {t('registration.send')}
        </Button>
      </div>
    </form>
  )
}

/** Fetches the role as soon as the account has it, so that nobody signs in anew. */
function Approved({ registration }: { registration: Registration }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const asked = useRef(false)
  const renew = useMutation({
    mutationFn: () => request<Session>('POST', '/auth/session'),
    onSuccess: ({ body }) => client.setQueryData(['session'], body),
  })
  const { mutate } = renew
  useEffect(() => {
    if (registration.ready && !asked.current) {
      asked.current = true
      mutate()
    }
  }, [registration.ready, mutate])
  return (
    <Notice
      kind="success"
      action={
        (renew.isError || renew.isSuccess) && (
          <Button dense onPress={goToSignIn}>
            {t('signIn.again')}
          </Button>
        )
      }
    >
      {t(registration.ready ? 'registration.approved' : 'registration.almost')}
    </Notice>
  )
}

function Standing({
  registration,
  name,
  correcting,
  onCorrect,
}: {
  registration: Registration
  name: string
  correcting: boolean
  onCorrect: (correcting: boolean) => void
}) {
  const { t } = useTranslation()
  const formats = useFormats()
  if (registration.state === 'approved') {
    return <Approved registration={registration} />
  }
  if (registration.state === 'waiting' && !correcting) {
    return (
      <Panel title={t('registration.waitingTitle')}>
        <div className="grid gap-4">
          {registration.submittedAt !== null && (
            <p>{t('registration.sentAt', { time: formats.exact(registration.submittedAt) })}</p>
          )}
          <ol className="grid list-decimal gap-2 ps-6">
            <li>{t('registration.next.read')}</li>
            <li>{t('registration.next.decide')}</li>
            <li>{t('registration.next.open')}</li>
          </ol>
          <p>{t('registration.updates')}</p>
          <div>
            <Button look="secondary" onPress={() => onCorrect(true)}>
              {t('registration.correct')}
            </Button>
          </div>
        </div>
      </Panel>
    )
  }
  return (
    <div className="grid gap-5">
      {registration.state === 'declined' && (
        <Notice kind="info">
          <p className="font-strong">{t('registration.declined')}</p>
          <p dir="auto" className="whitespace-pre-line">
            {registration.reason}
          </p>
          <p>{t('registration.again')}</p>
        </Notice>
      )}
      {registration.state === 'withdrawn' && <Notice kind="info">{t('registration.withdrawn')}</Notice>}
      <RegistrationForm sent={registration} name={name} onDone={() => onCorrect(false)} />
    </div>
  )
}

/** Whoever has no role yet registers as a doctor here, and waits for the decision. */
export default function RegistrationPage() {
  const { t } = useTranslation()
  const session = useSession()
  const [correcting, setCorrecting] = useState(false)
  const registration = useQuery({
    queryKey: REGISTRATION,
    queryFn: ({ signal }) => get<Registration>('/api/registration/doctor', signal),
    enabled: session.data?.authenticated === true,
    refetchInterval: (query) =>
      query.state.data?.state === 'waiting' || query.state.data?.ready === false ? LOOK_AGAIN_MS : false,
  })
  const stranger = session.data?.authenticated === false
  const title = t(registration.data?.state === 'waiting' && !correcting ? 'registration.waiting' : 'registration.title')
  usePageTitle(title)
  const home = homeOf(session.data?.roles)
  if (session.data?.roles?.includes('doctor') === true || (home === '/operator' && session.data?.authenticated === true)) {
    return <Navigate to={session.data.roles.includes('doctor') ? '/doctor' : '/operator'} replace />
  }
  return (
    <div className="flex min-h-dvh flex-col">
      <Header home={home ?? '/registration'} items={[]} />
      <main id="main" className="mx-auto w-full max-w-3xl flex-1 px-4 py-8 md:px-6">
        {session.data?.authenticated === true && (
          <div className="mb-4 empty:hidden">
            <PageState />
          </div>
        )}
        <PageTitle
          title={title}
          {...((stranger || registration.data?.state === 'none') && {
            intro: (
              <>
                <span className="block">{t('registration.introPatient')}</span>
                <span className="mt-2 block">{t('registration.introDoctor')}</span>
              </>
            ),
          })}
        />
        {stranger ? (
          <Notice kind="info" action={<Button onPress={goToSignIn}>{t('signIn.action')}</Button>}>
            {t('signIn.needed')}
          </Notice>
        ) : (
          <QueryView query={registration} skeleton={<Rows count={2} height="h-56" />}>
            {(found) => (
              <Standing
                registration={found}
                name={session.data?.name ?? ''}
                correcting={correcting}
                onCorrect={setCorrecting}
              />
            )}
          </QueryView>
        )}
        <footer className="mt-10">
          <Preferences />
        </footer>
      </main>
    </div>
  )
}
