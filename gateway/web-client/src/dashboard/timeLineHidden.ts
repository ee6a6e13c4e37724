const ON_A_PHONE = '(max-width: 767px)'

/**
 * Whether the doctor cannot see the patient's time line.
 *
 * @param acting whether a phone shows what there is to do in its place
 */
export function isTimeLineHidden(acting: boolean): boolean {
  return acting && matchMedia(ON_A_PHONE).matches
}
