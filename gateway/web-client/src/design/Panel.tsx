import { useId, type ReactNode } from 'react'

/** A titled part of a page. */
export function Panel({
  title,
  aside,
  children,
  testId,
  plain = false,
}: {
  title: string
  aside?: ReactNode
  children: ReactNode
  testId?: string
  plain?: boolean
}) {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      data-testid={testId}
      className={plain ? '' : 'rounded-large border border-line bg-raised p-5 md:p-6'}
    >
      <div className="mb-4 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id={id} className="text-lead font-strong">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  )
}

export function PageTitle({ title, intro, aside }: { title: string; intro?: ReactNode; aside?: ReactNode }) {
  return (
    <header className="mb-6 flex flex-wrap items-start justify-between gap-4">
      <div className="max-w-2xl">
        <h1 className="text-title font-strong">{title}</h1>
        {intro !== undefined && <p className="mt-2 text-quiet">{intro}</p>}
      </div>
      {aside}
    </header>
  )
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="rounded border border-dashed border-line px-5 py-6">
      <p className="font-strong">{title}</p>
      {children !== undefined && <div className="mt-1 text-quiet">{children}</div>}
    </div>
  )
}
