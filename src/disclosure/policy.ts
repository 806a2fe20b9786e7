/** The disclosure policy that comes with the program; committees sign their own version of it. */
import type { DisclosurePolicy } from '../model/generated/disclosure-policy.ts'

/** Values of the table in the design, section 5. */
export const defaultPolicy: DisclosurePolicy = Object.freeze<DisclosurePolicy>({
  schema: 'disclosure-policy/1',
  version: '1',
  serial: 1,
  k: 5,
  nationalTable: { minMonthsBetween: 6 },
  pooled: {
    minCountriesWithPatients: 3,
    minMembersInSet: 4,
    minEvaluable: { s1: 8, s2: 24 },
    rest: { s1: 3, s2: 5 },
    hiddenPartsMinCountries: 2,
    changeMinCountries: 2,
    exactPatientsFrom: 8,
  },
  survival: { minPatients: 24, gridDays: 28, minEventsInStep: 3, minAtRisk: 5 },
  accrualBands: [5, 8, 13, 19, 24],
})
