import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { get, query } from '../api/client'
import type { Page, PatientListItem } from '../api/types'
import { Ago } from '../app/time'
import { usePageTitle } from '../app/usePageTitle'
import { NameAndAge } from '../dashboard/DashboardList'
import { Button, ButtonLink } from '../design/Button'
import { Empty, PageTitle } from '../design/Panel'
import { QueryView, Rows } from '../design/QueryView'
import { UrgencyMark } from '../design/UrgencyMark'

/** Everyone in this doctor's care, found by name. */
export default function PatientsPage() {
  const { t } = useTranslation('doctor')
  usePageTitle(t('nav.patients'))
  const [text, setText] = useState('')
  // Focus brings up the keyboard of a phone, which would cover the list.
  const [desk] = useState(() => matchMedia('(pointer: fine)').matches)
  const wanted = useDeferredValue(text.trim())
  const patients = useInfiniteQuery({
    queryKey: ['doctor', 'patients', wanted],
    queryFn: ({ pageParam, signal }) =>
      get<Page<PatientListItem>>(`/api/doctor/patients${query({ q: wanted, cursor: pageParam, limit: 30 })}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <PageTitle
        title={t('patients.title')}
        intro={t('patients.intro')}
        aside={<ButtonLink to="/doctor/patients/new">{t('patients.add')}</ButtonLink>}
      />
      <input
        type="search"
        // The page is opened to search, by "/" or from the menu.
        autoFocus={desk}
        value={text}
        onChange={(event) => setText(event.target.value)}
        aria-label={t('patients.search')}
        placeholder={t('patients.search')}
        className="field mb-5"
      />
      <QueryView query={patients} skeleton={<Rows count={6} />}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items)
          return items.length === 0 ? (
            <Empty title={t(wanted === '' ? 'patients.emptyTitle' : 'patients.noneTitle')}>
              {t(wanted === '' ? 'patients.emptyText' : 'patients.noneText')}
            </Empty>
          ) : (
            <>
              <ul className="divide-y divide-line overflow-hidden rounded-large border border-line bg-raised">
                {items.map((patient) => (
                  <li key={patient.patientId}>
                    <Link
                      to={`/doctor/patients/${patient.patientId}`}
                      className="flex min-h-14 flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3 no-underline hover:bg-accent-soft focus-visible:-outline-offset-2"
                    >
                      <span className="min-w-40 flex-1 font-strong">
                        <NameAndAge name={patient.name} age={patient.age} />
                      </span>
                      {patient.urgency !== null && <UrgencyMark level={patient.urgency} />}
                      <span className="basis-full text-small text-quiet md:w-52 md:basis-auto md:text-end">
                        {patient.lastEntryAt === null ? (
                          t('patients.noEntry')
                        ) : (
                          <>
                            {t('patients.lastEntry')} <Ago at={patient.lastEntryAt} />
                          </>
                        )}
                      </span>
                    </Link>
                  </li>
                ))}
              </ul>
              {patients.hasNextPage && (
                <div className="mt-5 flex justify-center">
                  <Button look="secondary" onPress={() => void patients.fetchNextPage()}>
                    {t('patients.more')}
                  </Button>
                </div>
              )}
            </>
          )
        }}
      </QueryView>
    </>
  )
}
