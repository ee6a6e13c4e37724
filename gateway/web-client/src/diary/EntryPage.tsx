import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { get, Problem, request, Unreachable } from '../api/client'
import type { Entry, EntryVersion, Items } from '../api/types'
import { useFailure, useReadFailure } from '../app/failure'
import { useReader } from '../app/session'
import { Ago, useFormats } from '../app/time'
import { useDraft } from '../app/useDraft'
import { usePageTitle } from '../app/usePageTitle'
import { BackLink } from '../design/BackLink'
import { Button } from '../design/Button'
import { Dialog } from '../design/Dialog'
import { TextArea, TextInput } from '../design/Field'
import { FormFields } from '../design/FormFields'
import { Notice } from '../design/Notice'
import { Panel } from '../design/Panel'
import { Lines, QueryView, Rows } from '../design/QueryView'
import { useFocusKept } from '../design/useFocusKept'
import { assess, type LocalAssessment } from '../urgency'
import { useRuleWords } from '../urgency/useRuleWords'
import { entryKey, placeEntry, versionsKey } from './diaryCache'
import { EmergencyHelp } from './EmergencyHelp'
import { EmergencyScreen } from './EmergencyScreen'
import { SymptomList } from './EntryCard'
import { EntryForm, problemWith, toChanged, toFields, type FieldProblem } from './EntryForm'
import { EntryState } from './EntryState'
import { useKnownFacts } from './useKnownFacts'

function Amend({ entry, onDone }: { entry: Entry; onDone: () => void }) {
  const { t } = useTranslation('patient')
  const { username } = useReader()
  const client = useQueryClient()
  const failure = useFailure()
  const readFailure = useReadFailure()
  const [form, setForm, clear] = useDraft(username, `amend:${entry.id}`, {
    fields: toFields(entry),
    reason: '',
    version: entry.version,
    key: crypto.randomUUID() as string,
  })
  const knownBefore = useKnownFacts()
  const [problem, setProblem] = useState<FieldProblem | null>(null)
  const [redFlag, setRedFlag] = useState<LocalAssessment | null>(null)
  const amend = useMutation({
    mutationFn: () =>
      request<Entry>('PUT', `/api/patient/diary/entries/${entry.id}`, {
        idempotencyKey: form.key,
        ifMatch: form.version,
        body: { ...toChanged(form.fields, entry), reason: form.reason.trim() || null },
      }),
    onSuccess: ({ body }) => {
      placeEntry(client, body)
      void client.invalidateQueries({ queryKey: versionsKey(entry.id) })
      clear()
      if (redFlag === null) {
        onDone()
      }
    },
  })
  const newest = useMutation({
    mutationFn: () =>
      client.fetchQuery({
        queryKey: entryKey(entry.id),
        queryFn: () => get<Entry>(`/api/patient/diary/entries/${entry.id}`),
        staleTime: 0,
      }),
    onSuccess: (current) => {
      setForm({ ...form, version: current.version, key: crypto.randomUUID() })
      amend.reset()
    },
  })
  const stale = amend.error instanceof Problem && amend.error.status === 412
  return (
    <form
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        const found = problemWith(form.fields)
        setProblem(found)
        const assessment = assess(
          { text: form.fields.text, symptoms: form.fields.symptoms, happenedAt: entry.happenedAt },
          ...knownBefore(entry.id),
        )
        setRedFlag(assessment.level === 'emergency' ? assessment : null)
        if (found === null && !amend.isPending) {
          newest.reset()
          amend.mutate()
        }
      }}
    >
      <FormFields busy={amend.isPending || newest.isPending}>
        <EntryForm
          fields={form.fields}
          problem={problem}
          onChange={(fields) => {
            setForm({ ...form, fields, key: crypto.randomUUID() })
            newest.reset()
          }}
          label={
            <label htmlFor="entry-text" className="mb-1.5 block font-strong">
              {t('amend.text')}
            </label>
          }
        >
          <TextInput
            label={t('amend.reason')}
            hint={t('amend.reasonHint')}
            value={form.reason}
            maxLength={500}
            onChange={(event) => setForm({ ...form, reason: event.target.value, key: crypto.randomUUID() })}
          />
        </EntryForm>
      </FormFields>
      {amend.error !== null && (
        <Notice
          kind={failure(amend.error).kind}
          action={
            stale && (
              <Button
                look="secondary"
                dense
                isPending={newest.isPending}
                onPress={() => newest.mutate()}
              >
                {t('form.useNewest')}
              </Button>
            )
          }
        >
          {stale ? t('form.stale') : amend.error instanceof Unreachable ? t('amend.notSaved') : failure(amend.error).text}
          {newest.error !== null && <span className="block font-strong">{readFailure(newest.error).text}</span>}
        </Notice>
      )}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" isPending={amend.isPending}>
          {t('amend.save')}
        </Button>
        <Button
          look="secondary"
          isDisabled={amend.isPending}
          onPress={() => {
            clear()
            onDone()
          }}
        >
          {t('amend.cancel')}
        </Button>
      </div>
      {redFlag !== null && (
        <EmergencyScreen
          rules={redFlag.rules}
          kept={amend.error === null && problem === null ? undefined : t('emergency.notSaved')}
          onClose={() => {
            setRedFlag(null)
            if (amend.isSuccess) {
              onDone()
            }
          }}
        />
      )}
    </form>
  )
}

