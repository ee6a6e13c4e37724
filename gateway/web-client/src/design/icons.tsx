import type { ReactNode, SVGProps } from 'react'

function icon(paths: ReactNode) {
  return function Icon(props: SVGProps<SVGSVGElement>) {
    return (
      <svg
        viewBox="0 0 24 24"
        width="1.25em"
        height="1.25em"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        {...props}
      >
        {paths}
      </svg>
    )
  }
}

export const HomeIcon = icon(<path d="M4 11.5 12 5l8 6.5V19a1 1 0 0 1-1 1h-4.5v-5h-5v5H5a1 1 0 0 1-1-1z" />)
export const DiaryIcon = icon(
  <>
    <path d="M6 4h11a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1H6z" />
    <path d="M6 4v16M9.5 8.5h5M9.5 12h5" />
  </>,
)
export const ChatIcon = icon(
  <path d="M5 5h14a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-7l-4.5 4v-4H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zM8.5 9h7M8.5 12h4.5" />,
)
export const TeamIcon = icon(
  <>
    <circle cx="9" cy="8.5" r="3.25" />
    <path d="M3.5 19c.4-3.3 2.6-5 5.5-5s5.1 1.7 5.5 5M15.5 5.6a3.25 3.25 0 0 1 0 5.8M17 14.4c2 .6 3.2 2.2 3.5 4.6" />
  </>,
)
export const PersonIcon = icon(
  <>
    <circle cx="12" cy="8.5" r="3.5" />
    <path d="M5.5 19.5c.5-3.5 3-5.5 6.5-5.5s6 2 6.5 5.5" />
  </>,
)
export const CalendarIcon = icon(
  <>
    <rect x="4" y="5.5" width="16" height="14.5" rx="2" />
    <path d="M4 10h16M8.5 3.5v4M15.5 3.5v4" />
  </>,
)
export const CheckIcon = icon(<path d="m5 12.5 4.5 4.5L19 7.5" />)
export const ChevronIcon = icon(<path d="m9.5 6 6 6-6 6" />)
export const BackIcon = icon(<path d="m14.5 6-6 6 6 6" />)
export const CloseIcon = icon(<path d="M6 6l12 12M18 6 6 18" />)
export const PlusIcon = icon(<path d="M12 5v14M5 12h14" />)
export const SearchIcon = icon(
  <>
    <circle cx="11" cy="11" r="6" />
    <path d="m15.5 15.5 4.5 4.5" />
  </>,
)
export const EyeIcon = icon(
  <>
    <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" />
    <circle cx="12" cy="12" r="2.75" />
  </>,
)
export const CloudOffIcon = icon(
  <path d="M7 18.5h9.5M5.2 16.9A4 4 0 0 1 7 9.5a5 5 0 0 1 .7-1.6M10 6.3A5 5 0 0 1 16.5 10a4.2 4.2 0 0 1 3.3 6.3M4 4l16 16" />,
)
export const InfoIcon = icon(
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 11v5M12 8v.01" />
  </>,
)
export const PhoneIcon = icon(
  <path d="M6.5 4h3l1.5 4-2 1.5a11 11 0 0 0 5.5 5.5l1.5-2 4 1.5v3a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 4.5 6.2 2 2 0 0 1 6.5 4z" />,
)
export const VideoIcon = icon(
  <>
    <rect x="3.5" y="6.5" width="12" height="11" rx="2" />
    <path d="m15.5 11 5-3v8l-5-3" />
  </>,
)
export const PlaceIcon = icon(
  <>
    <path d="M12 20.5s6.5-5.7 6.5-10.5a6.5 6.5 0 0 0-13 0c0 4.8 6.5 10.5 6.5 10.5z" />
    <circle cx="12" cy="10" r="2.25" />
  </>,
)
export const ShieldIcon = icon(<path d="M12 3.5 5 6v5.5c0 4.3 2.9 7.5 7 9 4.1-1.5 7-4.7 7-9V6z" />)
export const ListIcon = icon(<path d="M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5h.01M4.5 12h.01M4.5 17.5h.01" />)
export const ClockIcon = icon(
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 7.5V12l3 2" />
  </>,
)

/** The mark of MedLinks: a pulse that runs into a line to someone else. */
export const LockIcon = icon(
  <>
    <path d="M6 11h12v8.5H6z" />
    <path d="M8.5 11V8a3.5 3.5 0 0 1 7 0v3" />
  </>,
)

export const LogIcon = icon(
  <>
    <path d="M7 5v14" />
    <path d="M7 7.5h.01M7 12h.01M7 16.5h.01M11 7.5h8M11 12h8M11 16.5h5" />
  </>,
)

export function Mark(props: SVGProps<SVGSVGElement>) {
  return (
    <svg viewBox="0 0 32 32" width="1.75rem" height="1.75rem" aria-hidden="true" {...props}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path
        d="M6.5 17.5h4.2l2.6-7 4.6 12.4 2.9-7.6 1.1 2.2h3.6"
        fill="none"
        className="stroke-surface"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
