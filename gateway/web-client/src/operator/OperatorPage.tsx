import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, request } from '../api/client'
import type { Items, OperatorDoctor } from '../api/types'
import { Header } from '../app/Header'
import { Preferences } from '../app/Preferences'
import { useFormats } from '../app/time'
import { usePageTitle } from '../app/usePageTitle'
import { Button } from '../design/Button'
import { Dialog } from '../design/Dialog'
import { TextArea } from '../design/Field'
import { CheckIcon } from '../design/icons'
import { Notice } from '../design/Notice'
import { Empty, PageTitle } from '../design/Panel'
import { QueryView, Rows, useFailure } from '../design/QueryView'
import { SetAside } from './SetAside'

const DOCTORS = ['operator', 'doctors'] as const

function DoctorRow({ doctor }: { doctor: OperatorDoctor }) {
  const { t } = useTranslation('doctor')
  const client = useQueryClient()
  const failure = useFailure()
  const [asking, setAsking] = useState(false)
  const [declining, setDeclining] = useState(false)
  const [reason, setReason] = useState('')
  const formats = useFormats()
  const said = doctor.registration
  const decline = useMutation({
    mutationFn: () =>
      request('POST', `/api/operator/doctors/${doctor.doctorId}/refusal`, { body: { reason: reason.trim() } }),
    onSuccess: () => {
      setDeclining(false)
      void client.invalidateQueries({ queryKey: DOCTORS })
    },
  })
  const decide = useMutation({
    mutationFn: (approve: boolean) =>
      request(approve ? 'POST' : 'DELETE', `/api/operator/doctors/${doctor.doctorId}/approval`),
    onSuccess: (_answer, approve) => {
      client.setQueryData<OperatorDoctor[]>(DOCTORS, (doctors) =>
        doctors?.map((known) => (known.doctorId === doctor.doctorId ? { ...known, approved: approve } : known)),
      )
      setAsking(false)
    },
  })
  return (
    <li className="grid gap-3 px-5 py-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-48 flex-1">
          <p className="font-strong">{doctor.name}</p>
          <p className="text-small text-quiet">
            {[doctor.specialty, doctor.practice].filter((part) => part !== null && part !== '').join(' · ')}
          </p>
        </div>
        {doctor.approved ? (
          <>
            <span className="inline-flex items-center gap-1.5 text-small text-self-care">
              <CheckIcon /> {t('operator.approved')}
            </span>
            <Button
              look="quiet"
              inset
              dense
              onPress={() => setAsking(true)}
              aria-label={t('operator.withdrawOne', { doctor: doctor.name })}
            >
              {t('operator.withdraw')}
            </Button>
          </>
        ) : (
          <>
            <span className="text-small text-quiet">{t(`operator.state.${said.state}`)}</span>
            {said.state === 'waiting' && (
              <Button
                look="quiet"
                inset
                dense
                onPress={() => setDeclining(true)}
                aria-label={t('operator.declineOne', { doctor: doctor.name })}
              >
                {t('operator.decline')}
              </Button>
            )}
          <Button
            dense
            onPress={() => decide.mutate(true)}
            isDisabled={decide.isPending}
            aria-label={t('operator.approveOne', { doctor: doctor.name })}
          >
            {t('operator.approve')}
          </Button>
          </>
        )}
      </div>
      {said.registrationNumber !== null && said.registrationNumber !== '' && (
        <dl className="grid gap-x-4 gap-y-1 text-small sm:grid-cols-[auto_1fr]">
          <dt className="text-quiet">{t('operator.number')}</dt>
          <dd>
            <bdi>{said.registrationNumber}</bdi>, <bdi>{said.registrationBody}</bdi>
          </dd>
          <dt className="text-quiet">{t('operator.languages')}</dt>
          <dd>{said.languages.join(', ')}</dd>
          <dt className="text-quiet">{t('operator.reach')}</dt>
          <dd className="[overflow-wrap:anywhere]">
            {[said.email, said.phone, said.zone].filter((part) => part !== null && part !== '').join(' · ')}
          </dd>
          {said.submittedAt !== null && (
            <>
              <dt className="text-quiet">{t('operator.submitted')}</dt>
              <dd>{formats.exact(said.submittedAt)}</dd>
            </>
          )}
          {said.reason !== null && (
            <>
              <dt className="text-quiet">{t('operator.reason')}</dt>
              <dd dir="auto">{said.reason}</dd>
            </>
          )}
        </dl>
      )}
      {declining && (
        <Dialog title={t('operator.declineTitle', { doctor: doctor.name })} onClose={() => setDeclining(false)}>
          <form
            className="grid gap-5"
            onSubmit={(event) => {
              event.preventDefault()
              if (!decline.isPending) {
                decline.mutate()
              }
            }}
          >
            <TextArea
              label={t('operator.reason')}
              hint={t('operator.reasonHint')}
              value={reason}
              maxLength={1000}
              required
              onChange={(event) => setReason(event.target.value)}
            />
            {decline.error !== null && <Notice kind={failure(decline.error).kind}>{failure(decline.error).text}</Notice>}
            <div className="flex flex-wrap-reverse gap-3">
              <Button look="secondary" onPress={() => setDeclining(false)}>
                {t('operator.back')}
              </Button>
              <Button type="submit" isDisabled={decline.isPending || reason.trim() === ''}>
                {t('operator.decline')}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
      {decide.error !== null && <Notice kind={failure(decide.error).kind}>{failure(decide.error).text}</Notice>}
      {asking && (
        <Dialog alert title={t('operator.withdrawTitle', { doctor: doctor.name })} onClose={() => setAsking(false)}>
          <p className="mb-5">{t('operator.withdrawText')}</p>
          <div className="flex flex-wrap-reverse gap-3">
            <Button look="secondary" onPress={() => setAsking(false)}>
              {t('operator.keep')}
            </Button>
            <Button onPress={() => decide.mutate(false)} isDisabled={decide.isPending}>
              {t('operator.withdraw')}
            </Button>
          </div>
        </Dialog>
      )}
    </li>
  )
}

/** Operators approve doctors and replay what was set aside; they see no clinical data. */
export default function OperatorPage() {
  const { t } = useTranslation('doctor')
  usePageTitle(t('operator.title'))
  const doctors = useQuery({
    queryKey: DOCTORS,
    queryFn: ({ signal }) =>
      get<Items<OperatorDoctor>>('/api/operator/doctors?limit=100', signal).then((page) =>
        page.items.toSorted(
          (one, other) => Number(one.approved) - Number(other.approved) || one.name.localeCompare(other.name),
        ),
      ),
  })
  return (
    <div className="flex min-h-dvh flex-col">
      <Header home="/operator" items={[]} />
      <main id="main" className="mx-auto w-full max-w-4xl flex-1 px-4 py-8 md:px-6">
        <PageTitle title={t('operator.title')} intro={t('operator.intro')} />
        <QueryView query={doctors} skeleton={<Rows count={3} height="h-20" />}>
          {(items) =>
            items.length === 0 ? (
              <Empty title={t('operator.emptyTitle')}>{t('operator.emptyText')}</Empty>
            ) : (
              <ul className="divide-y divide-line rounded-large border border-line bg-raised">
                {items.map((doctor) => (
                  <DoctorRow key={doctor.doctorId} doctor={doctor} />
                ))}
              </ul>
            )
          }
        </QueryView>
        <div className="mt-10">
          <SetAside />
        </div>
        <footer className="mt-10">
          <Preferences />
        </footer>
      </main>
    </div>
  )
}
