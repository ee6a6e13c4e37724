import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Evidence, Summary } from '../api/types'
import { Ago } from '../app/time'

/** A summary whose every sentence opens what it rests on. */
export function SummaryText({
  summary,
  evidence,
}: {
  summary: Summary
  evidence: (evidence: Evidence) => ReactNode
}) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<number | null>(null)
  return (
    <div>
      <ol className="grid gap-1">
        {summary.sentences.map((sentence, index) => (
          <li key={`${summary.version}-${index}`}>
            <button
              type="button"
              aria-expanded={open === index}
              onClick={() => setOpen(open === index ? null : index)}
              className="group -mx-2 flex min-h-11 w-[calc(100%+1rem)] items-baseline gap-3 rounded px-2 py-1.5 text-start hover:bg-accent-soft"
            >
              <span dir="auto" className="flex-1">{sentence.text}</span>
              <span className="shrink-0 text-small text-accent underline decoration-line-strong underline-offset-4 group-hover:decoration-current">
                {t('summary.sources', { count: sentence.evidence.length })}
              </span>
            </button>
            {open === index && (
              <ul className="quiet-in my-2 grid gap-2 border-s-2 border-accent ps-4">
                {sentence.evidence.map((item) => (
                  <li key={`${item.entryId}-${item.version}`}>{evidence(item)}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
      <p className="mt-4 text-small text-quiet">
        {summary.newerEntries > 0 && (
          <strong className="mb-1 block font-strong text-text">
            {t('summary.newer', { count: summary.newerEntries })}
          </strong>
        )}
        {summary.engine === 'template' ? t('summary.byTemplate') : t('summary.byEngine', { engine: summary.engine })}{' '}
        <Ago at={summary.writtenAt} />. {t('summary.noDiagnosis')}
      </p>
    </div>
  )
}
