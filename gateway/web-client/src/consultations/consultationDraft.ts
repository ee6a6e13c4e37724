import type { Consultation, ConsultationContent, ConsultationMode, VisitType } from '../api/types'
import { withOffset } from '../app/time'

export interface MedicationFields {
  name: string
  dosage: string
  instructions: string
}

/** What a doctor has typed of a consultation so far. */
export interface ConsultationFields {
  mode: ConsultationMode
  /** A local time ("2026-11-23T08:15") of this device's zone; null for now, or as it was. */
  happenedAt: string | null
  diagnosis: string
  code: string
  medications: MedicationFields[]
  message: string
  privateNotes: string
  visitType: VisitType | ''
  within: string
}

export const MODES: ConsultationMode[] = ['text', 'in-person', 'online', 'phone']
export const NO_MEDICATION: MedicationFields = { name: '', dosage: '', instructions: '' }
export const DAYS_TO_BOOK = [1, 3, 7, 14, 30, 90]
export const LIMITS = { diagnosis: 2000, code: 50, short: 200, instructions: 1000, message: 5000, notes: 10_000, reason: 500, medications: 20 }

export function emptyFields(mode: ConsultationMode, happenedAt: string | null): ConsultationFields {
  return { mode, happenedAt, diagnosis: '', code: '', medications: [], message: '', privateNotes: '', visitType: '', within: 'P7D' }
}

/** A consultation as its author would type it again. */
export function fieldsOf(consultation: Consultation): ConsultationFields {
  return {
    mode: consultation.mode,
    happenedAt: null,
    diagnosis: consultation.diagnosis?.text ?? '',
    code: consultation.diagnosis?.code ?? '',
    medications: consultation.medications.map((medication) => ({
      name: medication.name,
      dosage: medication.dosage ?? '',
      instructions: medication.instructions ?? '',
    })),
    message: consultation.message ?? '',
    privateNotes: consultation.privateNotes ?? '',
    visitType: consultation.pleaseBook?.visitType ?? '',
    within: consultation.pleaseBook?.within ?? 'P7D',
  }
}

const isBlank = (text: string) => text.trim() === ''
const orNull = (text: string) => (isBlank(text) ? null : text)

export const isEmptyMedication = ({ name, dosage, instructions }: MedicationFields) =>
  [name, dosage, instructions].every(isBlank)

/** Whether there is anything that would be lost. */
export function isUntouched(fields: ConsultationFields): boolean {
  return (
    [fields.diagnosis, fields.code, fields.message, fields.privateNotes].every(isBlank) &&
    fields.medications.every(isEmptyMedication) &&
    fields.visitType === ''
  )
}

/** Leaves out the rows in which nothing was typed, so that refusals name the rows that are shown. */
export function withoutEmptyRows(fields: ConsultationFields): ConsultationFields {
  return { ...fields, medications: fields.medications.filter((medication) => !isEmptyMedication(medication)) }
}

export function toContent(fields: ConsultationFields): ConsultationContent {
  return {
    mode: fields.mode,
    happenedAt: fields.happenedAt === null ? null : withOffset(new Date(fields.happenedAt)),
    diagnosis:
      isBlank(fields.diagnosis) && isBlank(fields.code) ? null : { text: fields.diagnosis, code: orNull(fields.code) },
    medications: fields.medications.map(({ name, dosage, instructions }) => ({
      name,
      dosage: orNull(dosage),
      instructions: orNull(instructions),
    })),
    message: orNull(fields.message),
    privateNotes: orNull(fields.privateNotes),
    pleaseBook: fields.visitType === '' ? null : { visitType: fields.visitType, within: fields.within },
  }
}

/** The present minute on this device's clock, as a date field takes it. */
export function localNow(now = new Date()): string {
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
