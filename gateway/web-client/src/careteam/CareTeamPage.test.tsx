import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { beforeEach, expect, it, vi } from 'vitest'
import type { CareTeamMember, Doctor } from '../api/types'
import { startTranslation } from '../app/i18n'
import CareTeamPage from './CareTeamPage'

const doctor = (number: number, more: Partial<Doctor> = {}): Doctor => ({
  doctorId: `d${number}`,
  name: `Dr Number ${number}`,
  specialty: 'General practice',
  practice: null,
  zone: 'Europe/Lisbon',
  ...more,
})

const added: unknown[] = []
let doctors: Doctor[]
let team: CareTeamMember[]

beforeEach(async () => {
  added.length = 0
  doctors = [doctor(1, { name: 'Dr Marta Silva' }), doctor(2)]
  team = []
  document.cookie = 'XSRF-TOKEN=token'
  await startTranslation('en')
  vi.spyOn(globalThis, 'fetch').mockImplementation((path, init) => {
    if (init?.method === 'POST') {
      added.push(JSON.parse(String(init.body)))
      team = [{ doctorId: 'd1', name: 'Dr Marta Silva', specialty: null, since: '2026-01-01T00:00:00Z', active: true }]
      return Promise.resolve(new Response(null, { status: 204 }))
    }
    return Promise.resolve(Response.json({ items: String(path).endsWith('/care-team') ? team : doctors }))
  })
})

function show() {
  return render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MemoryRouter>
        <CareTeamPage />
      </MemoryRouter>
    </QueryClientProvider>,
  )
}

it('asks before it lets a doctor read the diary', async () => {
  const user = userEvent.setup()
  show()
  await user.click(await screen.findByRole('button', { name: 'Add Dr Marta Silva to my doctors' }))
  const question = await screen.findByRole('alertdialog', { name: 'Let Dr Marta Silva read your diary?' })
  expect(question).toHaveTextContent('everything you wrote and what you write from now on')
  await user.click(within(question).getByRole('button', { name: 'Not now' }))
  expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument()
  expect(added).toEqual([])

  await user.click(screen.getByRole('button', { name: 'Add Dr Marta Silva to my doctors' }))
  await user.click(await screen.findByRole('button', { name: 'Let Dr Marta Silva read it' }))
  expect(await screen.findByRole('button', { name: 'End access for Dr Marta Silva' })).toBeVisible()
  await waitFor(() => expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument())
  expect(added).toEqual([{ doctorId: 'd1' }])
})

it('has no search for a few doctors', async () => {
  show()
  expect(await screen.findByText('Dr Number 2')).toBeVisible()
  expect(screen.queryByRole('searchbox')).not.toBeInTheDocument()
})

it('finds one of many by name, specialty or practice', async () => {
  doctors = [
    ...Array.from({ length: 7 }, (_, index) => doctor(index + 2)),
    doctor(20, { name: 'Dr Marta Silva' }),
    doctor(21, { specialty: 'Skin' }),
    doctor(22, { practice: 'By the Harbour' }),
  ]
  const user = userEvent.setup()
  show()
  const search = await screen.findByRole('searchbox', { name: 'Find a doctor by name, specialty or practice' })
  const names = () => screen.getAllByRole('button', { name: /to my doctors$/ }).map((button) => button.getAttribute('aria-label'))
  await user.type(search, ' silva')
  expect(names()).toEqual(['Add Dr Marta Silva to my doctors'])
  await user.clear(search)
  await user.type(search, 'SKIN')
  expect(names()).toEqual(['Add Dr Number 21 to my doctors'])
  await user.clear(search)
  await user.type(search, 'harbour')
  expect(names()).toEqual(['Add Dr Number 22 to my doctors'])
  await user.type(search, ' x')
  expect(screen.getByText('No doctor here matches that.')).toBeVisible()
})
