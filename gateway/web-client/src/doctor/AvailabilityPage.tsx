import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { recordOrNone } from '../api/client'
import type { Availability, AvailabilityDraft, AvailabilityRule, Day, VisitType } from '../api/types'
import { RecordForm, useRecordForm } from '../app/RecordForm'
import { browserZone, useFormats } from '../app/time'
import { usePageTitle } from '../app/usePageTitle'
import { ZoneChoice } from '../app/ZoneChoice'
import { Button } from '../design/Button'
import { TextInput } from '../design/Field'
import { CloseIcon, PlusIcon } from '../design/icons'
import { Notice } from '../design/Notice'
import { PageTitle, Panel } from '../design/Panel'
import { QueryView, Rows } from '../design/QueryView'

const AVAILABILITY = ['doctor', 'availability'] as const
const DAYS: Day[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const VISIT_TYPES: VisitType[] = ['in-person', 'online', 'phone']
/** A Monday, so that day names can be asked of the browser. */
const SOME_MONDAY = Date.UTC(2026, 10, 23)

const NO_BUFFERS = { bufferBefore: 0, bufferAfter: 0 }

const NEW_AVAILABILITY: AvailabilityDraft = {
  zone: browserZone(),
  rules: [],
  visitTypes: [
    { code: 'in-person', minutes: 20, ...NO_BUFFERS },
    { code: 'online', minutes: 15, ...NO_BUFFERS },
    { code: 'phone', minutes: 10, ...NO_BUFFERS },
  ],
  minimumNoticeMinutes: 30,
  horizonDays: 60,
}

/** A rule that could never open anything. */
function backwards(rule: AvailabilityRule): boolean {
  return rule.from >= rule.to || rule.visitTypes.length === 0
}

function DayRules({
  day,
  name,
  rules,
  onChange,
}: {
  day: Day
  name: string
  rules: AvailabilityRule[]
  onChange: (rules: AvailabilityRule[]) => void
}) {
  const { t } = useTranslation('doctor')
  const replace = (index: number, change: Partial<AvailabilityRule>) =>
    onChange(rules.map((rule, at) => (at === index ? { ...rule, ...change } : rule)))
  const add = () => {
    const last = rules.at(-1)
    onChange([
      ...rules,
      { day, from: last === undefined ? '09:00' : '14:00', to: last === undefined ? '12:00' : '17:00', visitTypes: [...VISIT_TYPES] },
    ])
  }
  return (
    <li className="grid gap-3 py-4 md:grid-cols-[8rem_1fr] md:gap-6">
      <h3 className="pt-2.5 font-strong">{name}</h3>
      <div className="grid gap-3">
        {rules.map((rule, index) => (
          <div key={index} className="grid gap-2">
            <div className="flex items-center gap-2">
              <input
                type="time"
                aria-label={t('availability.from', { day: name })}
                value={rule.from}
                onChange={(event) => replace(index, { from: event.target.value })}
                className="field min-w-0 flex-1 px-3! tabular md:w-auto! md:flex-none"
              />
              <span aria-hidden="true">–</span>
              <input
                type="time"
                aria-label={t('availability.to', { day: name })}
                value={rule.to}
                onChange={(event) => replace(index, { to: event.target.value })}
                className="field min-w-0 flex-1 px-3! tabular md:w-auto! md:flex-none"
              />
              <button
                type="button"
                aria-label={t('availability.remove', { day: name })}
                onClick={() => onChange(rules.filter((_, at) => at !== index))}
                className="-me-2 grid size-11 shrink-0 place-items-center rounded text-quiet hover:bg-accent-soft hover:text-accent"
              >
                <CloseIcon />
              </button>
            </div>
            <div role="group" aria-label={t('availability.how', { day: name })} className="flex flex-wrap gap-x-5">
              {VISIT_TYPES.map((type) => (
                <label key={type} className="inline-flex min-h-11 items-center gap-2 md:min-h-8">
                  <input
                    type="checkbox"
                    className="size-5 accent-accent"
                    checked={rule.visitTypes.includes(type)}
                    onChange={(event) =>
                      replace(index, {
                        visitTypes: VISIT_TYPES.filter((known) =>
                          known === type ? event.target.checked : rule.visitTypes.includes(known),
                        ),
                      })
                    }
                  />
                  {t(`visit.${type}`)}
                </label>
              ))}
            </div>
            {backwards(rule) && <p role="alert" className="text-small font-strong">{t('availability.backwards')}</p>}
          </div>
        ))}
        <div>
          <Button look="quiet" dense inset onPress={add} aria-label={t('availability.addTo', { day: name })}>
            <PlusIcon /> {rules.length === 0 ? t('availability.open') : t('availability.add')}
          </Button>
        </div>
      </div>
    </li>
  )
}

function AvailabilityForm({ availability }: { availability: Availability | null }) {
  const { t } = useTranslation('doctor')
  const formats = useFormats()
  const form = useRecordForm<AvailabilityDraft, Availability>({
    name: 'availability',
    path: '/api/doctor/availability',
    record: availability,
    toFields: (stored) => stored ?? NEW_AVAILABILITY,
    toBody: ({ zone, rules, visitTypes, minimumNoticeMinutes, horizonDays }) => ({
      zone,
      rules,
      visitTypes,
      minimumNoticeMinutes,
      horizonDays,
    }),
    read: readAvailability,
    queries: [AVAILABILITY, ['doctor', 'openings']],
  })
  const { fields: week, change } = form
  const dayName = (index: number) =>
    new Intl.DateTimeFormat(formats.locale, { weekday: 'long', timeZone: 'UTC' }).format(SOME_MONDAY + index * 86_400_000)
  const minutes = (type: VisitType) => week.visitTypes.find((visit) => visit.code === type)?.minutes
  return (
    <RecordForm
      form={form}
      saveLabel={t('availability.save')}
      savedText={t('availability.saved')}
      blocked={week.rules.some(backwards)}
    >
      <Panel title={t('availability.week')}>
        <ul className="-my-4 divide-y divide-line">
          {DAYS.map((day, index) => (
            <DayRules
              key={day}
              day={day}
              name={dayName(index)}
              rules={week.rules.filter((rule) => rule.day === day)}
              onChange={(rules) =>
                change({
                  rules: DAYS.flatMap((other) =>
                    other === day ? rules : week.rules.filter((rule) => rule.day === other),
                  ),
                })
              }
            />
          ))}
        </ul>
      </Panel>
      <Panel title={t('availability.details')}>
        <div className="grid gap-5 md:grid-cols-3">
          {VISIT_TYPES.map((type) => (
            <TextInput
              key={type}
              type="number"
              min={5}
              max={240}
              step={5}
              label={t('availability.minutes', { how: t(`visit.${type}`) })}
              value={minutes(type) ?? ''}
              onChange={(event) =>
                change({
                  visitTypes: VISIT_TYPES.flatMap((code) => {
                    const value = code === type ? Number(event.target.value) : minutes(code)
                    return value === undefined || value === 0
                      ? []
                      : [{ ...NO_BUFFERS, ...week.visitTypes.find((visit) => visit.code === code), code, minutes: value }]
                  }),
                })
              }
            />
          ))}
          <TextInput
            type="number"
            min={0}
            max={10_080}
            label={t('availability.notice')}
            value={week.minimumNoticeMinutes}
            onChange={(event) => change({ minimumNoticeMinutes: Number(event.target.value) })}
          />
          <TextInput
            type="number"
            min={1}
            max={365}
            label={t('availability.horizon')}
            value={week.horizonDays}
            onChange={(event) => change({ horizonDays: Number(event.target.value) })}
          />
          <ZoneChoice
            label={t('profile.zone')}
            error={form.errorOf('zone')}
            zone={week.zone}
            onChange={(zone) => change({ zone })}
          />
        </div>
      </Panel>
      {[form.errorOf('rules'), form.errorOf('visitTypes')].map(
        (error) => error !== undefined && <Notice key={error} kind="error">{error}</Notice>,
      )}
    </RecordForm>
  )
}

/** The week, or null before there is one. */
const readAvailability = (signal?: AbortSignal) => recordOrNone<Availability>('/api/doctor/availability', signal)

/** When patients can be booked: a week as people know it. */
export default function AvailabilityPage() {
  const { t } = useTranslation('doctor')
  usePageTitle(t('nav.availability'))
  const availability = useQuery({
    queryKey: AVAILABILITY,
    queryFn: ({ signal }) => readAvailability(signal),
    refetchOnWindowFocus: false,
  })
  return (
    <>
      <PageTitle title={t('availability.title')} intro={t('availability.intro')} />
      <QueryView query={availability} skeleton={<Rows count={7} height="h-20" />}>
        {(found) => <AvailabilityForm availability={found} />}
      </QueryView>
    </>
  )
}
