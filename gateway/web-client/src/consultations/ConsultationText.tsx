import { useTranslation } from 'react-i18next'
import type { SharedConsultation } from '../api/types'
import { useFormats } from '../app/time'
import { VisitTypeLabel } from '../appointments/AppointmentItem'

type Said = Pick<
  SharedConsultation,
  'status' | 'mode' | 'version' | 'diagnosis' | 'medications' | 'message' | 'pleaseBook' | 'reason'
>

/** What a consultation says, for patients and doctors alike. */
export function ConsultationText({ consultation }: { consultation: Said }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { diagnosis, medications, message, pleaseBook } = consultation
  const takenBack = consultation.status === 'entered-in-error'
  return (
    <div className="grid gap-3">
      {takenBack && <p className="text-quiet">{t('consultation.takenBack')}</p>}
      {message !== null && (
        <p dir="auto" className={`whitespace-pre-line break-words ${takenBack ? 'text-quiet line-through' : ''}`}>
          {message}
        </p>
      )}
      {diagnosis !== null && (
        <p className={`break-words ${takenBack ? 'text-quiet line-through' : ''}`}>
          <strong className="font-strong">{t('consultation.diagnosis')}</strong> <span dir="auto">{diagnosis.text}</span>
          {diagnosis.code !== null && <span className="text-quiet tabular"> ({diagnosis.code})</span>}
        </p>
      )}
      {medications.length > 0 && (
        <div>
          <p className="font-strong">{t('consultation.medications')}</p>
          <ul className={`mt-1 grid gap-1.5 ${takenBack ? 'text-quiet line-through' : ''}`}>
            {medications.map((medication, index) => (
              <li key={index} dir="auto" className="border-s-2 border-line ps-3 break-words">
                <span className="font-strong">{medication.name}</span>
                {medication.dosage !== null && <span className="tabular"> {medication.dosage}</span>}
                {medication.instructions !== null && (
                  <span className="block whitespace-pre-line text-quiet">{medication.instructions}</span>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
      {pleaseBook !== null && !takenBack && (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span>{t('consultation.pleaseBook', { day: formats.anyDay(pleaseBook.until) })}</span>
          <VisitTypeLabel type={pleaseBook.visitType} />
        </p>
      )}
      {consultation.reason !== null && (
        <p className="text-small break-words text-quiet">
          {t(takenBack ? 'consultation.whyTakenBack' : 'consultation.whyChanged')} <span dir="auto">{consultation.reason}</span>
        </p>
      )}
    </div>
  )
}
