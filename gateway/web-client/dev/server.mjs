/**
 * A stand-in for the gateway and its services while working on the pages:
 * believable data in memory, live streams, and the built client with the same
 * content security policy. Not shipped.
 *
 * node dev/server.mjs [port]; sign in as patient1, doctor1, doctor9 (not approved) or operator1.
 */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const port = Number(process.argv[2] ?? 0)
const ZONE = 'Europe/Lisbon'
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const at = (difference) => new Date(Date.now() + difference).toISOString()
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

const USERS = {
  patient1: { id: 'a1000000-0000-4000-8000-000000000001', name: 'Ana Reis', roles: ['patient'] },
  patient9: { id: 'a1000000-0000-4000-8000-000000000009', name: 'Nia New', roles: ['patient'] },
  doctor1: { id: 'd1000000-0000-4000-8000-000000000001', name: 'Dr Marta Silva', roles: ['doctor'] },
  doctor9: { id: 'd1000000-0000-4000-8000-000000000009', name: 'Dr Ida Novak', roles: ['doctor'] },
  operator1: { id: '0f000000-0000-4000-8000-000000000001', name: 'Olga Petrov', roles: ['operator'] },
}

const rule = (id, title, source) => ({ id, title, source })
const seen = (difference) => [{ doctorId: USERS.doctor1.id, name: 'Dr Marta Silva', at: at(difference) }]

function entry(text, happened, symptoms, level, rules = [], more = {}) {
  return {
    id: randomUUID(),
    version: 1,
    status: 'active',
    text,
    happenedAt: at(happened),
    receivedAt: at(happened + MINUTE),
    origin: 'diary',
    symptoms,
    assessment: level && { level, rules, entryVersion: 1, assessedAt: at(happened + MINUTE) },
    seenBy: [],
    visibleToDoctors: 1,
    ...more,
  }
}

const diaries = {
  [USERS.patient9.id]: [],
  [USERS.patient1.id]: [
    entry(
      'The headache is back since this morning and light hurts my eyes. I had to lie down in the dark, and the tablet did not help.',
      -42 * MINUTE,
      [
        { code: 'headache', severity: 8 },
        { code: 'nausea', severity: 4 },
      ],
      'same-day',
      [rule('RF-014', 'Severe headache that gets worse', 'NICE CG150, 1.1.1')],
    ),
    entry('Slept badly, woke up three times.', -26 * HOUR, [{ code: 'insomnia', severity: 5 }], 'routine', [], {
      seenBy: seen(-24 * HOUR),
    }),
    entry(
      'Pressure behind the eyes again, about two hours after lunch. Went away after a walk.',
      -3 * DAY,
      [{ code: 'headache', severity: 4 }],
      'routine',
      [],
      { seenBy: seen(-2.5 * DAY), version: 2 },
    ),
    entry('Felt fine today.', -6 * DAY, [], 'self-care', [], { seenBy: seen(-5 * DAY) }),
    entry('Wrong day, please ignore.', -8 * DAY, [], 'self-care', [], { status: 'withdrawn', version: 2 }),
    entry('Dizzy when getting up. Had not eaten yet.', -12 * DAY, [{ code: 'dizziness', severity: 3 }], 'self-care', [], {
      seenBy: seen(-11 * DAY),
    }),
  ],
}

