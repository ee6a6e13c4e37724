import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'

/** A question that must be answered before going on: a sheet on a phone, a box on a desk. */
export function Dialog({
  title,
  onClose,
  children,
  alert = false,
}: {
  title: string
  onClose: () => void
  children: ReactNode
  alert?: boolean
}) {
  return (
    <ModalOverlay
      isOpen
      isDismissable={!alert}
      onOpenChange={(open) => !open && onClose()}
      className="fixed inset-0 z-50 flex items-end justify-center bg-[rgb(8_16_22/0.5)] md:items-center md:p-6"
    >
      <Modal className="quiet-in max-h-[92dvh] w-full overflow-y-auto overscroll-contain rounded-t-large bg-raised p-6 pb-[max(1.5rem,env(safe-area-inset-bottom))] shadow-raised md:max-w-lg md:rounded-large">
        <AriaDialog role={alert ? 'alertdialog' : 'dialog'} className="outline-none">
          <Heading slot="title" className="mb-3 text-lead font-strong">
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
