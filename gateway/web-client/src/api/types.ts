/**
 * The bodies that the services and this client exchange, in one place.
 */

export type UrgencyLevel = 'emergency' | 'same-day' | 'soon' | 'routine' | 'self-care'
export type VisitType = 'in-person' | 'online' | 'phone'
export type Role = 'patient' | 'doctor' | 'operator'

export interface Page<T> {
  items: T[]
  nextCursor: string | null
}

export interface Items<T> {
  items: T[]
}

export interface Session {
  authenticated: boolean
  username?: string
  name?: string
  roles?: Role[]
  expiresAt?: string
}

export interface PublicStatus {
  emergencyNumber?: string
}

export interface ReportedSymptom {
  code: string
  severity: number | null
}

export interface Rule {
  id: string
  title: string
  source: string
}

export interface Assessment {
  level: UrgencyLevel
  rules: Rule[]
  entryVersion: number
  assessedAt: string
}

export interface Seen {
  doctorId: string
  name: string
  at: string
}

export interface Entry {
  id: string
  version: number
  status: 'active' | 'withdrawn'
  text: string
  happenedAt: string
  receivedAt: string
  symptoms: ReportedSymptom[]
  assessment: Assessment | null
  seenBy: Seen[]
  visibleToDoctors: number
}

export interface EntryDraft {
  text: string
  happenedAt: string
  symptoms: ReportedSymptom[]
}

export interface EntryReceipt {
  id: string
  version: number
  receivedAt: string
}

export interface EntryVersion {
  version: number
  status: 'active' | 'withdrawn'
  text: string
  happenedAt: string
  symptoms: ReportedSymptom[]
  reason: string | null
  author: string
  at: string
}

export type Sex = 'female' | 'male' | 'other' | 'unknown'

export interface PatientProfile {
  id?: string
  version?: number
  name: string
  birthDate: string | null
  sex: Sex
  email: string | null
  phone: string | null
  zone: string
  language: string
  allergies: string[]
  heightCm: number | null
  weightKg: number | null
  healthCardId: string | null
  address: string | null
}

export interface CareTeamMember {
  doctorId: string
  name: string
  specialty: string | null
  since: string
  active: boolean
}

export interface Doctor {
  doctorId: string
  name: string
  specialty: string | null
  practice: string | null
  zone: string
}

export interface Access {
  id: string
  at: string
  actorId: string
  actorName: string
  actorRole: Role
  resource: string
  action: 'read' | 'write'
  purpose: string
}

export interface Evidence {
  entryId: string
  version: number
}

export interface Summary {
  version: number
  engine: string
  writtenAt: string
  sentences: { text: string; evidence: Evidence[] }[]
  newerEntries: number
}

export interface Opening {
  start: string
  end: string
  visitType: VisitType
  zone: string
}

export interface Appointment {
  id: string
  version: number
  patientId: string
  patientName?: string | null
  doctorId: string
  doctorName?: string | null
  status: 'booked' | 'cancelled'
  start: string
  end: string
  zone: string
  visitType: VisitType
  reason: string | null
  bookedBy: 'patient' | 'doctor'
}

export interface Booking {
  doctorId?: string
  patientId?: string
  start: string
  visitType: VisitType
  reason: string | null
}

export interface Booked {
  id: string
  status: string
  start: string
  end: string
}

export interface RefusedBooking {
  reasons?: { code: string; message: string }[]
  alternatives?: { start: string; end: string; visitType: VisitType }[]
}

export interface DashboardReason {
  ruleId: string
  title: string
  source: string
  entryId: string
}

export interface DashboardRow {
  patientId: string
  name: string
  age: number | null
  sex: Sex | null
  urgency: UrgencyLevel | null
  assessed: boolean
  waitingSince: string | null
  targetMinutes: number | null
  unreadEntries: number
  reasons: DashboardReason[]
  headline: string | null
  uncovered: Evidence[]
  lastEntryAt: string | null
  seenBy: Seen | null
  nextAppointment: { id: string; start: string; end: string; visitType: VisitType; zone: string } | null
  summaryVersion: number | null
}

export interface PatientListItem {
  patientId: string
  name: string
  age: number | null
  sex: Sex | null
  urgency: UrgencyLevel | null
  lastEntryAt: string | null
}

export interface PatientDetails {
  patientId: string
  name: string
  birthDate: string | null
  age: number | null
  sex: Sex | null
  phone: string | null
  email: string | null
  allergies: string[] | null
  heightCm: number | null
  weightKg: number | null
  status: DashboardRow | null
}

export interface DoctorProfile {
  id?: string
  version?: number
  name: string
  specialty: string | null
  practice: string | null
  phone: string | null
  zone: string
  approved?: boolean
}

export interface OperatorDoctor {
  doctorId: string
  name: string
  specialty: string | null
  practice: string | null
  approved: boolean
}

export type Day = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday'

export interface AvailabilityRule {
  day: Day
  from: string
  to: string
  visitTypes: VisitType[]
}

export interface Availability {
  version?: number
  zone: string
  rules: AvailabilityRule[]
  visitTypes: { code: VisitType; minutes: number }[]
  minimumNoticeMinutes: number
  horizonDays: number
}
