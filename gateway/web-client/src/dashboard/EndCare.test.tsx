import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { MemoryRouter, Route, Routes } from 'react-router'
import { beforeEach, expect, it, vi } from 'vitest'
import { startTranslation } from '../app/i18n'
import { EndCare } from './EndCare'

const called: string[] = []
let answers: (() => Response)[] = []

beforeEach(async () => {
  called.length = 0
  answers = []
  document.cookie = 'XSRF-TOKEN=token'
  await startTranslation('en')
  vi.spyOn(globalThis, 'fetch').mockImplementation((address, init) => {
    called.push(`${init?.method ?? 'GET'} ${String(address)} ${new Headers(init?.headers).get('Idempotency-Key') ?? ''}`)
    return Promise.resolve((answers.shift() ?? (() => new Response(null, { status: 204 })))())
  })
})

async function show() {
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MemoryRouter initialEntries={['/doctor/patients/p1']}>
        <Routes>
          <Route path="/doctor" element={<p>The list</p>} />
          <Route path="/doctor/patients/:id" element={<EndCare patientId="p1" name="Ana Reis" />} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  )
  await userEvent.click(await screen.findByRole('button', { name: 'End care of Ana Reis' }))
}

it('asks first and ends nothing where the doctor stays', async () => {
  await show()
  expect(await screen.findByText(/Nothing is deleted/)).toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: 'Keep in my care' }))
  expect(called).toHaveLength(0)
  expect(screen.queryByText(/Nothing is deleted/)).toBeNull()
})

it('ends the care and leaves the patient', async () => {
  await show()
  await userEvent.click(await screen.findByTestId('end-care'))
  expect(await screen.findByText('The list')).toBeInTheDocument()
  expect(called).toHaveLength(1)
  expect(called[0]).toMatch(/^DELETE \/api\/doctor\/patients\/p1 .+/)
})

it('says why it failed, and tries again under the same key', async () => {
  answers = [() => Response.json({ title: 'Away', detail: 'Try again in a moment.' }, { status: 503 })]
  await show()
  await userEvent.click(await screen.findByTestId('end-care'))
  await userEvent.click(await screen.findByTestId('end-care'))
  expect(await screen.findByText('The list')).toBeInTheDocument()
  expect(new Set(called).size).toBe(1)
  expect(called.length).toBeGreaterThan(1)
})