const names = [
  ['Tom Becker', 58, 'male', 'emergency', true, 6, ['RF-001', 'Chest pain with cold sweat', 'ESC 2023, 3.1'], 'Pressure on my chest since half an hour, it goes into my left arm and I am sweating.'],
  ['Ana Reis', 39, 'female', 'same-day', true, 42, ['RF-014', 'Severe headache that gets worse', 'NICE CG150, 1.1.1'], 'The headache is back since this morning and light hurts my eyes.'],
  ['Joana Pires', 71, 'female', 'same-day', false, 3, null, 'My left leg is thicker than the right one since yesterday.'],
  ['Mikkel Sørensen', 24, 'male', 'soon', true, 420, ['RS-021', 'Fever for more than three days', 'NICE NG143'], 'Fourth day with 38.6, cough is worse at night.'],
  ['Beatriz Conceição de Albuquerque', 46, 'female', 'soon', true, 1500, ['RS-009', 'New rash after a medicine', 'BNF'], 'Since the new tablets I have red spots on both arms.'],
  ['Yusuf Demir', 33, 'male', 'routine', true, 12_000, null, 'Back still stiff in the morning, better after moving.'],
  ['Clara Neumann', 62, 'female', 'self-care', true, 300, null, 'Small cold, nothing else.'],
  ['Rui Tavares', 50, 'male', null, true, 0, null, 'Blood pressure 128/80, all good.'],
  ['Elif Kaya', 29, 'female', null, true, 0, null, null],
]
const TARGETS = { emergency: 15, 'same-day': 240, soon: 2880, routine: 10_080, 'self-care': 20_160 }
const rows = new Map(
  names.map(([name, age, sex, urgency, assessed, waiting, fired, headline], index) => {
    const patientId = name === 'Ana Reis' ? USERS.patient1.id : `a2000000-0000-4000-8000-${String(index).padStart(12, '0')}`
    const own =
      (diaries[patientId] ??=
        headline === null
          ? []
          : [
              entry(headline, -(waiting || 3000) * MINUTE, [], urgency ?? 'routine', fired ? [rule(...fired)] : []),
              entry('A quiet week, nothing new.', -9 * DAY, [], 'self-care', [], { seenBy: seen(-8 * DAY) }),
            ])
    const first = own[0]
    if (urgency !== null && !assessed) {
      first.assessment = null
    }
    const row = {
      patientId,
      name,
      age,
      sex,
      urgency,
      assessed,
      waitingSince: urgency && at(-waiting * MINUTE),
      targetMinutes: urgency && TARGETS[urgency],
      waitingEntries: urgency ? (index === 0 ? 2 : 1) : 0,
      unreadEntries: urgency ? 1 : 0,
      reasons: fired ? [{ ruleId: fired[0], title: fired[1], source: fired[2], entryId: first.id }] : [],
      headline,
      uncovered: urgency ? [{ entryId: first.id, version: first.version }] : [],
      lastEntryAt: first?.receivedAt ?? null,
      seenBy: urgency === 'emergency' ? null : { doctorId: USERS.doctor1.id, name: 'Dr Marta Silva', at: at(-DAY) },
      nextAppointment:
        index === 5
          ? { id: randomUUID(), start: at(2 * DAY), end: at(2 * DAY + 20 * MINUTE), visitType: 'phone', zone: ZONE }
          : null,
      summaryVersion: 1,
    }
    return [patientId, row]
  }),
)

const profiles = new Map([
  [
    USERS.patient1.id,
    { id: USERS.patient1.id, version: 3, name: 'Ana Reis', birthDate: '1987-04-12', sex: 'female', email: 'ana@example.org', phone: '+351 910 000 001', zone: ZONE, language: 'en', allergies: ['Penicillin'], heightCm: 168, weightKg: 63, healthCardId: 'PT-204-118', address: 'Rua das Flores 12, Lisboa' },
  ],
])
const doctorProfiles = new Map([
  [USERS.doctor1.id, { id: USERS.doctor1.id, version: 1, name: 'Dr Marta Silva', specialty: 'General practice', practice: 'Praxis am Park', phone: '+351 210 000 000', zone: ZONE, approved: true }],
  ['d1000000-0000-4000-8000-000000000002', { id: 'd1000000-0000-4000-8000-000000000002', version: 1, name: 'Dr Jonas Weber', specialty: 'Neurology', practice: 'City Hospital', phone: null, zone: ZONE, approved: true }],
  [USERS.doctor9.id, { id: USERS.doctor9.id, version: 1, name: 'Dr Ida Novak', specialty: 'Cardiology', practice: 'Heart Centre', phone: null, zone: ZONE, approved: false }],
])
const team = { [USERS.patient1.id]: [{ doctorId: USERS.doctor1.id, name: 'Dr Marta Silva', specialty: 'General practice', since: at(-200 * DAY), active: true }], [USERS.patient9.id]: [] }
const round = (time) => new Date(Math.ceil(time / (20 * MINUTE)) * 20 * MINUTE)
const appointments = [
  { id: randomUUID(), version: 1, patientId: USERS.patient1.id, patientName: 'Ana Reis', doctorId: USERS.doctor1.id, doctorName: 'Dr Marta Silva', status: 'booked', start: round(Date.now() + 2 * DAY).toISOString(), end: new Date(round(Date.now() + 2 * DAY).getTime() + 20 * MINUTE).toISOString(), zone: ZONE, visitType: 'in-person', reason: 'Headaches, what to do next', bookedBy: 'patient' },
  { id: randomUUID(), version: 1, patientId: 'a2000000-0000-4000-8000-000000000005', patientName: 'Yusuf Demir', doctorId: USERS.doctor1.id, doctorName: 'Dr Marta Silva', status: 'booked', start: round(Date.now() + 2 * DAY + HOUR).toISOString(), end: round(Date.now() + 2 * DAY + 80 * MINUTE).toISOString(), zone: ZONE, visitType: 'phone', reason: null, bookedBy: 'doctor' },
]
const availability = {
  version: 1,
  zone: ZONE,
  rules: [
    { day: 'monday', from: '09:00', to: '12:00', visitTypes: ['in-person', 'online', 'phone'] },
    { day: 'monday', from: '14:00', to: '17:00', visitTypes: ['in-person'] },
    { day: 'wednesday', from: '09:00', to: '13:00', visitTypes: ['in-person', 'phone'] },
    { day: 'friday', from: '08:30', to: '12:00', visitTypes: ['online'] },
  ],
  visitTypes: [{ code: 'in-person', minutes: 20 }, { code: 'online', minutes: 15 }, { code: 'phone', minutes: 10 }],
  minimumNoticeMinutes: 30,
  horizonDays: 60,
}

