import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../design/Button'
import { useOpenInterviews } from './useInterview'

/** An interview that was left can be gone on with from here; home shows nothing of it where there is none. */
export function ResumeInterview() {
  const { t } = useTranslation('patient')
  const open = useOpenInterviews().data?.[0]
  if (open === undefined) {
    return null
  }
  const asking = open.state === 'in-progress'
  return (
    <section
      aria-labelledby="resume-interview"
      data-testid="resume-interview"
      className="flex flex-wrap items-center justify-between gap-4 rounded-large border border-line bg-accent-soft p-5"
    >
      <div className="min-w-0 flex-1 basis-56">
        <h2 id="resume-interview" className="font-strong">
          {t(asking ? 'interview.resume' : 'interview.resumeReady')}
        </h2>
        <p dir="auto" className="truncate text-quiet">
          {t('interview.resumeAbout', { opening: open.opening })}
        </p>
      </div>
      <ButtonLink to={`/patient/interviews/${open.id}`} look="secondary">
        {t(asking ? 'interview.goOn' : 'interview.look')}
      </ButtonLink>
    </section>
  )
}
