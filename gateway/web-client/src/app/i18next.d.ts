import type common from '../locales/en/common.json'
import type doctor from '../locales/en/doctor.json'
import type patient from '../locales/en/patient.json'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    fallbackNS: 'common'
    resources: { common: typeof common; patient: typeof patient; doctor: typeof doctor }
  }
}
