import { Component, type ReactNode } from 'react'
import i18next from 'i18next'

/** The last net: says what is safe and offers to load the page again. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) {
      return this.props.children
    }
    return (
      <main role="alert" className="mx-auto grid max-w-xl gap-5 px-4 py-16">
        <h1 className="text-title font-strong">{i18next.t('crash.title')}</h1>
        <p>{i18next.t('crash.text')}</p>
        <div>
          <button
            type="button"
            onClick={() => location.reload()}
            className="min-h-12 rounded bg-accent px-5 font-strong text-on-accent"
          >
            {i18next.t('crash.reload')}
          </button>
        </div>
      </main>
    )
  }
}
