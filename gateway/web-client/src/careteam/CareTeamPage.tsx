import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { get, request } from '../api/client'
import type { CareTeamMember, Doctor, Items } from '../api/types'
import { useFailure } from '../app/failure'
import { useFormats } from '../app/time'
import { usePageTitle } from '../app/usePageTitle'
import { Button } from '../design/Button'
import { Dialog } from '../design/Dialog'
import { Notice } from '../design/Notice'
import { Empty, PageTitle, Panel } from '../design/Panel'
import { QueryView, Rows } from '../design/QueryView'
import { CARE_TEAM, useCareTeam } from './useCareTeam'

const MOST_WITHOUT_SEARCH = 8

function Revoke({ member, onClose }: { member: CareTeamMember; onClose: () => void }) {
  const { t } = useTranslation('patient')
  const client = useQueryClient()
  const failure = useFailure()
  const [key] = useState(() => crypto.randomUUID())
  const revoke = useMutation({
    mutationFn: () => request('DELETE', `/api/patient/care-team/${member.doctorId}`, { idempotencyKey: key }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: CARE_TEAM })
      void client.invalidateQueries({ queryKey: ['diary'] })
      onClose()
    },
  })
  return (
    <Dialog alert title={t('careTeam.revokeTitle', { doctor: member.name })} onClose={onClose}>
      <p className="mb-5">{t('careTeam.revokeText', { doctor: member.name })}</p>
      {revoke.error !== null && (
        <div className="mb-5">
          <Notice kind={failure(revoke.error).kind}>{failure(revoke.error).text}</Notice>
        </div>
      )}
      <div className="flex flex-wrap-reverse gap-3">
        <Button look="secondary" onPress={onClose}>
          {t('careTeam.keep')}
        </Button>
        <Button onPress={() => revoke.mutate()} isPending={revoke.isPending}>
          {t('careTeam.revoke')}
        </Button>
      </div>
    </Dialog>
  )
}

/** A doctor who cannot read the diary yet, and the question before that changes. */
function AddDoctor({ doctor }: { doctor: Doctor }) {
  const { t } = useTranslation('patient')
  const [asking, setAsking] = useState(false)
  const client = useQueryClient()
  const failure = useFailure()
  const [key] = useState(() => crypto.randomUUID())
  const add = useMutation({
    mutationFn: () =>
      request('POST', '/api/patient/care-team', { idempotencyKey: key, body: { doctorId: doctor.doctorId } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: CARE_TEAM })
      void client.invalidateQueries({ queryKey: ['diary'] })
      setAsking(false)
    },
  })
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 py-4">
      <div className="min-w-0">
        <p className="font-strong">{doctor.name}</p>
        <p className="text-small text-quiet">
          {[doctor.specialty, doctor.practice].filter((part) => part !== null && part !== '').join(' · ')}
        </p>
      </div>
      <Button
        look="secondary"
        dense
        onPress={() => {
          add.reset()
          setAsking(true)
        }}
        isDisabled={add.isSuccess}
        aria-label={t('careTeam.addOne', { doctor: doctor.name })}
      >
        {t('careTeam.add')}
      </Button>
      {asking && (
        <Dialog alert title={t('careTeam.letTitle', { doctor: doctor.name })} onClose={() => setAsking(false)}>
          <p className="mb-5">{t('careTeam.letText', { doctor: doctor.name })}</p>
          {add.error !== null && (
            <div className="mb-5">
              <Notice kind={failure(add.error).kind}>{failure(add.error).text}</Notice>
            </div>
          )}
          <div className="flex flex-wrap-reverse gap-3">
            <Button look="secondary" onPress={() => setAsking(false)}>
              {t('careTeam.notNow')}
            </Button>
            <Button onPress={() => add.mutate()} isPending={add.isPending}>
              {t('careTeam.letConfirm', { doctor: doctor.name })}
            </Button>
          </div>
        </Dialog>
      )}
    </li>
  )
}

/** The doctors to add; from a certain number on they can be searched. */
function OtherDoctors({ doctors }: { doctors: Doctor[] }) {
  const { t, i18n } = useTranslation('patient')
  const [filter, setFilter] = useState('')
  const lower = (text: string) => text.toLocaleLowerCase(i18n.language)
  const searched = doctors.length > MOST_WITHOUT_SEARCH
  const found = searched
    ? doctors.filter(({ name, specialty, practice }) =>
        lower([name, specialty, practice].filter((part) => part !== null).join(' ')).includes(lower(filter.trim())),
      )
    : doctors
  return (
    <>
      {searched && (
        <input
          type="search"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
          aria-label={t('careTeam.find')}
          placeholder={t('careTeam.find')}
          className="field mb-5"
        />
      )}
      {found.length === 0 ? (
        <p className="text-quiet">{t('careTeam.noMatch')}</p>
      ) : (
        <ul className="-my-4 divide-y divide-line">
          {found.map((doctor) => (
            <AddDoctor key={doctor.doctorId} doctor={doctor} />
          ))}
        </ul>
      )}
    </>
  )
}

/** Which doctors may see the diary, since when; adding one, and ending it at once. */
export default function CareTeamPage() {
  const { t } = useTranslation('patient')
  const formats = useFormats()
  usePageTitle(t('nav.careTeam'))
  const team = useCareTeam()
  const doctors = useQuery({
    queryKey: ['doctors'],
    queryFn: ({ signal }) => get<Items<Doctor>>('/api/patient/doctors?limit=100', signal).then((page) => page.items),
  })
  const [revoking, setRevoking] = useState<CareTeamMember | null>(null)
  const active = team.data?.filter((member) => member.active) ?? []
  return (
    <div className="mx-auto grid max-w-3xl gap-5">
      <PageTitle title={t('careTeam.title')} intro={t('careTeam.intro')} />
      <Panel title={t('careTeam.mayRead')}>
        <QueryView query={team} skeleton={<Rows count={2} />}>
          {() =>
            active.length === 0 ? (
              <Empty title={t('careTeam.emptyTitle')}>{t('careTeam.emptyText')}</Empty>
            ) : (
              <ul className="-my-4 divide-y divide-line">
                {active.map((member) => (
                  <li key={member.doctorId} className="flex flex-wrap items-center justify-between gap-3 py-4">
                    <div className="min-w-0">
                      <p className="font-strong">{member.name}</p>
                      <p className="text-small text-quiet">
                        {member.specialty !== null && member.specialty !== '' && `${member.specialty} · `}
                        {t('careTeam.since', { day: formats.date(member.since) })}
                      </p>
                    </div>
                    <Button
                      look="quiet"
                      inset
                      dense
                      onPress={() => setRevoking(member)}
                      aria-label={t('careTeam.revokeOne', { doctor: member.name })}
                    >
                      {t('careTeam.revoke')}
                    </Button>
                  </li>
                ))}
              </ul>
            )
          }
        </QueryView>
      </Panel>
      <Panel title={t('careTeam.addTitle')}>
        <QueryView query={doctors} skeleton={<Rows count={2} />}>
          {(items) => {
            const others = items.filter((doctor) => !active.some((member) => member.doctorId === doctor.doctorId))
            return others.length === 0 ? (
              <p className="text-quiet">{t('careTeam.noMore')}</p>
            ) : (
              <OtherDoctors doctors={others} />
            )
          }}
        </QueryView>
      </Panel>
      <Link to="/patient/access-log" className="inline-flex min-h-11 items-center text-accent">
        {t('careTeam.whoLooked')}
      </Link>
      {revoking !== null && <Revoke member={revoking} onClose={() => setRevoking(null)} />}
    </div>
  )
}
