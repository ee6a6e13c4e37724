import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { EntryDraft, ReportedSymptom } from '../api/types'
import { withOffset } from '../app/time'
import { SymptomPicker } from './SymptomPicker'
import { WhenField } from './WhenField'

export const LONGEST_TEXT = 10_000

export interface EntryFields {
  text: string
  symptoms: ReportedSymptom[]
  /** A local time, or null for now. */
  at: string | null
}

export const NO_FIELDS: EntryFields = { text: '', symptoms: [], at: null }

export function toDraft(fields: EntryFields): EntryDraft {
  return {
    text: fields.text.trim(),
    happenedAt: withOffset(fields.at === null ? new Date() : new Date(fields.at)),
    symptoms: fields.symptoms,
  }
}

function localTime(at: string): string {
  const date = new Date(at)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** What was written before, to be changed. */
export function toFields(before: EntryDraft): EntryFields {
  return { text: before.text, symptoms: before.symptoms, at: localTime(before.happenedAt) }
}

/** What was changed; the moment stays exactly as it was where nobody touched it. */
export function toChanged(fields: EntryFields, before: EntryDraft): EntryDraft {
  const changed = toDraft(fields)
  return fields.at === localTime(before.happenedAt) ? { ...changed, happenedAt: before.happenedAt } : changed
}

export type FieldProblem = 'needsText' | 'tooLong' | 'inFuture' | 'noTime'

/** What the service would refuse, said before it is sent. */
export function problemWith(fields: EntryFields): FieldProblem | null {
  if (fields.text.trim() === '') {
    return 'needsText'
  }
  if (fields.text.trim().length > LONGEST_TEXT) {
    return 'tooLong'
  }
  if (fields.at !== null) {
    const at = new Date(fields.at).getTime()
    if (Number.isNaN(at) || at < new Date(1900, 0, 1).getTime()) {
      return 'noTime'
    }
    if (at > Date.now() + 5 * 60_000) {
      return 'inFuture'
    }
  }
  return null
}

/** The question itself: words first, symptoms beside them, and when. */
export function EntryForm({
  fields,
  onChange,
  problem,
  label,
  children,
}: {
  fields: EntryFields
  onChange: (fields: EntryFields) => void
  problem: FieldProblem | null
  label: ReactNode
  children: ReactNode
}) {
  const { t } = useTranslation('patient')
  const textProblem = problem === 'needsText' || problem === 'tooLong' ? t(`entry.${problem}`) : undefined
  return (
    <div className="grid gap-5">
      <div>
        {label}
        <textarea
          id="entry-text"
          data-testid="entry-text"
          dir="auto"
          value={fields.text}
          onChange={(event) => onChange({ ...fields, text: event.target.value })}
          placeholder={t('entry.placeholder')}
          aria-invalid={textProblem !== undefined || undefined}
          aria-describedby={textProblem === undefined ? undefined : 'entry-text-problem'}
          className="field field-sizing-content min-h-28 px-4 py-3 text-body"
        />
        {textProblem !== undefined && (
          <p id="entry-text-problem" role="alert" className="mt-2 font-strong">
            {textProblem}
          </p>
        )}
      </div>
      <SymptomPicker
        text={fields.text}
        symptoms={fields.symptoms}
        onChange={(symptoms) => onChange({ ...fields, symptoms })}
      />
      <WhenField
        at={fields.at}
        onChange={(at) => onChange({ ...fields, at })}
        error={problem === 'inFuture' || problem === 'noTime' ? t(`entry.${problem}`) : undefined}
      />
      {children}
    </div>
  )
}
