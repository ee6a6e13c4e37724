import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { get, request } from '../api/client'
import type { Items, OperatorDoctor } from '../api/types'
import { useFailure } from '../app/failure'
import { Header, PageState } from '../app/Header'
import { Preferences } from '../app/Preferences'
import { useReader } from '../app/session'
import { useFormats } from '../app/time'
import { useDraft } from '../app/useDraft'
import { useFocusRescue } from '../app/useFocusRescue'
import { usePageTitle } from '../app/usePageTitle'
import { Button } from '../design/Button'
import { Dialog } from '../design/Dialog'
import { TextArea } from '../design/Field'
import { CheckIcon } from '../design/icons'
import { Notice } from '../design/Notice'
import { Empty, PageTitle, Panel } from '../design/Panel'
import { QueryView, Rows } from '../design/QueryView'
import { SetAside } from './SetAside'

const DOCTORS = ['operator', 'doctors'] as const

type Decision = 'approve' | 'withdraw'

const isGiven = (part: string | null): part is string => part !== null && part !== ''

/** Languages by their names; a code that names none stays as it is. */
function namesOf(codes: string[], locale: string): string {
  const names = new Intl.DisplayNames([locale], { type: 'language' })
  const named = codes.map((code) => {
    try {
      return names.of(code) ?? code
    } catch {
      return code
    }
  })
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(named)
}

