import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { beforeEach, expect, it, vi } from 'vitest'
import { startTranslation } from '../app/i18n'
import { InvitationCards } from './InvitationCards'
import InvitePatientPage from './InvitePatientPage'

const CARD = {
  id: 'i1',
  doctorId: 'd1',
  doctorName: 'Dr Marta Silva',
  specialty: 'General practice',
  invitedAt: '2026-11-23T08:00:00Z',
  expiresAt: '2026-11-30T08:00:00Z',
}
const sent: { method: string; path: string; key: string | null; body: unknown }[] = []
let cards: unknown[]
let answers: Response[]
let username: string

beforeEach(async () => {
  sent.length = 0
  cards = [CARD]
  answers = []
  username = `reader-${Math.random()}`
  document.cookie = 'XSRF-TOKEN=token'
  await startTranslation('en')
  vi.spyOn(globalThis, 'fetch').mockImplementation((address, init) => {
    const path = String(address)
    if (init?.method !== undefined && init.method !== 'GET') {
      const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
      sent.push({ method: init.method, path, key: new Headers(init.headers).get('Idempotency-Key'), body })
      return Promise.resolve(answers.shift() ?? new Response(null, { status: 204 }))
    }
    return Promise.resolve(Response.json({ items: path.includes('/patient/') ? cards : [], nextCursor: null }))
  })
})

function show(page: React.ReactNode) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  client.setQueryData(['session'], { authenticated: true, username, name: 'Dr Marta Silva', roles: ['doctor'] })
  return render(
    <QueryClientProvider client={client}>
      <MemoryRouter>{page}</MemoryRouter>
    </QueryClientProvider>,
  )
}

it('lets the doctor in only when the patient says so', async () => {
  show(<InvitationCards />)
  const accept = await screen.findByRole('button', { name: 'Let Dr Marta Silva read my diary' })
  expect(sent).toHaveLength(0)
  cards = []
  await userEvent.click(accept)
  await waitFor(() => expect(screen.queryByTestId('invitation')).not.toBeInTheDocument())
  expect(sent).toMatchObject([{ method: 'POST', path: '/api/patient/invitations/i1/acceptance' }])
})

it('takes no room until it is known that somebody asks', async () => {
  const { container } = show(<InvitationCards />)
  expect(container).toBeEmptyDOMElement()
  expect(await screen.findByTestId('invitation')).toHaveTextContent('under “My doctors”')
})

it('declines', async () => {
  show(<InvitationCards />)
  const decline = await screen.findByRole('button', { name: 'Decline' })
  cards = []
  await userEvent.click(decline)
  await waitFor(() => expect(screen.queryByTestId('invitation')).not.toBeInTheDocument())
  expect(sent).toMatchObject([{ method: 'DELETE', path: '/api/patient/invitations/i1' }])
})

it('invites once with the whole record, and says which field is wrong', async () => {
  answers = [
    Response.json(
      { type: 'urn:medlinks:problem:validation-failed', detail: 'Correct it.', errors: [{ field: 'heightCm', message: 'must be from 20 to 300' }] },
      { status: 400 },
    ),
    Response.json({ id: 'i2', name: 'Nina Costa', email: 'nina@example.org', state: 'invited' }, { status: 201 }),
  ]
  show(<InvitePatientPage />)
  await userEvent.type(await screen.findByLabelText('Name'), 'Nina Costa')
  await userEvent.type(screen.getByLabelText('E-mail'), 'nina@example.org')
  await userEvent.type(screen.getByLabelText('Allergies'), 'Penicillin, nuts')
  await userEvent.type(screen.getByLabelText('Height in cm'), '5')
  await userEvent.click(screen.getByRole('button', { name: 'Invite' }))
  expect(await screen.findByText('must be from 20 to 300')).toBeVisible()
  await userEvent.type(screen.getByLabelText('Height in cm'), '0')
  await userEvent.click(screen.getByRole('button', { name: 'Invite' }))
  expect(await screen.findByText('Nina Costa is invited.')).toBeVisible()
  expect(sent.map((one) => one.path)).toEqual(['/api/doctor/patients', '/api/doctor/patients'])
  expect(sent[1]?.body).toMatchObject({ name: 'Nina Costa', allergies: ['Penicillin', 'nuts'], heightCm: 50, weightKg: null })
  expect(sent[0]?.key).not.toBe(sent[1]?.key)
  expect(screen.getByLabelText('Name')).toHaveValue('')
})

it('invites nobody with a height that is no number', async () => {
  answers = [Response.json({ id: 'i2', name: 'Nina Costa', email: 'nina@example.org', state: 'invited' }, { status: 201 })]
  show(<InvitePatientPage />)
  await userEvent.type(await screen.findByLabelText('Name'), 'Nina Costa')
  await userEvent.type(screen.getByLabelText('E-mail'), 'nina@example.org')
  const height = screen.getByLabelText('Height in cm')
  await userEvent.type(height, '1m80')
  expect(height).toHaveAccessibleDescription('Write a number')
  await userEvent.type(height, '{Enter}')
  expect(screen.getByRole('button', { name: 'Invite' })).toBeDisabled()
  expect(sent).toHaveLength(0)
  await userEvent.clear(height)
  await userEvent.type(height, '180')
  await userEvent.click(screen.getByRole('button', { name: 'Invite' }))
  expect(await screen.findByText('Nina Costa is invited.')).toBeVisible()
  expect(sent[0]?.body).toMatchObject({ heightCm: 180 })
})

it('keeps what was typed over a reload, invites once, and forgets what was sent', async () => {
  answers = [new Response(null, { status: 503 })]
  const first = show(<InvitePatientPage />)
  await userEvent.type(await screen.findByLabelText('Name'), 'Nina Costa')
  await userEvent.type(screen.getByLabelText('E-mail'), 'nina@example.org')
  await userEvent.type(screen.getByLabelText('Allergies'), 'Penicillin')
  await userEvent.click(screen.getByRole('button', { name: 'Invite' }))
  expect(await screen.findByRole('alert')).toBeVisible()
  first.unmount()
  answers = [Response.json({ id: 'i2', name: 'Nina Costa', email: 'nina@example.org', state: 'invited' }, { status: 201 })]
  const before = sent.length
  show(<InvitePatientPage />)
  expect(await screen.findByLabelText('Allergies')).toHaveValue('Penicillin')
  await userEvent.click(screen.getByRole('button', { name: 'Invite' }))
  expect(await screen.findByText('Nina Costa is invited.')).toBeVisible()
  expect(sent[before]).toEqual(sent[0])
  expect(Object.values(sessionStorage).join()).not.toContain('Nina')
})
