import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, query } from '../api/client'
import type { Opening, SuitableOpenings } from '../api/types'
import { useFormats } from '../app/time'
import { OpeningList } from '../appointments/OpeningList'
import { Button } from '../design/Button'
import { Dialog } from '../design/Dialog'
import { QueryView, Rows } from '../design/QueryView'

/** As far as a service looks: left out, it would look no further than the patient's urgency goes. */
const HOWEVER_LATE = 'P365D'

/** The free times whatever the urgency, one of which is booked. */
export function OtherTimes({
  patientId,
  name,
  onBook,
  onClose,
}: {
  patientId: string
  name: string
  onBook: (opening: Opening) => void
  onClose: () => void
}) {
  const { t } = useTranslation('doctor')
  const formats = useFormats()
  const [chosen, setChosen] = useState<Opening | null>(null)
  const openings = useQuery({
    queryKey: ['doctor', 'openings', patientId, HOWEVER_LATE],
    queryFn: ({ signal }) =>
      get<SuitableOpenings>(`/api/doctor/patients/${patientId}/openings${query({ within: HOWEVER_LATE, limit: 100 })}`, signal),
  })
  return (
    <Dialog title={t('action.otherTitle', { patient: name })} onClose={onClose}>
      <div className="mb-5">
        <QueryView query={openings} skeleton={<Rows count={3} height="h-14" />}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="text-quiet">{t('action.noOther')}</p>
            ) : (
              <div className="grid max-h-[50dvh] gap-5 overflow-y-auto">
                <OpeningList openings={items} atFirst={3} chosen={chosen} onChoose={setChosen} />
              </div>
            )
          }
        </QueryView>
      </div>
      <div className="flex flex-wrap-reverse gap-3">
        <Button look="secondary" onPress={onClose}>
          {t('action.goBack')}
        </Button>
        <Button onPress={() => chosen !== null && onBook(chosen)} isDisabled={chosen === null}>
          {chosen === null
            ? t('move.choose')
            : t('action.bookChosen', {
                when: `${formats.shortDay(chosen.start, chosen.zone)}, ${formats.time(chosen.start, chosen.zone)}`,
              })}
        </Button>
      </div>
    </Dialog>
  )
}
