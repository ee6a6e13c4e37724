import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { request } from '../api/client'
import type { CalendarFeed } from '../api/types'
import { useFailure } from '../app/failure'
import { useFormats } from '../app/time'
import { Button } from '../design/Button'
import { Dialog } from '../design/Dialog'
import { TextInput } from '../design/Field'
import { Notice } from '../design/Notice'
import { Panel } from '../design/Panel'
import { Lines, QueryView } from '../design/QueryView'
import { calendarFeed, useCalendarFeed, type Side } from './useCalendar'

type Copied = 'no' | 'yes' | 'failed'

/** A link under which a calendar program reads the times, and nothing else. */
export function CalendarFeedCard({ side }: { side: Side }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const client = useQueryClient()
  const failure = useFailure()
  const feed = useCalendarFeed(side)
  const [key, setKey] = useState(() => crypto.randomUUID())
  const [address, setAddress] = useState<string | null>(null)
  const [copied, setCopied] = useState<Copied>('no')
  const [asking, setAsking] = useState<'renew' | 'giveUp' | null>(null)
  const refresh = () => client.invalidateQueries({ queryKey: calendarFeed(side) })
  const renew = useMutation({
    mutationFn: () => request<CalendarFeed>('POST', `/api/${side}/calendar`, { idempotencyKey: key }),
    onSuccess: ({ body }) => {
      setAddress(body.address)
      setCopied('no')
      setAsking(null)
      // The next address is another intention.
      setKey(crypto.randomUUID())
    },
    onSettled: refresh,
  })
  const giveUp = useMutation({
    mutationFn: () => request('DELETE', `/api/${side}/calendar`),
    onSuccess: () => {
      setAddress(null)
      setAsking(null)
    },
    onSettled: refresh,
  })
  const copy = (text: string) => {
    navigator.clipboard.writeText(text).then(
      () => setCopied('yes'),
      () => setCopied('failed'),
    )
  }
  const failed = renew.error ?? giveUp.error
  return (
    <Panel title={t('calendarFeed.title')} testId="calendar-feed">
      <p className="mb-4 max-w-2xl text-quiet">{t('calendarFeed.text')}</p>
      <QueryView query={feed} skeleton={<Lines count={2} />}>
        {(known) => (
          <div className="grid gap-4">
            {address !== null && (
              <div className="grid gap-3">
                <TextInput
                  label={t('calendarFeed.address')}
                  hint={t('calendarFeed.once')}
                  value={address}
                  readOnly
                  dir="ltr"
                  onFocus={(event) => event.target.select()}
                />
                <div className="flex flex-wrap items-center gap-3">
                  <Button dense onPress={() => copy(address)}>
                    {t('calendarFeed.copy')}
                  </Button>
                  <span aria-live="polite" className="text-small text-quiet">
                    {copied === 'no' ? '' : t(`calendarFeed.copied.${copied}`)}
                  </span>
                </div>
              </div>
            )}
            {known.active && (
              <p className="text-small text-quiet">
                {t('calendarFeed.since', { date: formats.date(known.since ?? 0) })}{' '}
                {known.readAt === null
                  ? t('calendarFeed.notRead')
                  : t('calendarFeed.readAt', { date: formats.exact(known.readAt) })}
              </p>
            )}
            {failed !== null && asking === null && <Notice kind={failure(failed).kind}>{failure(failed).text}</Notice>}
            <div className="flex flex-wrap gap-3">
              {known.active ? (
                <>
                  <Button look="secondary" dense onPress={() => setAsking('renew')}>
                    {t('calendarFeed.renew')}
                  </Button>
                  <Button look="quiet" dense onPress={() => setAsking('giveUp')}>
                    {t('calendarFeed.giveUp')}
                  </Button>
                </>
              ) : (
                <Button look="secondary" dense onPress={() => renew.mutate()} isPending={renew.isPending}>
                  {t('calendarFeed.make')}
                </Button>
              )}
            </div>
          </div>
        )}
      </QueryView>
      {asking !== null && (
        <Dialog alert title={t(`calendarFeed.${asking}Title`)} onClose={() => setAsking(null)}>
          <p className="mb-5">{t(`calendarFeed.${asking}Text`)}</p>
          {failed !== null && (
            <div className="mb-5">
              <Notice kind={failure(failed).kind}>{failure(failed).text}</Notice>
            </div>
          )}
          <div className="flex flex-wrap-reverse gap-3">
            <Button look="secondary" onPress={() => setAsking(null)}>
              {t('calendarFeed.keep')}
            </Button>
            <Button
              onPress={() => (asking === 'renew' ? renew.mutate() : giveUp.mutate())}
              isPending={renew.isPending || giveUp.isPending}
            >
              {t(`calendarFeed.${asking}`)}
            </Button>
          </div>
        </Dialog>
      )}
    </Panel>
  )
}
