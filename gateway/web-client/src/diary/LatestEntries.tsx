import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { get } from '../api/client'
import type { Entry, Page } from '../api/types'
import { forgetDraft } from '../app/useDraft'
import { Empty, Panel } from '../design/Panel'
import { QueryView, Rows } from '../design/QueryView'
import { LATEST, LATEST_COUNT } from './diaryCache'
import { EntryCard, KeptCard } from './EntryCard'
import { correctionDraft, type KeptEntry } from './outbox'
import { useOutbox } from './useOutbox'

export function KeptEntries({ shown }: { shown: Entry[] }) {
  const { outbox, kept } = useOutbox()
  const waiting = kept.filter((entry) => !shown.some((known) => known.id === entry.receipt?.id))
  return waiting
    .toReversed()
    .map((entry: KeptEntry) => (
      <KeptCard
        key={entry.key}
        kept={entry}
        onRemove={() => {
          forgetDraft(entry.reader, correctionDraft(entry))
          void outbox?.remove(entry.key)
        }}
        onRetry={() => outbox?.sendNow()}
      />
    ))
}

/** What happens with what was sent. */
export function LatestEntries() {
  const { t } = useTranslation('patient')
  const { kept } = useOutbox()
  const latest = useQuery({
    queryKey: LATEST,
    queryFn: ({ signal }) => get<Page<Entry>>(`/api/patient/diary/entries?limit=${LATEST_COUNT}`, signal),
  })
  return (
    <Panel
      title={t('home.whatHappens')}
      aside={
        <Link to="/patient/diary" className="inline-flex min-h-11 items-center text-accent">
          {t('home.wholeDiary')}
        </Link>
      }
    >
      {latest.data === undefined && (
        <div className="divide-y divide-line">
          <KeptEntries shown={[]} />
        </div>
      )}
      <QueryView query={latest} skeleton={<Rows count={3} height="h-28" />}>
        {(page) =>
          page.items.length === 0 && kept.length === 0 ? (
            <Empty title={t('diary.emptyTitle')}>{t('diary.emptyText')}</Empty>
          ) : (
            <div className="-my-5 divide-y divide-line">
              <KeptEntries shown={page.items} />
              {page.items.map((entry) => (
                <EntryCard key={entry.id} entry={entry} />
              ))}
            </div>
          )
        }
      </QueryView>
    </Panel>
  )
}
