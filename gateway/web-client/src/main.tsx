import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { useTranslation } from 'react-i18next'
import { newQueryClient } from './api/queryClient'
import { App } from './app/App'
import { startTranslation } from './app/i18n'
import './design/tokens.css'

const client = newQueryClient()

function Localised() {
  const { i18n } = useTranslation()
  return (
    <I18nProvider locale={i18n.language}>
      <App />
    </I18nProvider>
  )
}

await startTranslation()

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <Localised />
    </QueryClientProvider>
  </StrictMode>,
)
