/** Codes of every Observation that the importer reads: no other is asked of a server. */
export const observationCodes: readonly string[] = [
  // LOINC: variants, signatures, proteins
  '69548-6',
  '94076-7',
  '81695-9',
  '62862-8',
  '107286-7',
  '85147-7',
  '48676-1',
  '18474-7',
  '72382-5',
  '85319-2',
  '85337-4',
  '85339-0',
  '49683-6',
  '74860-8',
  // LOINC: histology, response, performance status, vital status
  '31206-6',
  '59847-4',
  '77753-2',
  '88040-1',
  '89247-1',
  '89262-0',
  '31210-8',
  // SNOMED CT, as the German modules use it: response, performance status, death, OncoTree under a grade
  '396432002',
  '423690003',
  '423740007',
  '184305005',
  '419099009',
  '371469007',
]
