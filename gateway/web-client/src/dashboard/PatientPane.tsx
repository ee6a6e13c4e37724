import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, Problem } from '../api/client'
import type { DashboardRow, Entry, Evidence, PatientDetails } from '../api/types'
import { callAddress } from '../app/phone'
import { Ago, useFormats } from '../app/time'
import { AppointmentItem } from '../appointments/AppointmentItem'
import { ConsultationText } from '../consultations/ConsultationText'
import { OwnConsultation } from '../consultations/OwnConsultation'
import { useConsultations } from '../consultations/useConsultations'
import { Button } from '../design/Button'
import { Empty } from '../design/Panel'
import { Lines, QueryView, Rows } from '../design/QueryView'
import { UrgencyMark } from '../design/UrgencyMark'
import { SymptomList } from '../diary/EntryCard'
import { useDoctorProfile } from '../doctor/useDoctorProfile'
import { timeLine, type TimeLineItem } from '../medlog/timeLine'
import { summaryOrNone } from '../summary/PatientSummary'
import { SummaryText } from '../summary/SummaryText'
import { useRuleWords } from '../urgency/useRuleWords'
import { NameAndAge } from './DashboardList'
import { EndCare } from './EndCare'
import { useOpened } from './useOpened'
import { usePatientLog } from './usePatientLog'

export function usePatient(patientId: string | undefined) {
  return useQuery({
    queryKey: ['doctor', 'patient', patientId],
    queryFn: ({ signal }) => get<PatientDetails>(`/api/doctor/patients/${patientId}`, signal),
    enabled: patientId !== undefined,
  })
}

/** True once the service has said that this patient is not in the doctor's care. */
export function isNotInCare({ error }: ReturnType<typeof usePatient>): boolean {
  return error instanceof Problem && error.status === 403
}

function TimeLineEntry({ entry, fresh, marked }: { entry: Entry; fresh: boolean; marked: boolean }) {
  const { t } = useTranslation('doctor')
  const formats = useFormats()
  return (
    <li
      id={`entry-${entry.id}`}
      tabIndex={-1}
      className={`relative grid gap-2 border-s-2 py-1 ps-5 outline-none ${fresh ? 'border-accent' : 'border-line'} ${
        marked ? 'rounded-e bg-accent-soft' : ''
      }`}
    >
      <span
        aria-hidden="true"
        className={`absolute -start-[5px] top-2.5 size-2 rounded-full ${fresh ? 'bg-accent' : 'bg-line-strong'}`}
      />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-quiet">
        <time dateTime={entry.happenedAt} className="tabular">
          {formats.exact(entry.happenedAt)}
        </time>
        {fresh && <span className="font-strong text-accent">{t('patient.new')}</span>}
        {entry.version > 1 && entry.status === 'active' && <span>{t('patient.version', { version: entry.version })}</span>}
        {entry.status === 'active' && entry.assessment !== null && <UrgencyMark level={entry.assessment.level} />}
        {entry.status === 'withdrawn' && <span>{t('patient.withdrawn')}</span>}
      </div>
      <p dir="auto" className={`whitespace-pre-line break-words ${entry.status === 'active' ? '' : 'text-quiet line-through'}`}>
        {entry.text}
      </p>
      <SymptomList symptoms={entry.symptoms} />
      {entry.seenBy.map((seen) => (
        <p key={seen.doctorId} className="text-small text-quiet">
          {t('patient.seenBy', { doctor: seen.name })} <Ago at={seen.at} />
        </p>
      ))}
    </li>
  )
}

function TimeLineOther({ item }: { item: TimeLineItem }) {
  const { t } = useTranslation('doctor')
  const formats = useFormats()
  const { appointment, known } = item
  const doctorId = useDoctorProfile().data?.id
  const consultation = known ?? item.consultation
  return (
    <li data-testid={`time-line-${item.type}`} className="relative grid gap-2 border-s-2 border-line py-1 ps-5">
      <span aria-hidden="true" className="absolute -start-[5px] top-2.5 size-2 rounded-full border border-line-strong bg-surface" />
      {consultation !== null && (
        <>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-quiet">
            <time dateTime={item.at} className="tabular">
              {formats.exact(item.at)}
            </time>
            <span className="font-strong text-text">{consultation.doctorName}</span>
            <span>{t(`consultation.mode.${consultation.mode}`)}</span>
            {consultation.version > 1 && consultation.status === 'finished' && (
              <span>{t('patient.version', { version: consultation.version })}</span>
            )}
          </div>
          <ConsultationText consultation={consultation} />
          {known !== null && known.doctorId === doctorId && <OwnConsultation consultation={known} />}
        </>
      )}
      {appointment !== null && (
        <AppointmentItem appointment={appointment} who={appointment.doctorName ?? t('patient.appointment')} />
      )}
    </li>
  )
}

