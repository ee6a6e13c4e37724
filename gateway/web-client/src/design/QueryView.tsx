import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '../api/client'
import { useReadFailure } from '../app/failure'
import { useFormats } from '../app/time'
import { Button } from './Button'
import { Notice } from './Notice'

type Result<T> = Pick<UseQueryResult<T, Error>, 'data' | 'error' | 'isPending' | 'dataUpdatedAt' | 'isFetching'> & {
  refetch: () => unknown
}

/** What stands where something is still to come. */
export function Busy({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div aria-busy="true">
      <span className="sr-only">{t('state.loading')}</span>
      {children}
    </div>
  )
}

/** Shows what a query has: its skeleton, its data, its data with their age, or why there are none. */
export function QueryView<T>({
  query,
  skeleton,
  children,
}: {
  query: Result<T>
  skeleton: ReactNode
  children: (data: T) => ReactNode
}) {
  const { t } = useTranslation()
  const formats = useFormats()
  const failure = useReadFailure()
  const again = (
    <Button look="secondary" dense onPress={() => void query.refetch()} isDisabled={query.isFetching}>
      {t('state.tryAgain')}
    </Button>
  )
  // What one may not read any more is not shown as it was.
  const closed = query.error instanceof Problem && query.error.status === 403
  if (query.data === undefined || closed) {
    if (query.error === null) {
      return <Busy>{skeleton}</Busy>
    }
    const { kind, text } = failure(query.error)
    return (
      <Notice kind={kind} action={again}>
        {text}
      </Notice>
    )
  }
  return (
    <>
      {query.error !== null && (
        <div className="mb-4">
          <Notice kind="stale" action={again}>
            {t('state.stale', { time: formats.time(query.dataUpdatedAt) })}
          </Notice>
        </div>
      )}
      {children(query.data)}
    </>
  )
}

export function Lines({ count = 3 }: { count?: number }) {
  return (
    <div className="grid gap-3" aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={`skeleton h-5 ${index % 3 === 2 ? 'w-2/3' : 'w-full'}`} />
      ))}
    </div>
  )
}

export function Rows({ count = 3, height = 'h-16' }: { count?: number; height?: string }) {
  return (
    <div className="grid gap-3" aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={`skeleton ${height}`} />
      ))}
    </div>
  )
}
