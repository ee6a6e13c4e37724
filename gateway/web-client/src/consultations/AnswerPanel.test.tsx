import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import i18next from 'i18next'
import { beforeEach, expect, it, vi } from 'vitest'
import type { DashboardRow, NewConsultation } from '../api/types'
import { startTranslation } from '../app/i18n'
import { AnswerPanel } from './AnswerPanel'

const sent: { key: string | null; path: string; body: NewConsultation }[] = []
const answered = vi.fn()
let answers: (() => Response)[] = []
let username: string

beforeEach(async () => {
  sent.length = 0
  answered.mockReset()
  username = `doctor-${Math.random()}`
  document.cookie = 'XSRF-TOKEN=token'
  await startTranslation('en')
  await i18next.loadNamespaces('doctor')
  vi.spyOn(globalThis, 'fetch').mockImplementation((path, init) => {
    const headers = new Headers(init?.headers)
    sent.push({
      key: headers.get('Idempotency-Key'),
      path: String(path),
      body: JSON.parse(String(init?.body)) as NewConsultation,
    })
    const answer = answers.shift()
    return answer === undefined ? Promise.reject(new TypeError('offline')) : Promise.resolve(answer())
  })
})

const SEEN = [{ entryId: 'entry-1', version: 2 }]
const recorded = () => Response.json({ id: 'c1', version: 1, recordedAt: '2026-11-23T08:00:00Z' }, { status: 201 })

function show(shown: DashboardRow['uncovered'] = SEEN, patientId = 'patient-1') {
  const client = new QueryClient()
  client.setQueryData(['session'], { authenticated: true, username, roles: ['doctor'] })
  return render(
    <QueryClientProvider client={client}>
      <AnswerPanel patientId={patientId} name="Ana Reis" shown={shown} onAnswered={answered} />
    </QueryClientProvider>,
  )
}

const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }))
const send = () => press('Save and send to Ana Reis')

it('answers what the doctor had seen when the first word was typed', async () => {
  answers = [recorded]
  const { rerender } = show()
  await press('Write an answer')
  await userEvent.type(screen.getByLabelText('Message to the patient'), 'Rest today')
  await userEvent.type(screen.getByLabelText('Private notes'), 'Seems worried')
  await press('Add a medication')
  await userEvent.type(screen.getByLabelText('Name'), 'Ibuprofen')
  await userEvent.type(screen.getByLabelText('Dosage'), '400 mg')
  await press('Add a medication')
  await userEvent.selectOptions(screen.getByLabelText('Ask to book a visit'), 'In person')
  await userEvent.selectOptions(screen.getByLabelText('How soon?'), 'Within 3 days')
  const client = new QueryClient()
  client.setQueryData(['session'], { authenticated: true, username, roles: ['doctor'] })
  const later = [...SEEN, { entryId: 'entry-2', version: 1 }]
  rerender(
    <QueryClientProvider client={client}>
      <AnswerPanel patientId="patient-1" name="Ana Reis" shown={later} onAnswered={answered} />
    </QueryClientProvider>,
  )
  await send()
  expect(await screen.findByText('Saved. Ana Reis can read it.')).toBeVisible()
  expect(sent[0]?.path).toBe('/api/doctor/patients/patient-1/consultations')
  expect(sent[0]?.body).toEqual({
    mode: 'text',
    happenedAt: null,
    covers: [{ entryId: 'entry-1', version: 2 }],
    diagnosis: null,
    medications: [{ name: 'Ibuprofen', dosage: '400 mg', instructions: null }],
    message: 'Rest today',
    privateNotes: 'Seems worried',
    pleaseBook: { visitType: 'in-person', within: 'P3D' },
  })
  expect(answered).toHaveBeenCalledWith([{ entryId: 'entry-1', version: 2 }])
})

it('keeps what was typed over a reload and a lost answer, and repeats the same consultation', async () => {
  answers = []
  const first = show()
  await press('Write an answer')
  await userEvent.type(screen.getByLabelText('Message to the patient'), 'Rest today')
  await send()
  expect(await screen.findByRole('alert')).toBeVisible()
  first.unmount()
  answers = [recorded]
  show([])
  expect(screen.getByLabelText('Message to the patient')).toHaveValue('Rest today')
  await send()
  await waitFor(() => expect(sent).toHaveLength(2))
  expect(sent[1]).toEqual(sent[0])
  expect(await screen.findByText('Saved. Ana Reis can read it.')).toBeVisible()
})

