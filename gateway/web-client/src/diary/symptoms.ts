/** The codes of the shared symptom catalogue; their words are translated under `symptoms.<code>`. */
export const SYMPTOM_CODES = [
  'headache',
  'chest-pain',
  'shortness-of-breath',
  'palpitations',
  'fever',
  'cough',
  'sore-throat',
  'runny-nose',
  'nausea',
  'vomiting',
  'diarrhoea',
  'constipation',
  'abdominal-pain',
  'back-pain',
  'neck-stiffness',
  'joint-pain',
  'muscle-pain',
  'rash',
  'itching',
  'dizziness',
  'fainting',
  'fatigue',
  'weakness-one-side',
  'speech-difficulty',
  'vision-loss',
  'blurred-vision',
  'confusion',
  'seizure',
  'swelling-face',
  'swelling-leg',
  'bleeding',
  'blood-in-stool',
  'blood-in-urine',
  'painful-urination',
  'low-mood',
  'anxiety',
  'suicidal-thoughts',
  'insomnia',
  'loss-of-appetite',
  'weight-loss',
  'earache',
  'toothache',
  'wound',
  'burn',
  'numbness',
  'thirst',
  'cold-sweat',
  'pregnancy-bleeding',
  'testicular-pain',
  'allergic-reaction',
] as const

export type SymptomCode = (typeof SYMPTOM_CODES)[number]

/** Offered before anything is typed. */
export const COMMON_SYMPTOMS: readonly SymptomCode[] = [
  'headache',
  'fever',
  'cough',
  'nausea',
  'abdominal-pain',
  'back-pain',
  'dizziness',
  'fatigue',
]

export const MOST_SYMPTOMS = 20

export function isSymptomCode(code: string): code is SymptomCode {
  return (SYMPTOM_CODES as readonly string[]).includes(code)
}

const folded = (text: string, locale: string) => text.toLocaleLowerCase(locale).normalize('NFKD').replace(/\p{M}/gu, '')

/** Symptoms whose words stand in what was typed; offered as chips, never set unasked. */
export function mentioned(text: string, words: (code: SymptomCode) => string, locale: string): SymptomCode[] {
  const written = folded(text, locale)
  if (written.trim().length < 3) {
    return []
  }
  return SYMPTOM_CODES.filter((code) => written.includes(folded(words(code), locale)))
}