function openings(count) {
  const types = ['in-person', 'online', 'in-person', 'phone']
  return Array.from({ length: count }, (_, index) => {
    const start = round(Date.now() + 40 * MINUTE + index * (index < 4 ? 20 * MINUTE : 9 * HOUR))
    return { start: start.toISOString(), end: new Date(start.getTime() + 20 * MINUTE).toISOString(), visitType: types[index % 4], zone: ZONE }
  })
}

function summaryOf(patientId) {
  const own = (diaries[patientId] ?? []).filter((item) => item.status === 'active')
  if (own.length === 0) {
    return null
  }
  const of = (...items) => items.filter(Boolean).map((item) => ({ entryId: item.id, version: item.version }))
  const isAna = patientId === USERS.patient1.id
  return {
    version: 1,
    engine: 'template',
    writtenAt: at(-40 * MINUTE),
    newerEntries: isAna ? 1 : 0,
    sentences: isAna
      ? [
          { text: 'Headache on 2 of the last 7 days, rising from 4 to 8 of 10.', evidence: of(own[0], own[2]) },
          { text: 'Light hurts the eyes and the tablet did not help.', evidence: of(own[0]) },
          { text: 'Broken sleep the night before.', evidence: of(own[1]) },
          { text: 'No fever and no fall was reported.', evidence: of(own[0], own[1], own[2]) },
        ]
      : [{ text: own[0].text, evidence: of(own[0]) }],
  }
}

const streams = new Set()
let sequence = 0
function push(side, owner, type, key, row) {
  for (const stream of streams) {
    if (stream.side === side && (owner === null || stream.owner === owner)) {
      stream.response.write(`event: row\nid: ${++sequence}\ndata: ${JSON.stringify({ type, key, row })}\n\n`)
    }
  }
}

function live(request, response, side, owner) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
  const items =
    side === 'doctor'
      ? [...rows.values()].map((row) => ({ type: 'dashboard', key: row.patientId, row }))
      : (diaries[owner] ?? []).map((row) => ({ type: 'entry', key: row.id, row }))
  response.write(`event: snapshot\nid: ${++sequence}\ndata: ${JSON.stringify({ items })}\n\n`)
  const stream = { side, owner, response }
  streams.add(stream)
  const beat = setInterval(() => response.write(`event: heartbeat\ndata: {"at":"${at(0)}"}\n\n`), 15_000)
  request.on('close', () => {
    clearInterval(beat)
    streams.delete(stream)
  })
}

function logged(patientId, item) {
  setTimeout(() => {
    const urgent = /chest|breath/i.test(item.text)
    item.assessment = { level: urgent ? 'emergency' : 'soon', rules: urgent ? [rule('RF-001', 'Chest pain', 'ESC 2023, 3.1')] : [], entryVersion: item.version, assessedAt: at(0) }
    push('patient', patientId, 'entry', item.id, item)
    const row = rows.get(patientId)
    if (row) {
      Object.assign(row, { urgency: item.assessment.level, assessed: true, waitingSince: at(0), targetMinutes: TARGETS[item.assessment.level], waitingEntries: row.waitingEntries + 1, unreadEntries: row.unreadEntries + 1, headline: item.text, uncovered: [...row.uncovered, { entryId: item.id, version: item.version }], lastEntryAt: at(0) })
      push('doctor', null, 'dashboard', patientId, row)
    }
  }, 700)
}

