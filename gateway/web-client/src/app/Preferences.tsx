import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { chooseLanguage, LANGUAGES, type Language } from './i18n'
import { chooseTheme, currentTheme, type Theme } from './theme'

const SELECT =
  'min-h-11 rounded border border-line bg-transparent px-2 text-small text-text hover:border-line-strong pointer-fine:min-h-9'

/** Language and light, on every page. */
export function Preferences() {
  const { t, i18n } = useTranslation()
  const [theme, setTheme] = useState<Theme>(currentTheme)
  return (
    <div className="flex flex-wrap gap-2">
      <select
        aria-label={t('preferences.language')}
        value={i18n.language}
        onChange={(event) => void chooseLanguage(event.target.value as Language)}
        className={SELECT}
      >
        {LANGUAGES.map(({ code, name }) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
      <select
        aria-label={t('preferences.theme')}
        value={theme}
        onChange={(event) => {
          const chosen = event.target.value as Theme
          setTheme(chosen)
          chooseTheme(chosen)
        }}
        className={SELECT}
      >
        {(['system', 'light', 'dark'] as const).map((name) => (
          <option key={name} value={name}>
            {t(`preferences.${name}`)}
          </option>
        ))}
      </select>
    </div>
  )
}
