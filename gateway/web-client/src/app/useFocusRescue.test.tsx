import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useRef, useState } from 'react'
import { expect, it } from 'vitest'
import { Button } from '../design/Button'
import { Dialog } from '../design/Dialog'
import { useFocusRescue } from './useFocusRescue'

function Page() {
  const page = useRef<HTMLElement>(null)
  useFocusRescue(page)
  const [items, setItems] = useState(['one', 'two'])
  const [asking, setAsking] = useState<string | null>(null)
  const remove = (item: string) => setItems(items.filter((other) => other !== item))
  return (
    <main ref={page}>
      <h1>Page</h1>
      <section aria-label="Doctors">
        <h2>My doctors</h2>
        {items.map((item) => (
          <p key={item}>
            <Button onPress={() => remove(item)}>End {item}</Button>
            <Button onPress={() => setAsking(item)}>Ask {item}</Button>
            <button
              onClick={(event) => {
                // As Chromium does it: the blur comes before the removal.
                event.currentTarget.blur()
                remove(item)
              }}
            >
              Drop {item}
            </button>
          </p>
        ))}
      </section>
      {asking !== null && (
        <Dialog title="Sure?" onClose={() => setAsking(null)}>
          <Button
            onPress={() => {
              remove(asking)
              setAsking(null)
            }}
          >
            Yes
          </Button>
        </Dialog>
      )}
    </main>
  )
}

const press = async (name: string) => {
  screen.getByRole('button', { name }).focus()
  await userEvent.keyboard('{Enter}')
}

it('leads on from the heading of the part where the pressed button was', async () => {
  render(<Page />)
  await press('End one')
  await waitFor(() => expect(screen.getByRole('heading', { name: 'My doctors' })).toHaveFocus())
})

it('leads on from there where the browser says first that the focus goes', async () => {
  render(<Page />)
  await press('Drop one')
  await waitFor(() => expect(screen.getByRole('heading', { name: 'My doctors' })).toHaveFocus())
})

it('leads on from there after a dialog too', async () => {
  render(<Page />)
  await press('Ask two')
  await press('Yes')
  expect(screen.queryByRole('button', { name: 'End two' })).not.toBeInTheDocument()
  await waitFor(() => expect(screen.getByRole('heading', { name: 'My doctors' })).toHaveFocus())
})

it('leaves the focus where it is while its element stays', async () => {
  render(<Page />)
  await press('Ask one')
  await userEvent.keyboard('{Escape}')
  await waitFor(() => expect(screen.getByRole('button', { name: 'Ask one' })).toHaveFocus())
})

it('takes no focus from whoever has left it', async () => {
  const { rerender } = render(<Page key="first" />)
  screen.getByRole('button', { name: 'End one' }).focus()
  screen.getByRole('button', { name: 'End one' }).blur()
  rerender(<Page key="second" />)
  await Promise.resolve()
  expect(document.body).toHaveFocus()
})