const page = (items) => [200, { items, nextCursor: null }]
const problem = (status, slug, detail, more = {}) => [status, { type: `urn:medlinks:problem:${slug}`, title: slug, status, detail, ...more }]
const NOT_FOUND = problem(404, 'not-found', 'There is nothing here under this address.')

/** By patient; the private notes are left out for patients. */
const consultations = {
  [USERS.patient1.id]: [
    {
      id: randomUUID(),
      version: 1,
      patientId: USERS.patient1.id,
      doctorId: USERS.doctor1.id,
      doctorName: 'Dr Marta Silva',
      status: 'finished',
      mode: 'phone',
      covers: [],
      happenedAt: at(-6 * DAY),
      recordedAt: at(-6 * DAY),
      changedAt: at(-6 * DAY),
      diagnosis: { text: 'Migraine', code: 'G43.9' },
      medications: [{ name: 'Ibuprofen', dosage: '400 mg', instructions: 'With food, up to three times a day' }],
      message: 'Rest in a dark room. Please come and see me if it does not get better.',
      privateNotes: 'Sounds tired. Ask about work next time.',
      pleaseBook: { visitType: 'in-person', within: 'P7D', askedAt: at(-6 * DAY), until: at(DAY) },
      reason: null,
    },
  ],
}

function shared(consultation) {
  const withheld = ['patientId', 'changedAt', 'privateNotes']
  return Object.fromEntries(Object.entries(consultation).filter(([name]) => !withheld.includes(name)))
}

function medLog(patientId) {
  const nothing = { entry: null, consultation: null, appointment: null }
  const items = [
    ...(diaries[patientId] ?? []).map((item) => ({ ...nothing, type: 'entry', id: item.id, at: item.happenedAt, entry: item })),
    ...(consultations[patientId] ?? []).map((item) => ({ ...nothing, type: 'consultation', id: item.id, at: item.happenedAt, consultation: shared(item) })),
    ...appointments.filter((item) => item.patientId === patientId).map((item) => ({ ...nothing, type: 'appointment', id: item.id, at: item.start, appointment: item })),
  ]
  return page(items.sort((one, other) => Date.parse(other.at) - Date.parse(one.at)))
}

function visitRequests(patientId) {
  const isBooked = (asked) =>
    appointments.some((item) => item.patientId === patientId && item.status === 'booked' && item.doctorId === asked.doctorId && item.visitType === asked.pleaseBook.visitType)
  const open = (consultations[patientId] ?? []).filter((item) => item.pleaseBook !== null && item.status === 'finished' && !isBooked(item))
  return page(open.map(({ id, doctorId, doctorName, pleaseBook: { visitType, askedAt, until } }) => ({ id, doctorId, doctorName, visitType, askedAt, until })))
}

function consult(method, path, body, me, patientId) {
  const own = (consultations[patientId] ??= [])
  const found = own.find((item) => path.endsWith(item.id))
  const told = (item) => ({ ...item, diagnosis: item.diagnosis ?? null, medications: item.medications ?? [] })
  const asked = body?.pleaseBook && { ...body.pleaseBook, askedAt: at(0), until: at(Number(body.pleaseBook.within.slice(1, -1)) * DAY) }
  if (method === 'POST') {
    const item = told({ id: randomUUID(), version: 1, patientId, doctorId: me, doctorName: 'Dr Marta Silva', status: 'finished', ...body, covers: body.covers ?? [], happenedAt: body.happenedAt ?? at(0), recordedAt: at(0), changedAt: at(0), pleaseBook: asked ?? null, reason: null })
    own.push(item)
    push('patient', patientId, 'consultation', item.id, shared(item))
    return [201, { id: item.id, version: 1, recordedAt: item.recordedAt }]
  }
  if (found === undefined) {
    return page(own.toSorted((one, other) => Date.parse(other.happenedAt) - Date.parse(one.happenedAt)))
  }
  if (method === 'PUT') {
    Object.assign(found, told(body), { version: found.version + 1, happenedAt: body.happenedAt ?? found.happenedAt, pleaseBook: asked ?? null })
  } else if (method === 'DELETE') {
    Object.assign(found, { status: 'entered-in-error', version: found.version + 1 })
  }
  push('patient', patientId, 'consultation', found.id, shared(found))
  return method === 'DELETE' ? [204] : [200, found]
}