it('keeps the drafts of two patients apart and forgets what was sent', async () => {
  answers = [recorded]
  const first = show()
  await press('Write an answer')
  await userEvent.type(screen.getByLabelText('Private notes'), 'About Ana')
  first.unmount()
  const other = show(SEEN, 'patient-2')
  expect(screen.queryByLabelText('Private notes')).not.toBeInTheDocument()
  other.unmount()
  const again = show()
  expect(screen.getByLabelText('Private notes')).toHaveValue('About Ana')
  await send()
  expect(await screen.findByText('Saved. Ana Reis can read it.')).toBeVisible()
  again.unmount()
  show()
  expect(screen.queryByLabelText('Private notes')).not.toBeInTheDocument()
  expect(Object.values(sessionStorage).join()).not.toContain('About Ana')
})

it('adds a visit with the time when it took place', async () => {
  answers = [recorded]
  show()
  await press('Add a note or visit')
  expect(screen.getByLabelText('How were you in touch?')).toHaveValue('in-person')
  const when = screen.getByLabelText('When it took place')
  await userEvent.clear(when)
  await userEvent.type(when, '2026-01-02T08:30')
  await userEvent.type(screen.getByLabelText('Diagnosis'), 'Healthy')
  await send()
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body.covers).toEqual([])
  expect(sent[0]?.body.happenedAt).toMatch(/^2026-01-02T08:30:00[+-]\d\d:\d\d$/)
  expect(sent[0]?.body.diagnosis).toEqual({ text: 'Healthy', code: null })
})

it('shows what is wrong beside its field, and a change is another consultation', async () => {
  answers = [
    () =>
      Response.json(
        { detail: 'Look below.', errors: [{ field: 'medications[0].name', message: 'must say something' }] },
        { status: 400 },
      ),
    recorded,
  ]
  show()
  await press('Write an answer')
  await press('Add a medication')
  await userEvent.type(screen.getByLabelText('Dosage'), '400 mg')
  await send()
  expect(await screen.findByText('must say something')).toBeVisible()
  expect(screen.getByLabelText('Name')).toHaveAccessibleDescription('must say something')
  await userEvent.type(screen.getByLabelText('Name'), 'Ibuprofen')
  await send()
  await waitFor(() => expect(sent).toHaveLength(2))
  expect(sent[1]?.key).not.toBe(sent[0]?.key)
})

it('asks before it discards what was typed', async () => {
  show()
  await press('Write an answer')
  await userEvent.type(screen.getByLabelText('Diagnosis'), 'Migraine')
  await press('Discard')
  await press('Keep writing')
  expect(screen.getByLabelText('Diagnosis')).toHaveValue('Migraine')
  await press('Discard')
  await userEvent.click(screen.getAllByRole('button', { name: 'Discard' }).at(-1)!)
  expect(screen.queryByLabelText('Diagnosis')).not.toBeInTheDocument()
  expect(screen.getByRole('heading', { name: 'Answer' })).toHaveFocus()
  expect(sent).toHaveLength(0)
})

it('answers what comes before the doctor an instant after the form was opened', async () => {
  answers = [recorded]
  const client = new QueryClient()
  client.setQueryData(['session'], { authenticated: true, username, roles: ['doctor'] })
  const panel = (shown: DashboardRow['uncovered']) => (
    <QueryClientProvider client={client}>
      <AnswerPanel patientId="patient-1" name="Ana Reis" shown={shown} onAnswered={answered} />
    </QueryClientProvider>
  )
  const { rerender } = render(panel([]))
  await press('Write an answer')
  rerender(panel(SEEN))
  expect(screen.getByText(/^Answers 1 new entry/)).toBeVisible()
  await userEvent.type(screen.getByLabelText('Message to the patient'), 'Rest today')
  await send()
  await waitFor(() => expect(sent[0]?.body.covers).toEqual(SEEN))
})

it('takes no words while it sends, so that none is lost and none goes out twice', async () => {
  let arrive: (answer: Response) => void = () => undefined
  const onItsWay = new Promise<Response>((resolve) => {
    arrive = resolve
  })
  show()
  await press('Write an answer')
  const message = screen.getByLabelText('Message to the patient')
  await userEvent.type(message, 'Rest today')
  vi.mocked(fetch).mockImplementationOnce((_, init) => {
    sent.push({ key: null, path: '', body: JSON.parse(String(init?.body)) as NewConsultation })
    return onItsWay
  })
  await send()
  expect(message).toBeDisabled()
  await userEvent.type(message, ' and tomorrow')
  await send()
  expect(message).toHaveValue('Rest today')
  arrive(recorded())
  expect(await screen.findByText('Saved. Ana Reis can read it.')).toBeVisible()
  expect(sent).toHaveLength(1)
})
