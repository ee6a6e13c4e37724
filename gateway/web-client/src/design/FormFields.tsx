import { useEffect, useRef, type ReactNode } from 'react'

/**
 * The fields of a form. While they are sent nothing can be changed in them: what would be typed
 * meanwhile is neither in what was sent nor kept once that is through. Whoever stood in
 * a field is back in it if the form stays.
 */
export function FormFields({ busy, children }: { busy: boolean; children: ReactNode }) {
  const fields = useRef<HTMLFieldSetElement>(null)
  const left = useRef<HTMLElement | null>(null)
  useEffect(() => {
    if (busy) {
      return
    }
    if (left.current?.isConnected && document.activeElement === document.body) {
      left.current.focus({ preventScroll: true })
    }
    left.current = null
  }, [busy])
  return (
    <fieldset
      ref={fields}
      disabled={busy}
      className="m-0 grid min-w-0 gap-5 border-0 p-0"
      onFocus={(event) => {
        left.current = event.target
      }}
      onBlur={() => {
        if (fields.current?.disabled !== true) {
          left.current = null
        }
      }}
    >
      {children}
    </fieldset>
  )
}
