/**
 * The bodies that the services and this client exchange, under the words of this client.
 * They are made from the services' OpenAPI documents by "npm run generate"; what the
 * documents leave open (a word passed on from another service) is narrowed here.
 */
import type { components as Ai, paths as AiPaths } from './generated/ai-summary-service'
import type { components as Doctors, paths as DoctorPaths } from './generated/doctor-service'
import type { components as Gateway, paths as GatewayPaths } from './generated/gateway'
import type { components as Patients, paths as PatientPaths } from './generated/patient-service'
import type { components as Scheduling, paths as SchedulingPaths } from './generated/scheduling-service'

type Narrowed<T, N> = Omit<T, keyof N> & N

export type Role = 'patient' | 'doctor' | 'operator'
export type Day = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday'
export type Sex = Patients['schemas']['Sex']
export type UrgencyLevel = Patients['schemas']['UrgencyLevel']
export type VisitType = Scheduling['schemas']['VisitType']

export interface Page<T> {
  items: T[]
  nextCursor: string | null
}

export interface Items<T> {
  items: T[]
}

/* gateway */

export type Session = Narrowed<Gateway['schemas']['SessionResponse'], { roles: Role[] }>
export type PublicStatus = Gateway['schemas']['StatusResponse']

/* patient-service */

export type Assessment = Patients['schemas']['Assessment']
export type Rule = Patients['schemas']['FiredRule']
export type Seen = Patients['schemas']['SeenBy']
export type ReportedSymptom = Required<Patients['schemas']['Symptom']>
export type Entry = Narrowed<Patients['schemas']['EntryView'], { symptoms: ReportedSymptom[] }>
export type EntryDraft = Narrowed<Patients['schemas']['LogEntryRequest'], { symptoms: ReportedSymptom[] }>
export type EntryReceipt = Patients['schemas']['EntryReceipt']
export type EntryVersion = Narrowed<Patients['schemas']['EntryVersion'], { symptoms: ReportedSymptom[] }>
export type PatientProfile = Patients['schemas']['ProfileView']
export type PatientProfileDraft = Omit<PatientProfile, 'id' | 'version'>
export type CareTeamMember = Patients['schemas']['CareTeamMember']
export type Access = Narrowed<Patients['schemas']['AccessView'], { actorRole: Role; action: 'read' | 'write' }>

export type ConsultationMode = Patients['schemas']['ConsultationMode']
/** A consultation as patients see it: what is shared of it. */
export type SharedConsultation = Patients['schemas']['ConsultationView']
export type MedLogItem = Narrowed<
  Patients['schemas']['MedLogItem'],
  {
    entry: Entry | null
    consultation: SharedConsultation | null
    appointment: Patients['schemas']['AppointmentView'] | null
  }
>

export type Invitation = Patients['schemas']['InvitationView']
export type ReceivedInvitation = Patients['schemas']['ReceivedInvitation']

/* ai-summary-service */

export type Evidence = Ai['schemas']['EvidenceItem']
export type Summary = Ai['schemas']['SummaryResponse']
export type Interview = Ai['schemas']['InterviewResponse']
export type InterviewQuestion = Ai['schemas']['AskedQuestion']
export type InterviewAnswered = Ai['schemas']['AnsweredQuestion']
export type InterviewDraft = Ai['schemas']['DraftText']
export type InterviewOpening = Ai['schemas']['StartInterviewRequest']
export type InterviewAnswer = Ai['schemas']['AnswerRequest']
export type InterviewSubmission = Ai['schemas']['SubmissionRequest']
export type ChatThread = Ai['schemas']['ThreadResponse']
export type ChatMessage = Ai['schemas']['MessageResponse']
export type ChatAnswer = ChatMessage['answer']
export type ChatLanguage = ChatMessage['language']
export type ChatCitation = Ai['schemas']['Citation']
export type ChatSentence = Ai['schemas']['AnswerSentence']
export type ChatSaid = Ai['schemas']['Said']
export type ChatAccepted = Ai['schemas']['Accepted']

/* scheduling-service */

export type Opening = Scheduling['schemas']['OpeningView']
export type SuitableOpenings = Scheduling['schemas']['SuitableOpeningsResponse']
export type Appointment = Scheduling['schemas']['AppointmentView']
export type Booking = Scheduling['schemas']['BookOwnRequest'] | Scheduling['schemas']['BookForPatientRequest']
export type Moving = Scheduling['schemas']['MoveRequest']
export type CalendarFeed = Scheduling['schemas']['CalendarFeedView']
export type Booked = Scheduling['schemas']['BookedView']
export type VisitRequest = Scheduling['schemas']['VisitRequestView']
export type AvailabilityRule = Narrowed<Scheduling['schemas']['Rule'], { day: Day }>
export type Availability = Narrowed<Scheduling['schemas']['AvailabilityResponse'], { rules: AvailabilityRule[] }>

export type AvailabilityDraft = Omit<Availability, 'version'>

/** What a refused booking adds to its problem. */
export type RefusedBooking = Partial<Scheduling['schemas']['UnavailableTime']>

/* doctor-service */

export type Doctor = Doctors['schemas']['ApprovedDoctor']
export type DashboardReason = Doctors['schemas']['Reason']
export type DashboardRow = Narrowed<
  Doctors['schemas']['DashboardItem'],
  { sex: Sex; nextAppointment: Narrowed<Doctors['schemas']['BookedVisit'], { visitType: VisitType }> | null }
>
export type PatientListItem = Narrowed<Doctors['schemas']['PanelItem'], { sex: Sex }>
export type PatientDetails = Narrowed<Doctors['schemas']['PanelPatient'], { sex: Sex; status: DashboardRow }>
export type DoctorProfile = Doctors['schemas']['DoctorView']
/** A consultation as doctors see it; private notes are there for their author only. */
export type Consultation = Narrowed<
  Doctors['schemas']['ConsultationView'],
  {
    diagnosis: Required<Doctors['schemas']['Diagnosis']> | null
    medications: Required<Doctors['schemas']['Medication']>[]
  }
>
export type ConsultationReceipt = Doctors['schemas']['ConsultationReceipt']
export type NewConsultation = Doctors['schemas']['RecordConsultationRequest']
export type ConsultationContent = Omit<NewConsultation, 'covers'>
export type Registration = Doctors['schemas']['RegistrationView']
export type OperatorDoctor = Doctors['schemas']['RegisteredDoctor']

/* all services */

export type DeadLetter = Patients['schemas']['DeadLetterView']

/* Addresses */

type Filled<P> = P extends `${infer Before}{${string}}${infer After}` ? `${Before}${string}${Filled<After>}` : P

type ServicePath = Filled<Extract<keyof (AiPaths & DoctorPaths & GatewayPaths & PatientPaths & SchedulingPaths), string>>

/** An address that a document knows, with or without a query. */
export type ApiPath = ServicePath | `${ServicePath}?${string}`