function move(id, body) {
  const item = appointments.find((one) => one.id === id)
  if (item === undefined || item.status !== 'booked') {
    return item === undefined ? NOT_FOUND : problem(409, 'already-cancelled', 'A cancelled appointment gets no other time.')
  }
  Object.assign(item, { version: item.version + 1, start: body.start, end: new Date(Date.parse(body.start) + 20 * MINUTE).toISOString(), visitType: body.visitType ?? item.visitType })
  push('patient', item.patientId, 'appointment', item.id, item)
  return [200, { id: item.id, version: item.version, status: 'booked', start: item.start, end: item.end, zone: ZONE, visitType: item.visitType }]
}

function book(body, doctorId, patientId, by) {
  if (appointments.some((item) => item.status === 'booked' && item.doctorId === doctorId && item.start === body.start)) {
    return problem(409, 'slot-unavailable', 'This time is no longer free.', {
      reasons: [{ code: 'overlaps', message: 'Someone else has just taken it.' }],
      alternatives: openings(3),
    })
  }
  const item = { id: randomUUID(), version: 1, patientId, patientName: rows.get(patientId)?.name, doctorId, doctorName: 'Dr Marta Silva', status: 'booked', start: body.start, end: new Date(Date.parse(body.start) + 20 * MINUTE).toISOString(), zone: ZONE, visitType: body.visitType, reason: body.reason, bookedBy: by }
  appointments.push(item)
  const row = rows.get(patientId)
  if (row) {
    row.nextAppointment = { id: item.id, start: item.start, end: item.end, visitType: item.visitType, zone: ZONE }
    push('doctor', null, 'dashboard', patientId, row)
  }
  push('patient', patientId, 'appointment', item.id, item)
  return [201, { id: item.id, status: 'booked', start: item.start, end: item.end }]
}

function patientApi(method, path, url, body, me) {
  const own = (diaries[me] ??= [])
  const sorted = () => own.toSorted((one, other) => Date.parse(other.happenedAt) - Date.parse(one.happenedAt))
  const single = path.match(/^diary\/entries\/([^/]+)$/)?.[1]
  const versions = path.match(/^diary\/entries\/([^/]+)\/versions$/)?.[1]
  const found = own.find((item) => item.id === (single ?? versions))
  if (path === 'diary/entries' && method === 'GET') {
    return page(sorted().slice(0, Number(url.searchParams.get('limit') ?? 20)))
  }
  if (path === 'diary/entries' && method === 'POST') {
    const item = { ...entry(body.text, 0, body.symptoms, null), happenedAt: body.happenedAt, visibleToDoctors: (team[me] ?? []).length }
    own.push(item)
    logged(me, item)
    return [201, { id: item.id, version: 1, receivedAt: item.receivedAt }]
  }
  if (versions) {
    return found
      ? [200, { items: Array.from({ length: found.version }, (_, index) => ({ version: index + 1, status: index + 1 === found.version ? found.status : 'active', text: found.text, happenedAt: found.happenedAt, symptoms: found.symptoms, reason: index > 0 ? 'It was after lunch, not before' : null, author: 'patient', at: at(-3 * DAY + index * HOUR) })) }]
      : NOT_FOUND
  }
  if (single && !found) {
    return NOT_FOUND
  }
  if (single && method === 'GET') {
    return [200, found, { ETag: `"${found.version}"` }]
  }
  if (single && method === 'PUT') {
    Object.assign(found, { text: body.text, symptoms: body.symptoms, happenedAt: body.happenedAt, version: found.version + 1, seenBy: [] })
    logged(me, found)
    return [200, found]
  }
  if (single && method === 'DELETE') {
    found.status = 'withdrawn'
    found.version++
    return [204]
  }
  if (path === 'profile') {
    if (method === 'PUT') {
      profiles.set(me, { ...body, id: me, version: (profiles.get(me)?.version ?? 0) + 1 })
    }
    return profiles.has(me) ? [200, profiles.get(me), { ETag: `"${profiles.get(me).version}"` }] : NOT_FOUND
  }
  if (path === 'care-team') {
    if (method === 'POST') {
      const doctor = doctorProfiles.get(body.doctorId)
      team[me].push({ doctorId: body.doctorId, name: doctor.name, specialty: doctor.specialty, since: at(0), active: true })
      return [201, team[me].at(-1)]
    }
    return page(team[me] ?? [])
  }
  if (path.startsWith('care-team/')) {
    team[me] = team[me].filter((member) => member.doctorId !== path.split('/')[1])
    return [204]
  }
  if (path === 'access-log') {
    const access = (actorName, actorRole, resource, action, when) => ({ id: randomUUID(), at: at(when), actorId: USERS.doctor1.id, actorName, actorRole, resource, action, purpose: 'care' })
    return page([access('Dr Marta Silva', 'doctor', 'dashboard', 'read', -20 * MINUTE), access('Dr Marta Silva', 'doctor', 'diary', 'read', -24 * HOUR), access('Dr Marta Silva', 'doctor', 'summary', 'read', -24 * HOUR), access('Ana Reis', 'patient', 'profile', 'write', -5 * DAY)])
  }
  if (path === 'med-log') {
    return medLog(me)
  }
  if (path === 'visit-requests') {
    return visitRequests(me)
  }
  if (path === 'invitations') {
    return page([])
  }
  if (path === 'summary') {
    const summary = summaryOf(me)
    return summary ? [200, summary] : NOT_FOUND
  }
  if (path === 'doctors') {
    return page([...doctorProfiles.values()].filter((doctor) => doctor.approved).map(({ id, name, specialty, practice, zone }) => ({ doctorId: id, name, specialty, practice, zone })))
  }
  if (/^doctors\/[^/]+\/openings$/.test(path)) {
    const wanted = url.searchParams.get('visitType')
    return page(openings(18).filter((item) => wanted === null || item.visitType === wanted))
  }
  if (path === 'appointments') {
    return method === 'POST' ? book(body, body.doctorId, me, 'patient') : page(appointments.filter((item) => item.patientId === me))
  }
  if (path.startsWith('appointments/') && method === 'PATCH') {
    return move(path.split('/')[1], body)
  }
  if (path.startsWith('appointments/') && method === 'DELETE') {
    appointments.find((item) => item.id === path.split('/')[1]).status = 'cancelled'
    return [204]
  }
  return NOT_FOUND
}

