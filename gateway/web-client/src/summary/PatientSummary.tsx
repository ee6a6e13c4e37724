import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { get, Problem } from '../api/client'
import type { ApiPath, Entry, Evidence, Summary } from '../api/types'
import { Ago } from '../app/time'
import { Empty, Panel } from '../design/Panel'
import { Lines, QueryView } from '../design/QueryView'
import { entryKey } from '../diary/diaryCache'
import { SummaryText } from './SummaryText'

export const SUMMARY = ['summary'] as const

/** No summary yet is an answer, not a failure. */
export async function summaryOrNone(path: ApiPath, signal: AbortSignal): Promise<Summary | null> {
  try {
    return await get<Summary>(path, signal)
  } catch (error) {
    if (error instanceof Problem && error.status === 404) {
      return null
    }
    throw error
  }
}

function EvidenceEntry({ evidence }: { evidence: Evidence }) {
  const { t } = useTranslation()
  const entry = useQuery({
    queryKey: entryKey(evidence.entryId),
    queryFn: ({ signal }) => get<Entry>(`/api/patient/diary/entries/${evidence.entryId}`, signal),
  })
  return (
    <Link
      to={`/patient/entries/${evidence.entryId}?version=${evidence.version}`}
      className="block rounded py-1.5 no-underline hover:text-accent"
    >
      {entry.data === undefined ? (
        <span className="text-quiet">{entry.isError ? t('summary.openEntry') : t('state.loading')}</span>
      ) : (
        <>
          <Ago at={entry.data.happenedAt} className="block text-small text-quiet" />
          <q dir="auto" className="line-clamp-3">{entry.data.text}</q>
        </>
      )}
    </Link>
  )
}

/** What has been noted. */
export function PatientSummary() {
  const { t } = useTranslation('patient')
  const summary = useQuery({
    queryKey: SUMMARY,
    queryFn: ({ signal }) => summaryOrNone('/api/patient/summary', signal),
  })
  return (
    <Panel
      title={t('home.noted')}
      testId="summary"
      aside={
        <Link to="/patient/med-log" className="inline-flex min-h-11 items-center text-accent">
          {t('home.wholeLog')}
        </Link>
      }
    >
      <QueryView query={summary} skeleton={<Lines count={4} />}>
        {(found) =>
          found === null || found.sentences.length === 0 ? (
            <Empty title={t('summary.emptyTitle')}>{t('summary.emptyText')}</Empty>
          ) : (
            <SummaryText summary={found} evidence={(item) => <EvidenceEntry evidence={item} />} />
          )
        }
      </QueryView>
    </Panel>
  )
}
