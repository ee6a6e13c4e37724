import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, request } from '../api/client'
import type { Items, ReceivedInvitation } from '../api/types'
import { useFailure } from '../app/failure'
import { useFormats } from '../app/time'
import { Button } from '../design/Button'
import { Notice } from '../design/Notice'
import { QueryView } from '../design/QueryView'

const RECEIVED = ['invitations'] as const

function InvitationCard({ invitation }: { invitation: ReceivedInvitation }) {
  const { t } = useTranslation('patient')
  const formats = useFormats()
  const failure = useFailure()
  const client = useQueryClient()
  const [key] = useState(() => crypto.randomUUID())
  const answer = useMutation({
    mutationFn: (accept: boolean) =>
      accept
        ? request('POST', `/api/patient/invitations/${invitation.id}/acceptance`, { idempotencyKey: key })
        : request('DELETE', `/api/patient/invitations/${invitation.id}`),
    onSuccess: () => Promise.all([client.invalidateQueries({ queryKey: RECEIVED }), client.invalidateQueries()]),
  })
  const doctor = invitation.doctorName
  return (
    <li data-testid="invitation" className="grid gap-4 rounded-large border border-accent bg-accent-soft p-5 md:p-6">
      <div>
        <h2 className="text-lead font-strong">{t('invitation.title', { doctor })}</h2>
        <p className="text-quiet">{invitation.specialty}</p>
        <p className="mt-2">{t('invitation.text', { doctor })}</p>
        <p className="mt-1 text-small text-quiet">{t('invitation.until', { day: formats.anyDay(invitation.expiresAt) })}</p>
      </div>
      {answer.error !== null && <Notice kind={failure(answer.error).kind}>{failure(answer.error).text}</Notice>}
      <div className="flex flex-wrap gap-3">
        <Button onPress={() => answer.mutate(true)} isPending={answer.isPending}>
          {t('invitation.accept', { doctor })}
        </Button>
        <Button look="secondary" onPress={() => answer.mutate(false)} isPending={answer.isPending}>
          {t('invitation.decline')}
        </Button>
      </div>
    </li>
  )
}

/** Doctors who ask to see the record; nothing is shown where nobody does. */
export function InvitationCards() {
  const received = useQuery({
    queryKey: RECEIVED,
    queryFn: ({ signal }) => get<Items<ReceivedInvitation>>('/api/patient/invitations', signal).then((page) => page.items),
  })
  // Not even an empty part of the page: what is below would move when it goes.
  if (received.isPending) {
    return null
  }
  return (
    <QueryView query={received} skeleton={null}>
      {(items) =>
        items.length > 0 && (
          <ul className="grid gap-4">
            {items.map((invitation) => (
              <InvitationCard key={invitation.id} invitation={invitation} />
            ))}
          </ul>
        )
      }
    </QueryView>
  )
}