const REST = {
  ref: 'headache/3',
  passage: {
    articleId: 'headache',
    number: 3,
    title: 'Headache',
    text: 'Rest in a quiet, dark room. Drink water. Try a cool cloth on your head.',
    reviewed: '2026-11-24',
    sources: [{ publisher: 'MedlinePlus, National Library of Medicine', title: 'Headache', url: 'https://medlineplus.gov/headache.html' }],
  },
  entry: null,
  rule: null,
}
const conversations = []

/** Answers everything with the same article, a sentence every second. */
function chat(request, response, path, body, me) {
  const json = (status, content) => {
    response.writeHead(status, { 'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json' })
    response.end(content === undefined ? undefined : JSON.stringify(content))
  }
  const [, id, , , stopping] = path.split('/').slice(1)
  const own = conversations.filter((thread) => thread.me === me)
  if (id === undefined) {
    if (request.method === 'POST') {
      conversations.unshift({ me, id: randomUUID(), createdAt: at(0), lastAskedAt: at(0), opening: null, messages: [] })
      return json(201, conversations[0])
    }
    return json(200, { items: own, nextCursor: null })
  }
  const thread = own.find((known) => known.id === id)
  if (thread === undefined || stopping === 'answer') {
    return thread === undefined ? json(404, { detail: 'You have no such conversation.' }) : json(204)
  }
  if (request.method === 'GET') {
    return json(200, { items: thread.messages, nextCursor: null })
  }
  const sentence = (kind, text, citations) => ({ engine: 'extractive', kind, text, citations })
  const unknown = !/head|kopf|صداع/i.test(body.text)
  const sentences = unknown
    ? [sentence('frame', 'I found nothing about this in the articles or in your diary, so I give no answer.', [])]
    : [
        sentence('frame', 'This is what public health sources say:', []),
        sentence('source', REST.passage.text, [REST]),
        sentence('frame', 'This is general information. It is no diagnosis, and your doctor does not see this chat.', []),
      ]
  const message = {
    id: randomUUID(), askedAt: at(0), language: body.language, text: body.text,
    answer: { state: 'done', kind: unknown ? 'abstained' : 'answer', rules: [], sentences, nextSteps: ['log-entry', 'interview', 'book'], finishedAt: at(0) },
  }
  thread.opening ??= body.text
  response.writeHead(200, { 'Content-Type': 'text/event-stream' })
  const send = (event, data) => response.write(`event:${event}\ndata:${JSON.stringify(data)}\n\n`)
  send('accepted', { id: message.id, askedAt: message.askedAt })
  sentences.forEach(({ citations, ...said }, index) =>
    setTimeout(() => {
      citations.forEach((citation) => send('citation', citation))
      send('sentence', { index, ...said, refs: citations.map(({ ref }) => ref) })
    }, 1000 * (index + 1)),
  )
  setTimeout(() => {
    thread.messages.unshift(message)
    send('done', message)
    response.end()
  }, 1000 * (sentences.length + 1))
}
const invitations = []

