import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConsultationMode, VisitType } from '../api/types'
import { browserZone } from '../app/time'
import { Button } from '../design/Button'
import { Choice, TextArea, TextInput } from '../design/Field'
import { LockIcon, PlusIcon } from '../design/icons'
import { DAYS_TO_BOOK, LIMITS, localNow, MODES, NO_MEDICATION, type ConsultationFields, type MedicationFields } from './consultationDraft'

const VISITS: VisitType[] = ['in-person', 'online', 'phone']

/** The fields of a consultation: what the patient reads first, then what nobody else does. */
export function ConsultationForm({
  fields,
  onChange,
  errorOf,
  withTime,
}: {
  fields: ConsultationFields
  onChange: (next: ConsultationFields) => void
  errorOf: (field: string) => string | undefined
  /** Whether it is asked when it took place. */
  withTime: boolean
}) {
  const { t } = useTranslation('doctor')
  const notesId = useId()
  const set = (change: Partial<ConsultationFields>) => onChange({ ...fields, ...change })
  const setMedication = (index: number, change: Partial<MedicationFields>) =>
    set({ medications: fields.medications.map((known, at) => (at === index ? { ...known, ...change } : known)) })
  return (
    <div className="grid gap-5">
      <Choice
        label={t('consult.mode')}
        value={fields.mode}
        error={errorOf('mode')}
        onChange={(event) => set({ mode: event.target.value as ConsultationMode })}
      >
        {MODES.map((mode) => (
          <option key={mode} value={mode}>
            {t(`consultation.mode.${mode}`)}
          </option>
        ))}
      </Choice>
      {withTime && fields.happenedAt !== null && (
        <TextInput
          type="datetime-local"
          required
          label={t('consult.happenedAt')}
          hint={t('consult.zone', { zone: browserZone() })}
          value={fields.happenedAt}
          min="1900-01-01T00:00"
          max={localNow()}
          error={errorOf('happenedAt')}
          onChange={(event) => set({ happenedAt: event.target.value })}
        />
      )}
      <TextArea
        label={t('consult.message')}
        hint={t('consult.messageHint')}
        rows={4}
        dir="auto"
        maxLength={LIMITS.message}
        value={fields.message}
        error={errorOf('message')}
        onChange={(event) => set({ message: event.target.value })}
      />
      <TextArea
        label={t('consult.diagnosis')}
        rows={2}
        dir="auto"
        maxLength={LIMITS.diagnosis}
        value={fields.diagnosis}
        error={errorOf('diagnosis.text')}
        onChange={(event) => set({ diagnosis: event.target.value })}
      />
      <TextInput
        label={t('consult.code')}
        hint={t('consult.codeHint')}
        dir="ltr"
        maxLength={LIMITS.code}
        value={fields.code}
        error={errorOf('diagnosis.code')}
        onChange={(event) => set({ code: event.target.value })}
      />
      <fieldset className="grid gap-4">
        <legend className="mb-2 font-strong">{t('consult.medications')}</legend>
        {fields.medications.map((medication, index) => (
          <div
            key={index}
            role="group"
            aria-label={t('consult.medicationNumber', { number: index + 1 })}
            className="grid gap-3 rounded border border-line p-4"
          >
            <TextInput
              label={t('consult.medicationName')}
              dir="auto"
              maxLength={LIMITS.short}
              value={medication.name}
              error={errorOf(`medications[${index}].name`)}
              onChange={(event) => setMedication(index, { name: event.target.value })}
            />
            <TextInput
              label={t('consult.dosage')}
              dir="auto"
              maxLength={LIMITS.short}
              value={medication.dosage}
              error={errorOf(`medications[${index}].dosage`)}
              onChange={(event) => setMedication(index, { dosage: event.target.value })}
            />
            <TextInput
              label={t('consult.instructions')}
              dir="auto"
              maxLength={LIMITS.instructions}
              value={medication.instructions}
              error={errorOf(`medications[${index}].instructions`)}
              onChange={(event) => setMedication(index, { instructions: event.target.value })}
            />
            <div>
              <Button
                look="quiet"
                dense
                aria-label={t('consult.removeMedication', { number: index + 1 })}
                onPress={() => set({ medications: fields.medications.filter((_, at) => at !== index) })}
              >
                {t('consult.remove')}
              </Button>
            </div>
          </div>
        ))}
        {fields.medications.length < LIMITS.medications && (
          <div>
            <Button look="secondary" dense onPress={() => set({ medications: [...fields.medications, NO_MEDICATION] })}>
              <PlusIcon className="size-5" /> {t('consult.addMedication')}
            </Button>
          </div>
        )}
      </fieldset>
      <Choice
        label={t('consult.pleaseBook')}
        value={fields.visitType}
        error={errorOf('pleaseBook.visitType')}
        onChange={(event) => set({ visitType: event.target.value as VisitType | '' })}
      >
        <option value="">{t('consult.noVisit')}</option>
        {VISITS.map((type) => (
          <option key={type} value={type}>
            {t(`visit.${type}`)}
          </option>
        ))}
      </Choice>
      {fields.visitType !== '' && (
        <Choice
          label={t('consult.within')}
          value={fields.within}
          error={errorOf('pleaseBook.within')}
          onChange={(event) => set({ within: event.target.value })}
        >
          {[...new Set([...DAYS_TO_BOOK.map((days) => `P${days}D`), fields.within])].map((within) => (
            <option key={within} value={within}>
              {/^P\d+D$/.test(within) ? t('consult.days', { count: Number(within.slice(1, -1)) }) : within}
            </option>
          ))}
        </Choice>
      )}
      <div className="grid gap-2 rounded border border-dashed border-line-strong bg-sunken p-4">
        <p id={notesId} className="flex items-center gap-2 text-small font-strong">
          <LockIcon className="size-5 text-quiet" /> {t('consult.onlyYou')}
        </p>
        <TextArea
          label={t('consult.privateNotes')}
          hint={t('consult.privateHint')}
          rows={3}
          dir="auto"
          maxLength={LIMITS.notes}
          value={fields.privateNotes}
          error={errorOf('privateNotes')}
          onChange={(event) => set({ privateNotes: event.target.value })}
        />
      </div>
    </div>
  )
}
