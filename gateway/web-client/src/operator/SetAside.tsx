import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { get, request } from '../api/client'
import type { DeadLetter, Page } from '../api/types'
import { useFailure } from '../app/failure'
import { useFormats } from '../app/time'
import { Button } from '../design/Button'
import { CheckIcon } from '../design/icons'
import { Notice } from '../design/Notice'
import { Panel } from '../design/Panel'
import { QueryView, Rows } from '../design/QueryView'

const SERVICES = ['patient', 'doctor', 'scheduling', 'ai-summary'] as const
type Service = (typeof SERVICES)[number]

const lettersOf = (service: Service) => ['operator', 'dead-letters', service] as const

/** A class name without its package. */
const short = (name: string) => name.slice(name.lastIndexOf('.') + 1)

function LetterRow({ service, letter }: { service: Service; letter: DeadLetter }) {
  const { t } = useTranslation('doctor')
  const client = useQueryClient()
  const formats = useFormats()
  const failure = useFailure()
  const intention = useRef(crypto.randomUUID())
  const replay = useMutation({
    mutationFn: () =>
      request<DeadLetter>('POST', `/api/operator/${service}/dead-letters/${letter.id}/replay`, {
        idempotencyKey: intention.current,
      }),
    onSuccess: ({ body }) => {
      intention.current = crypto.randomUUID()
      client.setQueryData<Page<DeadLetter>>(lettersOf(service), (page) =>
        page === undefined ? page : { ...page, items: page.items.map((known) => (known.id === body.id ? body : known)) },
      )
    },
  })
  const name = letter.eventType ?? t('setAside.noType')
  return (
    <li className="grid gap-3 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-48 flex-1">
          <p className="break-words" dir="ltr">
            {name}
          </p>
          <p className="text-small break-words text-quiet">
            <bdi>{letter.group}</bdi> · <bdi title={letter.reason}>{short(letter.reason)}</bdi> ·{' '}
            <bdi>{formats.exact(letter.at)}</bdi>
            {letter.replays > 0 && <> · {t('setAside.replays', { count: letter.replays })}</>}
          </p>
          {letter.key !== null && (
            <p className="text-small break-words text-quiet">
              {t('setAside.key')} <bdi>{letter.key}</bdi>
            </p>
          )}
        </div>
        {letter.state === 'replayed' ? (
          <span className="inline-flex items-center gap-1.5 text-small text-self-care">
            <CheckIcon /> {t('setAside.replayed')}
          </span>
        ) : (
          <Button
            look="secondary"
            dense
            onPress={() => replay.mutate()}
            isPending={replay.isPending}
            aria-label={t('setAside.replayOne', { record: name, when: formats.exact(letter.at) })}
          >
            {t('setAside.replay')}
          </Button>
        )}
      </div>
      {replay.data?.body.state === 'waiting' && <Notice kind="info">{t('setAside.failedAgain')}</Notice>}
      {replay.error !== null && <Notice kind={failure(replay.error).kind}>{failure(replay.error).text}</Notice>}
    </li>
  )
}

function ServiceRecords({ service }: { service: Service }) {
  const { t } = useTranslation('doctor')
  const letters = useQuery({
    queryKey: lettersOf(service),
    queryFn: ({ signal }) =>
      get<Page<DeadLetter>>(`/api/operator/${service}/dead-letters?state=waiting&limit=100`, signal),
  })
  return (
    <div>
      <h3 className="font-strong">{t(`setAside.services.${service}`)}</h3>
      <QueryView query={letters} skeleton={<Rows count={1} height="h-6" />}>
        {(page) =>
          page.items.length === 0 ? (
            <p className="text-small text-quiet">{t('setAside.none')}</p>
          ) : (
            <>
              <ul className="divide-y divide-line">
                {page.items.map((letter) => (
                  <LetterRow key={letter.id} service={service} letter={letter} />
                ))}
              </ul>
              {page.nextCursor !== null && <p className="text-small text-quiet">{t('setAside.more')}</p>}
            </>
          )
        }
      </QueryView>
    </div>
  )
}

/** Records that a service could not take, without what they say. */
export function SetAside() {
  const { t } = useTranslation('doctor')
  return (
    <Panel title={t('setAside.title')} testId="set-aside">
      <p className="mb-5 text-quiet">{t('setAside.intro')}</p>
      <div className="grid gap-5">
        {SERVICES.map((service) => (
          <ServiceRecords key={service} service={service} />
        ))}
      </div>
    </Panel>
  )
}