function doctorApi(method, path, url, body, me) {
  const patient = path.match(/^patients\/([^/]+)/)?.[1]
  if (path === 'profile') {
    if (method === 'PUT') {
      doctorProfiles.set(me, { approved: false, ...doctorProfiles.get(me), ...body, version: (doctorProfiles.get(me)?.version ?? 0) + 1 })
    }
    return [200, doctorProfiles.get(me), { ETag: `"${doctorProfiles.get(me).version}"` }]
  }
  if (path === 'invitations') {
    return page(invitations.toReversed())
  }
  if (path === 'patients' && method === 'POST') {
    const invitation = { id: randomUUID(), name: body.name, email: body.email, state: 'invited', invitedAt: at(0), sentAt: at(0), expiresAt: at(7 * DAY), decidedAt: null }
    invitations.push(invitation)
    return [201, invitation]
  }
  if (path === 'dashboard') {
    return page([...rows.values()])
  }
  if (path === 'patients') {
    const wanted = (url.searchParams.get('q') ?? '').toLowerCase()
    return page([...rows.values()].filter((row) => row.name.toLowerCase().includes(wanted)))
  }
  if (patient && !rows.has(patient)) {
    return problem(403, 'forbidden', 'This patient is not in your care.')
  }
  if (path === `patients/${patient}`) {
    const row = rows.get(patient)
    return [200, { patientId: patient, name: row.name, birthDate: '1987-04-12', age: row.age, sex: row.sex, phone: '+351 910 000 001', email: 'someone@example.org', allergies: row.age % 2 ? ['Penicillin'] : [], heightCm: 168, weightKg: 63, status: row }]
  }
  if (path.endsWith('/med-log')) {
    return medLog(patient)
  }
  if (path.includes('/consultations')) {
    return consult(method, path, body, me, patient)
  }
  if (path.endsWith('/diary/entries')) {
    return page((diaries[patient] ?? []).toSorted((one, other) => Date.parse(other.happenedAt) - Date.parse(one.happenedAt)))
  }
  if (path.endsWith('/summary')) {
    const summary = summaryOf(patient)
    return summary ? [200, summary] : NOT_FOUND
  }
  if (path.endsWith('/openings')) {
    // An emergency shows what is said where nothing is free in time.
    const beyond = rows.get(patient).urgency === 'emergency'
    const items = openings(5).map((item) => (beyond ? { ...item, start: new Date(Date.parse(item.start) + 2 * DAY).toISOString() } : item))
    return [200, { items, urgency: rows.get(patient).urgency ?? 'routine', within: 'PT8H', beyond }]
  }
  if (path.endsWith('/read-marks')) {
    const patientId = path.split('/')[1]
    Object.assign(rows.get(patientId), { unreadEntries: 0 })
    push('doctor', null, 'dashboard', patientId, rows.get(patientId))
    return [204]
  }
  if (path === 'reviews') {
    const row = rows.get(body.patientId)
    const by = { doctorId: me, name: 'Dr Marta Silva', at: at(0) }
    body.covers.forEach(({ entryId }) => {
      const item = diaries[body.patientId].find((known) => known.id === entryId)
      if (item) {
        item.seenBy = [by]
        push('patient', body.patientId, 'entry', item.id, item)
      }
    })
    Object.assign(row, { urgency: null, waitingSince: null, targetMinutes: null, waitingEntries: 0, unreadEntries: 0, reasons: [], uncovered: [], seenBy: by })
    push('doctor', null, 'dashboard', body.patientId, row)
    return [201, { id: randomUUID(), at: at(0) }]
  }
  if (path === 'appointments') {
    return method === 'POST' ? book(body, me, body.patientId, 'doctor') : page(appointments.filter((item) => item.doctorId === me))
  }
  if (path.startsWith('appointments/') && method === 'PATCH') {
    return move(path.split('/')[1], body)
  }
  if (path.startsWith('appointments/') && method === 'DELETE') {
    appointments.find((item) => item.id === path.split('/')[1]).status = 'cancelled'
    return [204]
  }
  if (path === 'availability') {
    if (method === 'PUT') {
      Object.assign(availability, body, { version: availability.version + 1 })
    }
    return [200, availability, { ETag: `"${availability.version}"` }]
  }
  return NOT_FOUND
}

