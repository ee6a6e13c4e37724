import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Link, MemoryRouter, Outlet, Route, Routes, useLocation, useNavigate } from 'react-router'
import { beforeEach, expect, it, vi } from 'vitest'
import { usePageChange } from './usePageChange'

const scrolled = vi.fn()

beforeEach(() => {
  scrolled.mockReset()
  vi.stubGlobal('scrollTo', scrolled)
})

function Shell() {
  const page = usePageChange(useLocation().pathname)
  const navigate = useNavigate()
  return (
    <>
      <Link to="/two">Two</Link>
      <Link to="/search">Search</Link>
      <button onClick={() => void navigate(-1)}>Back</button>
      <main ref={page} tabIndex={-1}>
        <Outlet />
      </main>
    </>
  )
}

function One() {
  const navigate = useNavigate()
  return (
    <>
      <Link to="/two">On to two</Link>
      <button onClick={() => void navigate('/found', { replace: true })}>Find</button>
      <button onClick={() => void navigate('?sort=name')}>Sort</button>
    </>
  )
}

function show() {
  render(
    <MemoryRouter initialEntries={['/one']}>
      <Routes>
        <Route element={<Shell />}>
          <Route path="one" element={<One />} />
          <Route path="two" element={<h1>The second</h1>} />
          <Route path="found" element={<h1>What was found</h1>} />
          <Route path="search" element={<input aria-label="Name" autoFocus />} />
        </Route>
      </Routes>
    </MemoryRouter>,
  )
}

const press = (role: 'link' | 'button', name: string) => userEvent.click(screen.getByRole(role, { name }))

it('leaves the first page as it is', () => {
  show()
  expect(scrolled).not.toHaveBeenCalled()
  expect(document.body).toHaveFocus()
})

it.each(['Two', 'On to two'])('begins at the top of the page that a link leads to, with the focus there: %s', async (name) => {
  show()
  await press('link', name)
  expect(screen.getByRole('heading', { name: 'The second' })).toBeInTheDocument()
  expect(scrolled).toHaveBeenCalledExactlyOnceWith(0, 0)
  expect(screen.getByRole('main')).toHaveFocus()
})

it('leaves the focus where the page itself puts it', async () => {
  show()
  await press('link', 'Search')
  expect(screen.getByRole('textbox', { name: 'Name' })).toHaveFocus()
})

it('leaves it to the browser where a page was left', async () => {
  show()
  await press('link', 'Two')
  scrolled.mockReset()
  await press('button', 'Back')
  expect(screen.getByRole('link', { name: 'On to two' })).toBeInTheDocument()
  expect(scrolled).not.toHaveBeenCalled()
  expect(screen.getByRole('main')).toHaveFocus()
})

it.each(['Find', 'Sort'])('moves nothing where a page changes its own address: %s', async (name) => {
  show()
  await press('button', name)
  expect(scrolled).not.toHaveBeenCalled()
  expect(screen.getByRole('main')).not.toHaveFocus()
})
