/** Where FHIR has what a field of the common record holds, for problems that derivation finds. */

const PATHS: Readonly<Record<string, string>> = {
  'doses.given': 'status',
  'doses.cycleStart': 'effective[x]',
  'doses.oralStart': 'effectivePeriod.start',
  'doses.oralStop': 'effectivePeriod.end',
  'doses.drug': 'medication[x]',
  'assessments.date': 'effective[x]',
  'assessments.responses': 'valueCodeableConcept',
  'enrolments.localName': 'assignedArm',
  'enrolments.allocated': 'period.start',
  'treatmentEnds.ended': 'effectivePeriod.end',
  'treatmentEnds.progressionDate': 'effective[x]',
  'deaths.date': 'deceased[x]',
  'followUps.lastSeenAlive': 'effective[x]',
  'followUps.status': 'valueCodeableConcept',
  'performance.gradeByText': 'valueInteger',
  'adverseEvents.onset': 'date',
  'adverseEvents.grade': 'extension',
}

export function pathOfField(field: string): string | null {
  return PATHS[field] ?? null
}