const setAside = {
  id: 'c0ffee', group: 'patient-service.assessment', topic: 'medlinks.ai.assessment', partition: 2, offset: 41,
  key: USERS.patient1.id, eventId: randomUUID(), eventType: 'medlinks.ai.entry-assessed.v1',
  reason: 'tools.jackson.databind.exc.MismatchedInputException', at: at(-3 * HOUR), state: 'waiting', replays: 0, replayedAt: null,
}

const registrationOf = (approved) => ({ state: approved ? 'approved' : 'waiting', ready: true, reason: null, submittedAt: at(-DAY), decidedAt: null, registrationNumber: '4711', registrationBody: 'Ordem dos Médicos', languages: ['pt', 'en'], email: null, phone: null, zone: 'Europe/Lisbon' })

function operatorApi(method, path) {
  const [service, letters, id] = path.split('/')
  if (letters === 'dead-letters') {
    if (service === 'scheduling') {
      return problem(503, 'unavailable', 'Appointments do not answer right now.')
    }
    if (id !== undefined) {
      Object.assign(setAside, { replays: setAside.replays + 1, replayedAt: at(0), state: setAside.replays > 0 ? 'replayed' : 'waiting' })
      return [200, setAside]
    }
    return page(service === 'patient' && setAside.state === 'waiting' ? [setAside] : [])
  }
  if (path === 'doctors') {
    return page([...doctorProfiles.values()].map(({ id, name, specialty, practice, approved }) => ({ doctorId: id, name, specialty, practice, approved, registration: registrationOf(approved) })))
  }
  doctorProfiles.get(path.split('/')[1]).approved = method === 'POST'
  return [204]
}

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' }

async function serveFile(path, response) {
  const file = extname(path) === '' ? '/index.html' : normalize(path)
  const content = await readFile(join(dist, file)).catch(() => null)
  if (content === null) {
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', 'Content-Security-Policy': CSP })
  response.end(content)
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://mock')
  const reader = request.headers.cookie?.match(/reader=(\w+)/)?.[1]
  const user = USERS[reader]
  let text = ''
  for await (const chunk of request) {
    text += chunk
  }
  const answer = ([status, body, headers = {}]) => {
    const type = status >= 400 ? 'application/problem+json' : 'application/json'
    response.writeHead(status, { 'Content-Type': type, ...headers })
    response.end(body === undefined ? undefined : JSON.stringify(body))
  }
  if (url.pathname === '/auth/session') {
    response.setHeader('Set-Cookie', 'XSRF-TOKEN=mock; Path=/')
    return answer([200, user ? { authenticated: true, username: reader, name: user.name, roles: user.roles, expiresAt: at(HOUR) } : { authenticated: false }])
  }
  if (url.pathname === '/auth/login') {
    response.writeHead(302, { 'Set-Cookie': `reader=${url.searchParams.get('as') ?? 'patient1'}; Path=/; HttpOnly`, Location: url.searchParams.get('returnTo') ?? '/' })
    return response.end()
  }
  if (url.pathname === '/auth/logout') {
    response.setHeader('Set-Cookie', 'reader=; Path=/; Max-Age=0')
    return answer([200, { location: '/signed-out' }])
  }
  if (url.pathname === '/api/public/status') {
    return answer([200, { emergencyNumber: '112' }])
  }
  const [, group, path] = url.pathname.match(/^\/api\/(patient|doctor|operator)\/(.*)$/) ?? []
  if (group === undefined) {
    return serveFile(url.pathname, response)
  }
  if (!user) {
    return answer(problem(401, 'unauthenticated', 'Please sign in.'))
  }
  if (!user.roles.includes(group)) {
    return answer(problem(403, 'forbidden', 'Your account does not open this.'))
  }
  if (path === 'live') {
    return live(request, response, group, user.id)
  }
  if (request.method !== 'GET' && request.headers['x-xsrf-token'] !== 'mock') {
    return answer(problem(403, 'forbidden', 'The CSRF token is missing.'))
  }
  const body = text === '' ? undefined : JSON.parse(text)
  if (group === 'patient' && path.startsWith('chat/')) {
    return chat(request, response, path, body, user.id)
  }
  const api = { patient: patientApi, doctor: doctorApi, operator: operatorApi }[group]
  return answer(api(request.method, path, url, body, user.id))
})
server.listen(port, '127.0.0.1', () => console.log(`http://localhost:${server.address().port}`))
