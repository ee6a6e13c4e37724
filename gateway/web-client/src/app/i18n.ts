import i18next, { type BackendModule } from 'i18next'
import { initReactI18next } from 'react-i18next'

export const LANGUAGES = [
  { code: 'en', name: 'English' },
  { code: 'de', name: 'Deutsch' },
  { code: 'ar', name: 'العربية' },
] as const

export type Language = (typeof LANGUAGES)[number]['code']

const STORED = 'medlinks.language'
const files = import.meta.glob<{ default: Record<string, unknown> }>('../locales/*/*.json')

const localeFiles: BackendModule = {
  type: 'backend',
  init() {},
  read(language, namespace, callback) {
    const load = files[`../locales/${language}/${namespace}.json`]
    if (load === undefined) {
      callback(new Error(`no ${namespace} in ${language}`), null)
      return
    }
    load().then(
      (file) => callback(null, file.default),
      (error: Error) => callback(error, null),
    )
  },
}

function isLanguage(code: string | undefined | null): code is Language {
  return LANGUAGES.some((language) => language.code === code)
}

export function preferredLanguage(): Language {
  let stored: string | null = null
  try {
    stored = localStorage.getItem(STORED)
  } catch {
    // Storage is closed: the browser's language is used.
  }
  const wanted = [stored, ...navigator.languages].map((code) => code?.slice(0, 2))
  return wanted.find(isLanguage) ?? 'en'
}

function present(language: string): void {
  document.documentElement.lang = language
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr'
}

export async function startTranslation(language: Language = preferredLanguage()): Promise<void> {
  i18next.on('languageChanged', present)
  await i18next
    .use(localeFiles)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: false,
      ns: ['common'],
      defaultNS: 'common',
      fallbackNS: 'common',
      interpolation: { escapeValue: false },
      returnNull: false,
      showSupportNotice: false,
    })
}

export async function chooseLanguage(language: Language): Promise<void> {
  try {
    localStorage.setItem(STORED, language)
  } catch {
    // The choice then lasts as long as the page.
  }
  await i18next.changeLanguage(language)
}

/** The locale for dates and figures; figures stay Latin, as the ones people type. */
export function formatLocale(language: string): string {
  return language === 'ar' ? 'ar-u-nu-latn' : language === 'en' ? 'en-GB' : language
}
