/**
 * Ids of SNOMED CT concepts (release file specification, section 6): partition 00 or 10 before the check digit, which is
 * Verhoeff's. They are as long as the numbers of persons, and codes of diagnoses that leave with an export.
 */
const SHAPE = /^[1-9]\d{3,14}[01]0\d$/
const FIVE = 5
const TEN = 10

/** Product in the dihedral group of order ten. */
function product(a: number, b: number): number {
  const [x, y] = [a % FIVE, b % FIVE]
  if (a < FIVE) return b < FIVE ? (x + y) % FIVE : FIVE + ((x + y) % FIVE)
  return b < FIVE ? FIVE + ((x - y + FIVE) % FIVE) : (x - y + FIVE) % FIVE
}

const STEP = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]

export function isSnomedConcept(digits: string): boolean {
  if (!SHAPE.test(digits)) return false
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    let digit = Number(digits[digits.length - 1 - at])
    for (let times = 0; times < at % (TEN - 2); times++) digit = STEP[digit] ?? 0
    sum = product(sum, digit)
  }
  return sum === 0
}
