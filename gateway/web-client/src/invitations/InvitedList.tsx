import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, query, request } from '../api/client'
import type { Invitation, Page } from '../api/types'
import { useFailure } from '../app/failure'
import { useFormats } from '../app/time'
import { Button } from '../design/Button'
import { Notice } from '../design/Notice'
import { Empty, Panel } from '../design/Panel'
import { QueryView, Rows } from '../design/QueryView'

export const INVITED = ['doctor', 'invitations'] as const

function InvitedRow({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation('doctor')
  const formats = useFormats()
  const failure = useFailure()
  const client = useQueryClient()
  const [key, setKey] = useState(() => crypto.randomUUID())
  const again = useMutation({
    mutationFn: () => request<Invitation>('POST', `/api/doctor/invitations/${invitation.id}/mail`, { idempotencyKey: key }),
    onSuccess: () => {
      setKey(crypto.randomUUID())
      void client.invalidateQueries({ queryKey: INVITED })
    },
  })
  const open = invitation.state === 'invited' || invitation.state === 'expired'
  return (
    <li className="grid gap-3 px-5 py-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-48 flex-1">
          <p dir="auto" className="font-strong">
            {invitation.name}
          </p>
          <p className="text-small text-quiet [overflow-wrap:anywhere]">
            <bdi>{invitation.email}</bdi>
          </p>
        </div>
        <p className="text-small">
          {t(`invite.state.${invitation.state}`, {
            day: formats.anyDay(invitation.decidedAt ?? invitation.expiresAt),
          })}
        </p>
        {open && (
          <Button
            look="secondary"
            dense
            onPress={() => again.mutate()}
            isPending={again.isPending}
            aria-label={t('invite.againOne', { name: invitation.name })}
          >
            {t('invite.again')}
          </Button>
        )}
      </div>
      {again.error !== null && <Notice kind={failure(again.error).kind}>{failure(again.error).text}</Notice>}
      {again.isSuccess && <Notice kind="success">{t('invite.sentAgain')}</Notice>}
    </li>
  )
}

/** Whom the doctor invited, and what they answered. */
export function InvitedList() {
  const { t } = useTranslation('doctor')
  const invited = useInfiniteQuery({
    queryKey: INVITED,
    queryFn: ({ pageParam, signal }) =>
      get<Page<Invitation>>(`/api/doctor/invitations${query({ cursor: pageParam, limit: 30 })}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
  return (
    <Panel title={t('invite.list')} plain>
      <QueryView query={invited} skeleton={<Rows count={2} />}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items)
          return items.length === 0 ? (
            <Empty title={t('invite.emptyTitle')}>{t('invite.emptyText')}</Empty>
          ) : (
            <>
              <ul className="divide-y divide-line rounded-large border border-line bg-raised">
                {items.map((invitation) => (
                  <InvitedRow key={invitation.id} invitation={invitation} />
                ))}
              </ul>
              {invited.hasNextPage && (
                <div className="mt-5 flex justify-center">
                  <Button look="secondary" onPress={() => void invited.fetchNextPage()}>
                    {t('patients.more')}
                  </Button>
                </div>
              )}
            </>
          )
        }}
      </QueryView>
    </Panel>
  )
}
