import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { get, query } from '../api/client'
import type { MedLogItem, Page } from '../api/types'
import { useFormats } from '../app/time'
import { usePageTitle } from '../app/usePageTitle'
import { AppointmentItem } from '../appointments/AppointmentItem'
import { ConsultationText } from '../consultations/ConsultationText'
import { Button, ButtonLink } from '../design/Button'
import { Empty, PageTitle } from '../design/Panel'
import { QueryView, Rows } from '../design/QueryView'
import { SymptomList } from '../diary/EntryCard'
import { MED_LOG } from './medLogKey'

function Item({ item }: { item: MedLogItem }) {
  const { t } = useTranslation('patient')
  const formats = useFormats()
  const { entry, consultation, appointment } = item
  return (
    <li data-testid="med-log-item" data-type={item.type} className="relative border-s-2 border-line ps-5 pb-7 last:pb-0">
      <span aria-hidden="true" className="absolute -start-[5px] top-2 size-2 rounded-full bg-line-strong" />
      <div className="mb-2 flex flex-wrap items-baseline gap-x-3 gap-y-1 text-small text-quiet">
        <h3 className="text-body font-strong text-text">
          {entry !== null && t('medLog.youWrote')}
          {consultation !== null && consultation.doctorName}
          {appointment !== null && t('medLog.appointment')}
        </h3>
        {consultation !== null && <span>{t(`consultation.mode.${consultation.mode}`)}</span>}
        {consultation !== null && consultation.version > 1 && consultation.status === 'finished' && (
          <span>{t('medLog.changed')}</span>
        )}
        {appointment === null && (
          <time dateTime={item.at} title={formats.exact(item.at)} className="tabular">
            {formats.time(item.at)}
          </time>
        )}
      </div>
      {entry !== null && (
        <div className="grid gap-2">
          <p
            dir="auto"
            className={`break-words whitespace-pre-line ${entry.status === 'active' ? '' : 'text-quiet line-through'}`}
          >
            {entry.text}
          </p>
          <SymptomList symptoms={entry.symptoms} />
          {entry.status === 'withdrawn' && <p className="text-small text-quiet">{t('state.withdrawn')}</p>}
          <Link
            to={`/patient/entries/${entry.id}`}
            className="-ms-2 inline-flex min-h-11 items-center justify-self-start rounded px-2 text-accent hover:bg-accent-soft"
          >
            {t(entry.status === 'active' ? 'diary.open' : 'diary.openWithdrawn')}
          </Link>
        </div>
      )}
      {consultation !== null && <ConsultationText consultation={consultation} />}
      {appointment !== null && (
        <AppointmentItem appointment={appointment} who={appointment.doctorName ?? t('appointments.yourDoctor')} />
      )}
    </li>
  )
}

function byDay(items: MedLogItem[], day: (at: string) => string): [string, MedLogItem[]][] {
  const days = new Map<string, MedLogItem[]>()
  items.forEach((item) => days.set(day(item.at), [...(days.get(day(item.at)) ?? []), item]))
  return [...days]
}

/** What the patient wrote, what doctors said and when they met, in one time line. */
export default function MedLogPage() {
  const { t } = useTranslation('patient')
  const formats = useFormats()
  usePageTitle(t('nav.medLog'))
  const log = useInfiniteQuery({
    queryKey: MED_LOG,
    queryFn: ({ pageParam, signal }) =>
      get<Page<MedLogItem>>(`/api/patient/med-log${query({ cursor: pageParam, limit: 20 })}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
  return (
    <div className="mx-auto max-w-3xl">
      <PageTitle title={t('medLog.title')} intro={t('medLog.intro')} />
      <QueryView query={log} skeleton={<Rows count={5} height="h-28" />}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items)
          if (items.length === 0) {
            return (
              <Empty title={t('medLog.emptyTitle')}>
                <p className="mb-4">{t('medLog.emptyText')}</p>
                <ButtonLink to="/patient">{t('diary.begin')}</ButtonLink>
              </Empty>
            )
          }
          return (
            <div className="grid gap-7">
              {byDay(items, (at) => formats.date(at)).map(([day, ofDay]) => (
                <section key={day} className="rounded-large border border-line bg-raised p-5 md:p-6">
                  <h2 className="mb-4 text-small font-strong text-quiet">{day}</h2>
                  <ol>
                    {ofDay.map((item) => (
                      <Item key={item.id} item={item} />
                    ))}
                  </ol>
                </section>
              ))}
              <div className="flex justify-center">
                {log.hasNextPage ? (
                  <Button look="secondary" isDisabled={log.isFetchingNextPage} onPress={() => void log.fetchNextPage()}>
                    {t('diary.older')}
                  </Button>
                ) : (
                  <p className="text-small text-quiet">{t('diary.end')}</p>
                )}
              </div>
            </div>
          )
        }}
      </QueryView>
    </div>
  )
}