function Facts({ facts }: { facts: [string, ReactNode][] }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-small">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-quiet">{name}</dt>
          <dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/**
 * Shows a decision and reads what stands: a repetition changes nothing, also where somebody else has decided
 * otherwise since.
 *
 * @returns whether it stands as it was decided here
 */
function useDecided(doctorId: string) {
  const client = useQueryClient()
  return async (state: OperatorDoctor['registration']['state'], reason: string | null) => {
    const approved = state === 'approved'
    client.setQueryData<OperatorDoctor[]>(DOCTORS, (doctors) =>
      doctors?.map((known) =>
        known.doctorId === doctorId
          ? { ...known, approved, registration: { ...known.registration, state, reason } }
          : known,
      ),
    )
    await client.invalidateQueries({ queryKey: DOCTORS })
    const now = client.getQueryData<OperatorDoctor[]>(DOCTORS)?.find((known) => known.doctorId === doctorId)
    return now?.approved === approved && (reason === null || now.registration.reason === reason)
  }
}

/** Asked once more before a doctor is approved, with what was sent, or loses the approval. */
function Deciding({
  doctor,
  decision,
  onDecided,
  onClose,
}: {
  doctor: OperatorDoctor
  decision: Decision
  onDecided: (what: string) => void
  onClose: () => void
}) {
  const { t } = useTranslation('doctor')
  const decided = useDecided(doctor.doctorId)
  const failure = useFailure()
  const approving = decision === 'approve'
  const said = doctor.registration
  const intention = useRef(crypto.randomUUID())
  const decide = useMutation({
    mutationFn: () =>
      request(approving ? 'POST' : 'DELETE', `/api/operator/doctors/${doctor.doctorId}/approval`, {
        idempotencyKey: intention.current,
      }),
    onSuccess: async () => {
      const stands = await decided(approving ? 'approved' : 'withdrawn', null)
      const told = approving ? 'operator.nowApproved' : 'operator.nowWithdrawn'
      onDecided(t(stands ? told : 'operator.nowOtherwise', { doctor: doctor.name }))
      onClose()
    },
  })
  return (
    <Dialog
      alert
      title={t(approving ? 'operator.approveTitle' : 'operator.withdrawTitle', { doctor: doctor.name })}
      onClose={onClose}
    >
      <div className="grid gap-5">
        {approving && (
          <Facts
            facts={[
              [t('operator.name'), <bdi key="name">{doctor.name}</bdi>],
              [t('operator.number'), <bdi key="number">{said.registrationNumber}</bdi>],
              [t('operator.body'), <bdi key="body">{said.registrationBody}</bdi>],
            ]}
          />
        )}
        <p>{t(approving ? 'operator.approveText' : 'operator.withdrawText')}</p>
        {decide.error !== null && <Notice kind={failure(decide.error).kind}>{failure(decide.error).text}</Notice>}
        <div className="flex flex-wrap-reverse gap-3">
          <Button look="secondary" onPress={onClose}>
            {t(approving ? 'operator.back' : 'operator.keep')}
          </Button>
          <Button onPress={() => decide.mutate()} isPending={decide.isPending}>
            {t(approving ? 'operator.approve' : 'operator.withdraw')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

function Declining({
  doctor,
  onDecided,
  onClose,
}: {
  doctor: OperatorDoctor
  onDecided: (what: string) => void
  onClose: () => void
}) {
  const { t } = useTranslation('doctor')
  const { username } = useReader()
  const decided = useDecided(doctor.doctorId)
  const failure = useFailure()
  const [reason, setReason, clearReason] = useDraft(username, `decline:${doctor.doctorId}`, '')
  const intention = useRef({ reason: '', key: '' })
  const decline = useMutation({
    mutationFn: () => {
      if (intention.current.reason !== reason.trim()) {
        intention.current = { reason: reason.trim(), key: crypto.randomUUID() }
      }
      return request('POST', `/api/operator/doctors/${doctor.doctorId}/refusal`, {
        idempotencyKey: intention.current.key,
        body: { reason: intention.current.reason },
      })
    },
    onSuccess: async () => {
      const stands = await decided('declined', intention.current.reason)
      clearReason()
      onDecided(t(stands ? 'operator.nowDeclined' : 'operator.nowOtherwise', { doctor: doctor.name }))
      onClose()
    },
  })
  return (
    <Dialog title={t('operator.declineTitle', { doctor: doctor.name })} onClose={onClose}>
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
          dir="auto"
          onChange={(event) => setReason(event.target.value)}
        />
        {decline.error !== null && <Notice kind={failure(decline.error).kind}>{failure(decline.error).text}</Notice>}
        <div className="flex flex-wrap-reverse gap-3">
          <Button look="secondary" onPress={onClose}>
            {t('operator.back')}
          </Button>
          <Button type="submit" isPending={decline.isPending} isDisabled={reason.trim() === ''}>
            {t('operator.decline')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function DoctorRow({ doctor, onDecided }: { doctor: OperatorDoctor; onDecided: (what: string) => void }) {
  const { t } = useTranslation('doctor')
  const formats = useFormats()
  const [asking, setAsking] = useState<Decision | 'decline' | null>(null)
  const close = () => setAsking(null)
  const said = doctor.registration
  const registered = isGiven(said.registrationNumber)
  const reach = [said.email, said.phone].filter(isGiven)
  const facts: [string, ReactNode][] = []
  const tell = (name: string, value: string | null, shown: ReactNode = <bdi>{value}</bdi>) => {
    if (isGiven(value)) {
      facts.push([name, shown])
    }
  }
  tell(t('operator.number'), said.registrationNumber)
  tell(t('operator.body'), said.registrationBody)
  tell(t('operator.languages'), namesOf(said.languages, formats.locale))
  tell(
    t('operator.reach'),
    reach.join(),
    reach.map((part, index) => (
      <span key={part}>
        {index > 0 && ' · '}
        <bdi>{part}</bdi>
      </span>
    )),
  )
  tell(t('operator.zone'), said.zone)
  tell(t('operator.submitted'), said.submittedAt === null ? null : formats.exact(said.submittedAt))
  tell(t('operator.reason'), said.reason, <span dir="auto">{said.reason}</span>)
  return (
    <li className="grid gap-3 px-5 py-4">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <div className="min-w-48 flex-1">
          <h3 className="font-strong">{doctor.name}</h3>
          <p className="text-small text-quiet">{[doctor.specialty, doctor.practice].filter(isGiven).join(' · ')}</p>
        </div>
        {doctor.approved ? (
          <span className="inline-flex items-center gap-1.5 text-small text-self-care">
            <CheckIcon /> {t('operator.approved')}
          </span>
        ) : (
          <span className="text-small text-quiet">{t(`operator.state.${said.state}`)}</span>
        )}
      </div>
      {facts.length > 0 && <Facts facts={facts} />}
      {!doctor.approved && !registered && <p className="text-small">{t('operator.noNumber')}</p>}
      <div className="flex flex-wrap gap-2 empty:hidden">
        {doctor.approved && (
          <Button
            look="quiet"
            inset
            dense
            onPress={() => setAsking('withdraw')}
            aria-label={t('operator.withdrawOne', { doctor: doctor.name })}
          >
            {t('operator.withdraw')}
          </Button>
        )}
        {!doctor.approved && registered && (
          <Button dense onPress={() => setAsking('approve')} aria-label={t('operator.approveOne', { doctor: doctor.name })}>
            {t('operator.approve')}
          </Button>
        )}
        {!doctor.approved && said.state === 'waiting' && (
          <Button
            look="quiet"
            dense
            onPress={() => setAsking('decline')}
            aria-label={t('operator.declineOne', { doctor: doctor.name })}
          >
            {t('operator.decline')}
          </Button>
        )}
      </div>
      {asking === 'decline' && <Declining doctor={doctor} onDecided={onDecided} onClose={close} />}
      {(asking === 'approve' || asking === 'withdraw') && (
        <Deciding doctor={doctor} decision={asking} onDecided={onDecided} onClose={close} />
      )}
    </li>
  )
}

/** The doctors in order of what is to be done: those who wait, those approved, those who were refused. */
function DoctorLists({ doctors, onDecided }: { doctors: OperatorDoctor[]; onDecided: (what: string) => void }) {
  const { t } = useTranslation('doctor')
  const waits = ({ approved, registration: { state } }: OperatorDoctor) => !approved && (state === 'waiting' || state === 'none')
  const waiting = doctors.filter(waits)
  const approved = doctors.filter((doctor) => doctor.approved)
  const decided = doctors.filter((doctor) => !doctor.approved && !waits(doctor))
  const list = (items: OperatorDoctor[]) => (
    <ul className="divide-y divide-line rounded-large border border-line bg-raised">
      {items.map((doctor) => (
        <DoctorRow key={doctor.doctorId} doctor={doctor} onDecided={onDecided} />
      ))}
    </ul>
  )
  return (
    <div className="grid gap-8">
      <Panel plain title={t('operator.waitingCount', { number: waiting.length })}>
        {waiting.length === 0 ? <p className="text-quiet">{t('operator.nobodyWaits')}</p> : list(waiting)}
      </Panel>
      {approved.length > 0 && (
        <Panel plain title={t('operator.approvedCount', { number: approved.length })}>
          {list(approved)}
        </Panel>
      )}
      {decided.length > 0 && (
        <Panel plain title={t('operator.decidedCount', { number: decided.length })}>
          {list(decided)}
        </Panel>
      )}
    </div>
  )
}

/** Operators approve doctors and replay what was set aside; they see no clinical data. */
export default function OperatorPage() {
  const { t } = useTranslation('doctor')
  usePageTitle(t('operator.title'))
  const page = useRef<HTMLElement>(null)
  useFocusRescue(page)
  // A decision moves its row to another list: whoever does not see that is told.
  const [decided, setDecided] = useState('')
  const doctors = useQuery({
    queryKey: DOCTORS,
    queryFn: ({ signal }) =>
      get<Items<OperatorDoctor>>('/api/operator/doctors?limit=100', signal).then((page) =>
        page.items.toSorted((one, other) => one.name.localeCompare(other.name)),
      ),
  })
  return (
    <div className="flex min-h-dvh flex-col">
      <Header home="/operator" items={[]} />
      <main id="main" ref={page} tabIndex={-1} className="mx-auto w-full max-w-4xl flex-1 px-4 py-8 outline-none md:px-6">
        <div className="mb-4 empty:hidden">
          <PageState />
        </div>
        <PageTitle title={t('operator.title')} intro={t('operator.intro')} />
        <p role="status" className="sr-only">
          {decided}
        </p>
        <QueryView query={doctors} skeleton={<Rows count={3} height="h-20" />}>
          {(items) =>
            items.length === 0 ? (
              <Empty title={t('operator.emptyTitle')}>{t('operator.emptyText')}</Empty>
            ) : (
              <DoctorLists doctors={items} onDecided={setDecided} />
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