function Withdraw({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const { t } = useTranslation('patient')
  const client = useQueryClient()
  const failure = useFailure()
  const [reason, setReason] = useState('')
  const [key, setKey] = useState(() => crypto.randomUUID())
  const withdraw = useMutation({
    mutationFn: () =>
      request('DELETE', `/api/patient/diary/entries/${entry.id}`, {
        idempotencyKey: key,
        ifMatch: entry.version,
        body: { reason: reason.trim() || null },
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['diary'] })
      onClose()
    },
  })
  return (
    <Dialog alert title={t('withdraw.title')} onClose={onClose}>
      <p className="mb-4">{t('withdraw.text')}</p>
      <TextArea
        label={t('withdraw.reason')}
        rows={2}
        maxLength={500}
        value={reason}
        onChange={(event) => {
          setReason(event.target.value)
          setKey(crypto.randomUUID())
        }}
      />
      {withdraw.error !== null && (
        <div className="mt-4">
          <Notice kind={failure(withdraw.error).kind}>{failure(withdraw.error).text}</Notice>
        </div>
      )}
      <div className="mt-5 flex flex-wrap-reverse gap-3">
        <Button look="secondary" onPress={onClose}>
          {t('withdraw.keep')}
        </Button>
        <Button onPress={() => withdraw.mutate()} isPending={withdraw.isPending}>
          {t('withdraw.confirm')}
        </Button>
      </div>
    </Dialog>
  )
}

function Versions({ entry, shown }: { entry: Entry; shown: number | null }) {
  const { t } = useTranslation('patient')
  const formats = useFormats()
  const versions = useQuery({
    queryKey: [...versionsKey(entry.id), entry.version],
    queryFn: ({ signal }) =>
      get<Items<EntryVersion>>(`/api/patient/diary/entries/${entry.id}/versions`, signal).then((page) => page.items),
  })
  return (
    <Panel title={t('versions.title')}>
      <QueryView query={versions} skeleton={<Lines count={3} />}>
        {(items) => (
          <ol className="grid gap-5">
            {items
              .toSorted((one, other) => other.version - one.version)
              .map((version) => (
                <li
                  key={version.version}
                  aria-current={version.version === shown ? 'true' : undefined}
                  className={`border-s-2 ps-4 ${version.version === shown ? 'border-accent' : 'border-line'}`}
                >
                  <p className="text-small text-quiet">
                    {t('versions.label', { version: version.version, at: formats.moment(version.at) })}
                    {version.version === shown && <strong className="ms-2 font-strong text-text">{t('versions.meant')}</strong>}
                  </p>
                  <p dir="auto" className="mt-1 whitespace-pre-line break-words">
                    {version.status === 'withdrawn' ? t('versions.withdrawn') : version.text}
                  </p>
                  {version.status === 'active' && <SymptomList symptoms={version.symptoms} />}
                  {version.reason && (
                    <p className="mt-1 text-small text-quiet">{t('versions.reason', { reason: version.reason })}</p>
                  )}
                </li>
              ))}
          </ol>
        )}
      </QueryView>
    </Panel>
  )
}

