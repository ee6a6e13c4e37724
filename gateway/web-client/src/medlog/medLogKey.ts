export const MED_LOG = ['med-log'] as const
