import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { Unreachable } from '../api/client'
import { TextInput } from '../design/Field'
import { startTranslation } from './i18n'
import { RecordForm, useRecordForm } from './RecordForm'

interface Note {
  version: number
  name: string
}

const saved: { ifMatch: string | null; key: string | null; name: string }[] = []
let answers: (() => Response)[] = []
let username: string
/** How many times the newest version cannot be read. */
let unread: number

beforeEach(async () => {
  saved.length = 0
  unread = 0
  username = `doctor-${Math.random()}`
  document.cookie = 'XSRF-TOKEN=token'
  await startTranslation('en')
  vi.spyOn(globalThis, 'fetch').mockImplementation((_, init) => {
    const headers = new Headers(init?.headers)
    const { name } = JSON.parse(String(init?.body)) as Note
    saved.push({ ifMatch: headers.get('If-Match'), key: headers.get('Idempotency-Key'), name })
    const answer = answers.shift()
    return answer === undefined ? Promise.reject(new TypeError('offline')) : Promise.resolve(answer())
  })
})

function NoteForm({ record }: { record: Note }) {
  const form = useRecordForm<{ name: string }, Note>({
    name: 'note',
    path: '/api/doctor/profile',
    record,
    toFields: (stored) => ({ name: stored?.name ?? '' }),
    toBody: (fields) => fields,
    read: () => (unread-- > 0 ? Promise.reject(new Unreachable()) : Promise.resolve({ version: 9, name: 'Newest' })),
    queries: [],
  })
  return (
    <RecordForm form={form} saveLabel="Save" savedText="Saved">
      <TextInput
        label="Name"
        value={form.fields.name}
        error={form.errorOf('name')}
        onChange={(event) => form.change({ name: event.target.value })}
      />
    </RecordForm>
  )
}

function show() {
  const client = new QueryClient()
  client.setQueryData(['session'], { authenticated: true, username, roles: ['doctor'] })
  return render(
    <QueryClientProvider client={client}>
      <NoteForm record={{ version: 3, name: 'Before' }} />
    </QueryClientProvider>,
  )
}

async function typeAndSave(text: string) {
  const user = userEvent.setup()
  const name = screen.getByLabelText('Name')
  await user.clear(name)
  await user.type(name, text)
  await user.click(screen.getByRole('button', { name: 'Save' }))
}

const stored = (version: number) => () => Response.json({ version }, { headers: { ETag: `"${version}"` } })
const refused = (status: number, body: object) => () => Response.json(body, { status })

it('goes on with what was saved', async () => {
  answers = [stored(4), stored(5)]
  show()
  await typeAndSave('After')
  expect(await screen.findByText('Saved')).toBeVisible()
  expect(screen.getByLabelText('Name')).toHaveValue('After')
  await typeAndSave('Again')
  await waitFor(() => expect(saved).toHaveLength(2))
  expect(saved.map(({ ifMatch, name }) => [ifMatch, name])).toEqual([
    ['"3"', 'After'],
    ['"4"', 'Again'],
  ])
})

it('keeps what was typed over a lost answer and repeats the same save', async () => {
  answers = []
  const first = show()
  await typeAndSave('After')
  expect(await screen.findByRole('alert')).toBeVisible()
  first.unmount()
  answers = [stored(4)]
  show()
  expect(screen.getByLabelText('Name')).toHaveValue('After')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('Saved')).toBeVisible()
  expect(saved[1]).toEqual(saved[0])
})

it('asks before it goes on over a newer version', async () => {
  answers = [refused(412, { type: 'urn:medlinks:problem:stale-version', detail: 'It was changed.' }), stored(10)]
  show()
  await typeAndSave('Mine')
  await userEvent.click(await screen.findByRole('button', { name: 'Go on with the newest' }))
  await waitFor(() => expect(screen.queryByRole('alert')).not.toBeInTheDocument())
  expect(screen.getByLabelText('Name')).toHaveValue('Mine')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('Saved')).toBeVisible()
  expect(saved.map(({ ifMatch }) => ifMatch)).toEqual(['"3"', '"9"'])
})

it('shows what is wrong beside its field', async () => {
  answers = [refused(400, { detail: 'Look below.', errors: [{ field: 'name', message: 'Give a name.' }] })]
  show()
  await typeAndSave('x')
  expect(await screen.findByText('Give a name.')).toBeVisible()
  expect(screen.getByLabelText('Name')).toHaveAccessibleDescription('Give a name.')
})

it('says that the newest version could not be read, and keeps what was typed', async () => {
  unread = 1
  answers = [refused(412, { type: 'urn:medlinks:problem:stale-version', detail: 'It was changed.' })]
  show()
  await typeAndSave('Mine')
  await userEvent.click(await screen.findByRole('button', { name: 'Go on with the newest' }))
  expect(await screen.findByText(/did not answer/)).toBeVisible()
  expect(screen.getByLabelText('Name')).toHaveValue('Mine')
  await userEvent.click(screen.getByRole('button', { name: 'Go on with the newest' }))
  await waitFor(() => expect(screen.queryByRole('alert')).not.toBeInTheDocument())
})