/** One entry: the words, where it stands, why, and every version of it. */
export default function EntryPage() {
  const { t } = useTranslation('patient')
  const { id = '' } = useParams()
  const [search] = useSearchParams()
  const formats = useFormats()
  const [mode, setMode] = useState<'read' | 'amend' | 'withdraw'>('read')
  const { titleOf } = useRuleWords()
  usePageTitle(t('diary.entry'))
  const entry = useQuery({
    queryKey: entryKey(id),
    queryFn: ({ signal }) => get<Entry>(`/api/patient/diary/entries/${encodeURIComponent(id)}`, signal),
  })
  const heading = useFocusKept<HTMLHeadingElement>(entry.data && `${entry.data.status} ${mode === 'amend'}`)
  const shown = search.get('version')
  return (
    <div className="mx-auto grid max-w-3xl gap-5">
      <BackLink to="/patient/diary">{t('nav.diary')}</BackLink>
      {entry.data === undefined && <h1 className="text-title font-strong">{t('diary.entry')}</h1>}
      <QueryView query={entry} skeleton={<Rows count={2} height="h-40" />}>
        {(found) => (
          <div className="grid gap-5">
            <section className="grid gap-4 rounded-large border border-line bg-raised p-5 md:p-6">
              <h1 ref={heading} tabIndex={-1} className="text-lead font-strong outline-none">
                {t('diary.entryOf', { day: formats.anyDay(found.happenedAt), time: formats.time(found.happenedAt) })}
              </h1>
              {mode === 'amend' ? (
                <Amend entry={found} onDone={() => setMode('read')} />
              ) : (
                <>
                  <p dir="auto" className={`whitespace-pre-line break-words ${found.status === 'active' ? '' : 'text-quiet line-through'}`}>
                    {found.text}
                  </p>
                  <SymptomList symptoms={found.symptoms} />
                  <EntryState entry={found} />
                  {found.status === 'active' && found.assessment?.level === 'emergency' && (
                    <EmergencyHelp rules={found.assessment.rules} />
                  )}
                  {found.status === 'active' && found.visibleToDoctors === 0 && (
                    <Notice kind="info" quiet>
                      {t('state.nobodyCanSee')}{' '}
                      <Link to="/patient/care-team" className="font-strong text-accent">
                        {t('state.addDoctor')}
                      </Link>
                    </Notice>
                  )}
                  {found.assessment !== null && found.assessment.rules.length > 0 && (
                    <div>
                      <h2 className="font-strong">{t('diary.why')}</h2>
                      <ul className="mt-1 grid gap-1">
                        {found.assessment.rules.map((rule) => (
                          <li key={rule.id}>
                            {titleOf(rule.id, rule.title)} <span className="text-small text-quiet">({rule.source})</span>
                          </li>
                        ))}
                      </ul>
                    </div>
                  )}
                  {found.seenBy.length > 0 && (
                    <ul className="text-small text-quiet">
                      {found.seenBy.map((seen) => (
                        <li key={seen.doctorId}>
                          {t('state.seen', { doctor: seen.name })} <Ago at={seen.at} />
                        </li>
                      ))}
                    </ul>
                  )}
                  {found.status === 'active' && (
                    <div className="flex flex-wrap gap-3">
                      <Button look="secondary" onPress={() => setMode('amend')}>
                        {t('diary.amend')}
                      </Button>
                      <Button look="quiet" onPress={() => setMode('withdraw')}>
                        {t('diary.withdraw')}
                      </Button>
                    </div>
                  )}
                </>
              )}
            </section>
            <Versions entry={found} shown={shown === null ? null : Number(shown)} />
            {mode === 'withdraw' && <Withdraw entry={found} onClose={() => setMode('read')} />}
          </div>
        )}
      </QueryView>
    </div>
  )
}
