import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { get, query } from '../api/client'
import type { Entry, Page } from '../api/types'
import { usePageTitle } from '../app/usePageTitle'
import { Button, ButtonLink } from '../design/Button'
import { Empty, PageTitle } from '../design/Panel'
import { QueryView, Rows } from '../design/QueryView'
import { ALL } from './diaryCache'
import { EntryCard } from './EntryCard'
import { KeptEntries } from './LatestEntries'
import { useOutbox } from './useOutbox'

/** Everything that was written, newest first, page by page. */
export default function DiaryPage() {
  const { t } = useTranslation('patient')
  usePageTitle(t('nav.diary'))
  const { kept } = useOutbox()
  const diary = useInfiniteQuery({
    queryKey: ALL,
    queryFn: ({ pageParam, signal }) =>
      get<Page<Entry>>(`/api/patient/diary/entries${query({ cursor: pageParam, limit: 20 })}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
  return (
    <div className="mx-auto max-w-3xl">
      <PageTitle title={t('diary.title')} intro={t('diary.intro')} />
      {diary.data === undefined && kept.length > 0 && (
        <div className="mb-5 divide-y divide-line rounded-large border border-line bg-raised px-5 md:px-6">
          <KeptEntries shown={[]} />
        </div>
      )}
      <QueryView query={diary} skeleton={<Rows count={5} height="h-32" />}>
        {(data) => {
          const entries = data.pages.flatMap((page) => page.items)
          if (entries.length === 0 && kept.length === 0) {
            return (
              <Empty title={t('diary.emptyTitle')}>
                <p className="mb-4">{t('diary.emptyText')}</p>
                <ButtonLink to="/patient">{t('diary.begin')}</ButtonLink>
              </Empty>
            )
          }
          return (
            <>
              <div className="divide-y divide-line rounded-large border border-line bg-raised px-5 md:px-6">
                <KeptEntries shown={entries} />
                {entries.map((entry) => (
                  <EntryCard key={entry.id} entry={entry} />
                ))}
              </div>
              <div className="mt-5 flex justify-center">
                {diary.hasNextPage ? (
                  <Button
                    look="secondary"
                    isDisabled={diary.isFetchingNextPage}
                    onPress={() => void diary.fetchNextPage()}
                  >
                    {t('diary.older')}
                  </Button>
                ) : (
                  <p className="text-small text-quiet">{t('diary.end')}</p>
                )}
              </div>
            </>
          )
        }}
      </QueryView>
    </div>
  )
}