/** The patient: why here, what changed, the summary, the time line. */
export function PatientPane({
  patientId,
  row,
  acting,
}: {
  patientId: string
  row: DashboardRow | undefined
  /** Whether a phone shows what there is to do in place of this. */
  acting: boolean
}) {
  const { t } = useTranslation('doctor')
  const formats = useFormats()
  const { titleOf } = useRuleWords()
  const [marked, setMarked] = useState<string | null>(null)
  useOpened(patientId, row, acting)
  const patient = usePatient(patientId)
  const state = `${row?.lastEntryAt ?? ''}/${row?.seenBy?.at ?? ''}/${row?.nextAppointment?.start ?? ''}/${row?.uncovered.map((item) => `${item.entryId}.${item.version}`).join() ?? ''}/${row?.assessed ?? ''}`
  const log = usePatientLog(patientId)
  const summary = useQuery({
    queryKey: ['doctor', 'summary', patientId, row?.summaryVersion ?? null, row?.lastEntryAt ?? null],
    queryFn: ({ signal }) => summaryOrNone(`/api/doctor/patients/${patientId}/summary`, signal),
    placeholderData: (previous) => (previous && row?.summaryVersion !== null ? previous : undefined),
  })
  const consultations = useConsultations(patientId)
  const { refetch } = log
  const { refetch: refetchConsultations } = consultations
  useEffect(() => {
    void refetch()
    void refetchConsultations()
  }, [state, refetch, refetchConsultations])

  const items = timeLine(log.data?.pages ?? [], consultations.data?.pages.flatMap((page) => page.items) ?? [])
  const entries = items.flatMap((item) => (item.entry === null ? [] : [item.entry]))
  const older = () => {
    void log.fetchNextPage()
    // As many pages of consultations as of everything always reach as far back.
    if (consultations.hasNextPage) {
      void consultations.fetchNextPage()
    }
  }
  const fresh = (entry: Entry) => row?.uncovered.some((item) => item.entryId === entry.id) ?? false
  const show = (entryId: string) => {
    setMarked(entryId)
    const element = document.getElementById(`entry-${entryId}`)
    element?.scrollIntoView({ block: 'center' })
    element?.focus({ preventScroll: true })
  }
  const evidence = (item: Evidence) => {
    const entry = entries.find((known) => known.id === item.entryId)
    return (
      <button type="button" onClick={() => show(item.entryId)} className="w-full rounded py-1 text-start hover:text-accent">
        {entry === undefined ? (
          t('patient.olderEntry')
        ) : (
          <>
            <span className="block text-small text-quiet">{formats.exact(entry.happenedAt)}</span>
            <q dir="auto" className="line-clamp-3">{entry.text}</q>
          </>
        )}
      </button>
    )
  }

  const who = (
    <>
      {(patient.data === undefined || isNotInCare(patient)) && (
        <h1 className="text-title font-strong">{row === undefined || row.name === '' ? t('patient.label') : row.name}</h1>
      )}
      <QueryView query={patient} skeleton={<Lines count={3} />}>
        {(found) => (
          <header>
            <h1 className="text-title font-strong">
              <NameAndAge name={found.name} age={found.age} />
            </h1>
            <p className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-small text-quiet">
              {found.sex !== null && found.sex !== 'unknown' && <span>{t(`sex.${found.sex}`)}</span>}
              {found.birthDate !== null && <span>{t('patient.born', { day: formats.date(found.birthDate, 'UTC') })}</span>}
              {found.heightCm !== null && found.weightKg !== null && (
                <span className="tabular">{t('patient.body', { height: found.heightCm, weight: found.weightKg })}</span>
              )}
              {found.phone !== null && (
                <a href={callAddress(found.phone)} className="-my-2.5 inline-flex min-h-11 items-center text-accent" dir="ltr">
                  {found.phone}
                </a>
              )}
            </p>
            {found.allergies !== null && found.allergies.length > 0 && (
              <p className="mt-2">
                <strong className="font-strong">{t('patient.allergies')}</strong> {found.allergies.join(', ')}
              </p>
            )}
          </header>
        )}
      </QueryView>
    </>
  )
  // Whoever is not in care is told so once, not once for each part.
  if (isNotInCare(patient)) {
    return <div className="grid gap-6">{who}</div>
  }
  return (
    <div className="grid gap-6">
      {who}

      {row !== undefined && (
        <section aria-labelledby="why-here" className="border-t border-line pt-5">
          <div className="mb-2 flex flex-wrap items-center gap-3">
            <h2 id="why-here" className="text-lead font-strong">
              {t('patient.why')}
            </h2>
            {row.urgency !== null && <UrgencyMark level={row.urgency} />}
          </div>
          {row.urgency === null ? (
            <p className="text-quiet">
              {row.seenBy === null ? t('patient.nothingYet') : (
                <>
                  {t('patient.allSeen', { doctor: row.seenBy.name })} <Ago at={row.seenBy.at} />
                </>
              )}
            </p>
          ) : (
            <>
              {!row.assessed && <p className="mb-2">{t('patient.notAssessed')}</p>}
              {row.reasons.length > 0 ? (
                <ul className="grid gap-1">
                  {row.reasons.map((reason) => (
                    <li key={`${reason.ruleId}-${reason.entryId}`}>
                      <button
                        type="button"
                        onClick={() => show(reason.entryId)}
                        className="-mx-2 flex min-h-11 w-[calc(100%+1rem)] flex-wrap items-baseline gap-x-3 rounded px-2 py-2 text-start hover:bg-accent-soft md:min-h-9"
                      >
                        <span className="font-strong">{titleOf(reason.ruleId, reason.title)}</span>
                        <span className="text-small text-quiet">{reason.source}</span>
                      </button>
                    </li>
                  ))}
                </ul>
              ) : (
                row.assessed && <p className="text-quiet">{t('patient.noRule')}</p>
              )}
              <p className="mt-2 text-quiet">
                {t('patient.changed', { count: row.uncovered.length })}{' '}
                {row.seenBy === null ? t('patient.neverSeen') : (
                  <>
                    {t('patient.since', { doctor: row.seenBy.name })} <Ago at={row.seenBy.at} />
                  </>
                )}
              </p>
            </>
          )}
        </section>
      )}

      <section aria-labelledby="patient-summary" data-testid="summary" className="border-t border-line pt-5">
        <h2 id="patient-summary" className="mb-2 text-lead font-strong">
          {t('patient.summary')}
        </h2>
        <QueryView query={summary} skeleton={<Lines count={4} />}>
          {(found) =>
            found === null || found.sentences.length === 0 ? (
              <p className="text-quiet">{t('patient.noSummary')}</p>
            ) : (
              <SummaryText summary={found} evidence={evidence} />
            )
          }
        </QueryView>
      </section>

      <section aria-labelledby="time-line" className="border-t border-line pt-5">
        <h2 id="time-line" className="mb-4 text-lead font-strong">
          {t('patient.timeLine')}
        </h2>
        <QueryView query={log} skeleton={<Rows count={4} height="h-20" />}>
          {() =>
            items.length === 0 ? (
              <Empty title={t('patient.noEntries')}>{t('patient.noEntriesText')}</Empty>
            ) : (
              <>
                <ol className="grid gap-5">
                  {items.map((item) =>
                    item.entry === null ? (
                      <TimeLineOther key={item.id} item={item} />
                    ) : (
                      <TimeLineEntry key={item.id} entry={item.entry} fresh={fresh(item.entry)} marked={marked === item.id} />
                    ),
                  )}
                </ol>
                {log.hasNextPage && (
                  <div className="mt-5">
                    <Button
                      look="secondary"
                      dense
                      isDisabled={log.isFetchingNextPage}
                      onPress={older}
                    >
                      {t('patient.older')}
                    </Button>
                  </div>
                )}
              </>
            )
          }
        </QueryView>
      </section>

      {patient.data !== undefined && <EndCare patientId={patientId} name={patient.data.name} />}
    </div>
  )
}
