import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps } from 'react-aria-components/Button'
import { Link } from 'react-router'

type Look = 'primary' | 'secondary' | 'quiet'

const LOOKS: Record<Look, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong data-pressed:bg-accent-strong',
  secondary: 'border border-line-strong bg-raised text-text hover:border-accent hover:bg-accent-soft',
  quiet: 'text-accent hover:bg-accent-soft',
}

export function buttonClass(look: Look = 'primary', dense = false): string {
  const size = dense ? 'min-h-11 px-3 py-1.5 text-small pointer-fine:min-h-9' : 'min-h-12 px-5 py-2 text-body'
  return `inline-flex items-center justify-center gap-2 rounded text-center font-strong break-words no-underline transition-colors duration-150 disabled:cursor-default disabled:opacity-50 aria-disabled:cursor-default aria-disabled:opacity-50 ${size} ${LOOKS[look]}`
}

interface Props extends Omit<ButtonProps, 'className' | 'style' | 'children' | 'isPending'> {
  look?: Look
  dense?: boolean
  wide?: boolean
  /** Lets the words of a quiet button stand in line with the text above; for the first one of a row. */
  inset?: boolean
  /** While what it does is under way: it does nothing more, and keeps the focus. */
  isPending?: boolean
  children: ReactNode
  'data-testid'?: string
}

export function Button({ look = 'primary', dense = false, wide = false, inset = false, isPending = false, ...rest }: Props) {
  const aligned = inset ? (dense ? ' -ms-3' : ' -ms-5') : ''
  const acts = isPending ? { ...rest, type: 'button' as const, onPress: () => undefined, 'aria-disabled': true } : rest
  return <AriaButton {...acts} className={`${buttonClass(look, dense)}${wide ? ' w-full' : ''}${aligned}`} />
}

/** A way to another page that looks like a button. */
export function ButtonLink({
  to,
  state,
  look = 'primary',
  dense = false,
  children,
}: {
  to: string
  /** What the other page is told. */
  state?: unknown
  look?: Look
  dense?: boolean
  children: ReactNode
}) {
  return (
    <Link to={to} state={state} className={buttonClass(look, dense)}>
      {children}
    </Link>
  )
}
