import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { get, query } from '../api/client'
import type { Access, Page } from '../api/types'
import { useFormats } from '../app/time'
import { usePageTitle } from '../app/usePageTitle'
import { BackLink } from '../design/BackLink'
import { Button } from '../design/Button'
import { EyeIcon } from '../design/icons'
import { Empty, PageTitle } from '../design/Panel'
import { QueryView, Rows } from '../design/QueryView'

const RESOURCES = [
  'diary',
  'profile',
  'summary',
  'dashboard',
  'patient',
  'appointments',
  'calendar',
  'care-team',
  'panel',
  'consultation',
  'med-log',
  'interview',
] as const

function byDay(items: Access[], day: (access: Access) => string): [string, Access[]][] {
  const days = new Map<string, Access[]>()
  items.forEach((item) => days.set(day(item), [...(days.get(day(item)) ?? []), item]))
  return [...days]
}

/** Who looked at or changed the record, when and why. */
export default function AccessLogPage() {
  const { t } = useTranslation('patient')
  const formats = useFormats()
  usePageTitle(t('access.title'))
  const log = useInfiniteQuery({
    queryKey: ['access-log'],
    queryFn: ({ pageParam, signal }) =>
      get<Page<Access>>(`/api/patient/access-log${query({ cursor: pageParam, limit: 30 })}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
  const what = ({ action, resource }: Access) => {
    if (action === 'write' && resource === 'review') {
      return t('access.marked')
    }
    if (action === 'write' && resource === 'read-marks') {
      return t('access.opened')
    }
    const known = RESOURCES.find((name) => name === resource) ?? 'part'
    return t(`access.${action}`, { thing: t(`access.resource.${known}`) })
  }
  return (
    <div className="mx-auto max-w-3xl">
      <div className="mb-3">
        <BackLink to="/patient/care-team">{t('nav.careTeam')}</BackLink>
      </div>
      <PageTitle title={t('access.title')} intro={t('access.intro')} />
      <QueryView query={log} skeleton={<Rows count={6} />}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items)
          if (items.length === 0) {
            return <Empty title={t('access.emptyTitle')}>{t('access.emptyText')}</Empty>
          }
          const days = byDay(items, (access) => formats.anyDay(access.at))
          return (
            <div className="grid gap-6">
              {days.map(([day, accesses]) => (
                <section key={day}>
                  <h2 className="mb-2 text-small font-strong text-quiet">{day}</h2>
                  <ul className="divide-y divide-line rounded-large border border-line bg-raised px-5">
                    {accesses.map((access) => (
                      <li key={access.id} className="flex items-start gap-3 py-3.5">
                        <EyeIcon className="mt-1 size-5 shrink-0 text-quiet" />
                        <div className="min-w-0 flex-1">
                          <p>
                            <strong className="font-strong">{access.actorName}</strong> {what(access)}
                          </p>
                          <p className="text-small text-quiet">
                            {access.purpose === 'care' ? t('access.forCare') : t('access.purpose', { purpose: access.purpose })}
                          </p>
                        </div>
                        <time dateTime={access.at} className="text-small text-quiet tabular">
                          {formats.time(access.at)}
                        </time>
                      </li>
                    ))}
                  </ul>
                </section>
              ))}
              {log.hasNextPage && (
                <div className="flex justify-center">
                  <Button look="secondary" isDisabled={log.isFetchingNextPage} onPress={() => void log.fetchNextPage()}>
                    {t('diary.older')}
                  </Button>
                </div>
              )}
            </div>
          )
        }}
      </QueryView>
    </div>
  )
}
